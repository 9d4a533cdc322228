// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

extension Bench {
    /// Limit of a node in one direction, kW: what is agreed and what the operator set.
    func limitKW(_ node: Int, _ direction: FlowDirection) -> Double? {
        let own = feeder.nodes[node]
        var values = [direction == .import ? own.importLimit : own.exportLimit].compactMap { $0?.kilowatts }
        if case .activePower(let power)? = own.rating { values.append(power.kilowatts) }
        for limit in limits.limits.values where limit.node == own.id && limit.direction == direction {
            guard limit.cancelledAt == nil, limit.start <= now.utc, limit.end.map({ $0 > now.utc }) ?? true,
                case .activePower(let power) = limit.value
            else { continue }
            values.append(power.kilowatts)
        }
        return values.min()
    }

    /// True power of every node within its limits.
    func expectWithinLimits(_ tolerance: Double = 1e-6, sourceLocation: SourceLocation = #_sourceLocation) {
        for node in feeder.nodes.indices {
            let power = trueKW(node)
            if let limit = limitKW(node, .import) {
                #expect(
                    power <= limit + tolerance, "\(feeder.nodes[node].id) at \(time) s", sourceLocation: sourceLocation)
            }
            if let limit = limitKW(node, .export) {
                #expect(
                    -power <= limit + tolerance, "\(feeder.nodes[node].id) at \(time) s",
                    sourceLocation: sourceLocation)
            }
        }
    }

    /// What a node would carry if everybody used what it may: true base load, the largest import each device may be
    /// holding (a vehicle's at the true voltage), what generation truly gives.
    func worstKW(_ node: Int) -> Double {
        let below = node..<Int(model.index.subtreeEnd[node])
        var sum = below.reduce(0) { $0 + baseKW[$1] }
        for (der, device) in devices.enumerated() where below.contains(Int(model.index.nodeOfDER[der])) {
            switch device.kind {
            case .vehicle where !device.isPlugged: break
            case .pv: sum += device.powerKW
            case .vehicle, .battery, .heater:
                let most = ledger.importKW[der]
                sum += most > 0 ? max(most, device.powerKW) : device.powerKW
            }
        }
        return sum
    }

    /// Whether limits would hold even then, to within what meters' noise and readings of different times leave.
    func expectSafeIfAllUsed(_ slack: Double = 0.03, sourceLocation: SourceLocation = #_sourceLocation) {
        for node in feeder.nodes.indices {
            guard let limit = limitKW(node, .import) else { continue }
            let worst = worstKW(node)
            #expect(
                worst <= limit * (1 + slack), "\(feeder.nodes[node].id) at \(time) s", sourceLocation: sourceLocation)
        }
    }

    /// Largest true import over the limit seen in some seconds, kW.
    mutating func worstExcess(_ id: String, in seconds: Int) -> Double {
        let node = node(id)
        var worst = -Double.infinity
        run(seconds) { worst = max(worst, $0.trueKW(node) - ($0.limitKW(node, .import) ?? .infinity)) }
        return worst
    }
}
