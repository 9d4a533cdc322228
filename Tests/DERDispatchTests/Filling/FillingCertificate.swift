// SPDX-License-Identifier: Apache-2.0

import DERDispatch

/// What proves an answer, checked by the definition alone: faults found, empty where all is well.
///
/// For import bounds alone these conditions have one answer only: two answers would differ first at some highest price.
struct FillingCertificate {
    private(set) var faults: [String] = []
    private let instance: FillingInstance
    private let answer: FillingAnswer
    private let flow: [[Double]]
    private let tolerance = 2e-9

    init(_ instance: FillingInstance, _ answer: FillingAnswer) {
        (self.instance, self.answer) = (instance, answer)
        flow = instance.flows(answer.setpoints)
        for der in instance.node.indices { check(der) }
        for node in instance.parent.indices {
            for account in FlowAccount.allCases where instance.isBounded(account.rawValue) { check(node, account) }
        }
        if case .inexact = answer.status { faults.append("status \(answer.status)") }
    }

    /// Whether the rounds came to rest.
    var isSettled: Bool {
        if case .unsettled = answer.status { false } else { true }
    }

    private mutating func check(_ der: Int) {
        let (price, power) = (answer.derPrice[der], answer.setpoints[der])
        let answered = instance.power(der, at: price)
        if (power - answered).magnitude > tolerance { faults.append("DER \(der): not its answer") }
        guard let deciding = answer.deciding[der] else {
            if price != 0 { faults.append("DER \(der): price \(price) of no bound") }
            return
        }
        let (node, account) = (deciding.node, deciding.account.rawValue)
        if !instance.path(of: der).contains(node) || instance.share[der][account] == 0 {
            faults.append("DER \(der): decided elsewhere")
        }
        let room =
            deciding.direction == .import
            ? instance.upper[node][account] - flow[node][account]
            : flow[node][account] - instance.lower[node][account]
        if room > tolerance { faults.append("DER \(der): decided by a bound with \(room) kW of room") }
        guard deciding.direction == .import else { return }
        // No tighter one acts on it, and nobody else below the bound has a lower price.
        for other in FlowAccount.allCases where instance.share[der][other.rawValue] > 0 {
            let prices = answer.nodePrice[other.rawValue]
            if !prices.isEmpty, price > 0, prices[instance.node[der]] > price {
                faults.append("DER \(der): not the tightest")
            }
        }
    }

    private mutating func check(_ node: Int, _ account: FlowAccount) {
        let at = account.rawValue
        if (flow[node][at] - answer.flow[node][at]).magnitude > tolerance { faults.append("node \(node): flow") }
        let above = max(0, flow[node][at] - instance.upper[node][at])
        let below = max(0, instance.lower[node][at] - flow[node][at])
        for (excess, direction) in [(above, NodeOverload.Direction.import), (below, .export)] {
            let reported = answer.overloads.first {
                $0.node == node && $0.account == account && $0.direction == direction
            }
            if (excess - (reported?.kW ?? 0)).magnitude > tolerance {
                faults.append("node \(node) \(account) \(direction): \(excess) kW over, not as reported")
            }
            if reported != nil { checkNeed(node, account, direction) }
        }
    }

    /// A bound is passed only where everybody below it has done what he can: he is at the end of his range, or a bound
    /// that goes before holds him. Before an import bound goes a lower node's export bound, before an export bound any
    /// import bound.
    private mutating func checkNeed(_ node: Int, _ account: FlowAccount, _ direction: NodeOverload.Direction) {
        for der in instance.node.indices where instance.share[der][account.rawValue] > 0 {
            guard instance.path(of: der).contains(node) else { continue }
            let end = direction == .import ? instance.lo[der] : instance.hi[der]
            guard (answer.setpoints[der] - end).magnitude > tolerance else { continue }
            let isHeld =
                direction == .import
                ? instance.path(of: der).prefix { $0 != node }.contains { isAtLower($0, account.rawValue) }
                : instance.path(of: der).contains { above in
                    (0..<FillingInstance.accounts).contains { isAtUpper(above, $0) && instance.share[der][$0] > 0 }
                }
            if !isHeld { faults.append("node \(node) \(account) \(direction): DER \(der) could do more") }
        }
    }

    private func isAtLower(_ node: Int, _ account: Int) -> Bool {
        flow[node][account] <= instance.lower[node][account] + tolerance
    }

    private func isAtUpper(_ node: Int, _ account: Int) -> Bool {
        flow[node][account] >= instance.upper[node][account] - tolerance
    }
}
