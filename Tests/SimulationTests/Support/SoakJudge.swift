// SPDX-License-Identifier: Apache-2.0

import GridModel
import Simulation

/// Holds many stations' true power against the limits: how far and how long over, what of that nobody could know
/// beforehand, and who gets nothing.
///
/// A rise is unannounced where nobody asked the gateway: of loads that it does not control, of a vehicle that has just
/// come, of a station that is not set up yet or does not do what it says. A limit that is lowered is a rise too. What rose within the
/// response time explains an excess of as much, and no more.
struct SoakJudge {
    private let feeder: Feeder
    private let parent: [Int?]
    private let limits: Judge
    private let stationOf: [Int: Int]
    private let nodeOf: [Int]
    private let unreliable: Set<Int>
    /// What an operator has set, by node, kW.
    var operatorKW: [Int: Double] = [:]
    private var history: [[Moment]]
    private var pluggedFor: [Int]
    private var newsUntil: [Int]
    private var hungryFor: [Int]
    private var unsetFor: [Int]
    private var overFor: [Int]

    /// Worst excess, kW, and what of it nothing explains; longest time over, s.
    private(set) var worst = (kW: 0.0, node: 0, second: 0)
    private(set) var worstUnexplained = (kW: -Double.infinity, node: 0, second: 0)
    private(set) var longest = (seconds: 0, node: 0, second: 0)
    /// Longest time that a vehicle that wanted got nothing, and that a connected station was not set up, by DER, s.
    private(set) var longestHungry: [Int]
    private(set) var longestUnset: [Int]
    private(set) var deliveredKWh = 0.0
    private(set) var second = 0

    private struct Moment {
        var unannouncedKW: Double
        var limitKW: Double
    }

    /// From a rise to when it is answered, s: meters speak each second, the gateway ticks each second, links take up to
    /// half a second and are looked at each half second; slow stations wait 8 s with each answer, and what does not
    /// follow is waited for 12 s before others are trimmed.
    let responseS: Int

    /// - Parameter unreliable: stations, by position, that do not do what they say.
    init(_ feeder: Feeder, unreliable: Set<Int>, responseS: Int) {
        self.feeder = feeder
        self.unreliable = unreliable
        self.responseS = responseS
        parent = feeder.nodes.map { node in feeder.nodes.firstIndex { $0.id == node.parent } }
        limits = Judge(feeder)
        let places = Dictionary(uniqueKeysWithValues: feeder.stations.enumerated().map { ($1.id, $0) })
        var stationOf: [Int: Int] = [:]
        for (der, unit) in feeder.ders.enumerated() {
            if case .ocpp(let station, _) = unit.communication { stationOf[der] = places[station] }
        }
        self.stationOf = stationOf
        nodeOf = feeder.ders.map { der in feeder.nodes.firstIndex { $0.id == der.node } ?? 0 }
        history = feeder.nodes.map { _ in [] }
        overFor = feeder.nodes.map { _ in 0 }
        pluggedFor = feeder.ders.map { _ in 0 }
        hungryFor = pluggedFor
        newsUntil = pluggedFor
        unsetFor = pluggedFor
        longestHungry = pluggedFor
        longestUnset = pluggedFor
    }

    func limitKW(_ node: Int) -> Double { min(limits.limitKW(node), operatorKW[node] ?? .infinity) }

    /// Looks at the world one second later.
    mutating func look(_ world: SimulatedWorld, isOnline: (Int) -> Bool, isSetUp: (Int) -> Bool) {
        second += 1
        var unannounced = feeder.nodes.indices.map { world.baseLoad(node: $0).kilowatts }
        for der in feeder.ders.indices {
            let power = world.power(der: der).kilowatts
            deliveredKWh += power / 3_600
            lookAt(der, power, world, isOnline(der), isSetUp(der))
            let isUnreliable = stationOf[der].map { unreliable.contains($0) } ?? true
            if isUnreliable || pluggedFor[der] <= responseS || !isSetUp(der) { newsUntil[der] = second + responseS }
            if newsUntil[der] >= second { unannounced[nodeOf[der]] += power }
        }
        for node in unannounced.indices.reversed() {
            if let above = parent[node] { unannounced[above] += unannounced[node] }
        }
        for node in feeder.nodes.indices { lookAt(node: node, world, unannounced[node]) }
    }

    private mutating func lookAt(_ der: Int, _ power: Double, _ world: SimulatedWorld, _ online: Bool, _ setUp: Bool) {
        let isPlugged = world.leastCharge(der: der) != nil
        pluggedFor[der] = isPlugged ? pluggedFor[der] + 1 : 0
        let isHungry = isPlugged && power < 0.1 && world.wanted(der: der) > .kilowatts(1)
        hungryFor[der] = isHungry ? hungryFor[der] + 1 : 0
        longestHungry[der] = max(longestHungry[der], hungryFor[der])
        unsetFor[der] = online && !setUp ? unsetFor[der] + 1 : 0
        longestUnset[der] = max(longestUnset[der], unsetFor[der])
    }

    private mutating func lookAt(node: Int, _ world: SimulatedWorld, _ unannounced: Double) {
        let limit = limitKW(node)
        history[node].append(Moment(unannouncedKW: unannounced, limitKW: limit))
        if history[node].count > responseS { history[node].removeFirst() }
        let over = world.trueNetPower(node: node).kilowatts - limit
        // A hundredth is what the seconds between two readings of a meter hide.
        let hidden = 0.01 * limit + 0.05
        guard over > hidden else {
            overFor[node] = 0
            return
        }
        overFor[node] += 1
        if overFor[node] > longest.seconds { longest = (overFor[node], node, second) }
        if over > worst.kW { worst = (over, node, second) }
        let rise = unannounced - (history[node].map(\.unannouncedKW).min() ?? unannounced)
        let cut = (history[node].map(\.limitKW).max() ?? limit) - limit
        let unexplained = over - hidden - rise - cut
        if unexplained > worstUnexplained.kW { worstUnexplained = (unexplained, node, second) }
    }
}
