// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Gateway
import GridModel
import Simulation
import Testing

/// A street whose switches are moved, ratings changed and homes taken off and put back at random times, with a restart
/// among it: the cables hold by the test's own sums, and no tick uses a path that is no more.
///
/// `HEADROOM_SOAK_HOURS` and `HEADROOM_SOAK_SEEDS` make it long, as in `VirtualRunTests`.
@Suite(.serialized) struct TopologyStoryTests {
    private static let seconds = Soak.seconds(1_500)

    @Test(arguments: Soak.seeds) func cablesHoldWhileTheStreetIsSwitched(seed: UInt64) throws {
        var story = try TopologyStory(seed: seed)
        try story.tell(seconds: Self.seconds)
        print(story.summary)
        #expect(story.findings.isEmpty, "\(story.summary)\n\(story.findings.prefix(10).joined(separator: "\n"))")
        #expect(story.changes > 8, "\(story.summary)")
        #expect(story.drawnKWh > Double(Self.seconds) / 3_600 * 15, "\(story.summary)")
    }

    /// The judge itself: a topology that says what is not so is found out.
    @Test func aChangeThatIsNotToldIsFound() throws {
        let found = try ([2, 5, 7, 9] as [UInt64]).contains { seed in
            var story = try TopologyStory(seed: seed)
            story.isTold = false
            try story.tell(seconds: 1_500)
            return !story.findings.isEmpty
        }
        #expect(found)
    }
}

/// One run: what is really switched, what the gateway is told, and what the cables carry.
private struct TopologyStory {
    var run: VirtualRun
    private(set) var street = SwitchedStreet()
    private(set) var changes = 0
    private(set) var drawnKWh = 0.0
    private(set) var longestExcessS = 0.0
    private var broken: [String] = []
    /// What happened, in order.
    private var events: [String] = []
    /// Whether the gateway hears of what is switched.
    var isTold = true
    private let seed: UInt64
    private var luck: SeededGenerator
    /// Homes taken off, and when: what their vehicles draw counts on the cable as long as the gateway must count it.
    private var gone: [Int: (cable: Int, at: Double)] = [:]
    private var excessS: [Int: Double] = [:]
    private var time = 0.0
    private var restartedAt = 0.0

    /// Devices' delay, their readings, one tick.
    private static let grace = 15.0
    /// What left counts for at least this long (two minutes, less the way of the last setpoint).
    private static let goneCountsS = 110.0

    init(seed: UInt64) throws {
        self.seed = seed
        luck = SeededGenerator(seed: seed, name: "switching")
        run = try VirtualRun(feeder: try SwitchedStreet().feeder(), seed: seed, scene: .busy)
    }

    var findings: [String] { broken }
    var summary: String {
        "seed \(seed): \(changes) changes, \((drawnKWh * 10).rounded() / 10) kWh drawn by vehicles, "
            + "longest excess \(longestExcessS) s; \(events.joined(separator: ", "))"
    }

    mutating func tell(seconds: Int) throws {
        let step = VirtualRun.quantum.inSeconds
        try run.startGateway()
        _ = try run.changeTopology(to: try street.feeder(), street.text)
        var next = 120.0
        var heard = 0
        for _ in 0..<Int(Double(seconds) / step) {
            try run.step()
            time += step
            if time >= next {
                next = time + luck.between(30, 120).rounded()
                try happen()
            }
            look(step)
            for finding in run.watch.findings.dropFirst(heard) where isOfNow(finding) {
                broken.append("\(time) s: the wire: \(finding)")
            }
            heard = run.watch.findings.count
        }
    }

    /// A vehicle that plugs in long after a restart is raised by the word of its plug, before its first reading.
    private func isOfNow(_ finding: String) -> Bool {
        !finding.hasPrefix("after the restart") || time < restartedAt + 30
    }

    /// One thing of luck's choosing.
    private mutating func happen() throws {
        var changed = street
        let home = Int(luck.between(1, 7))
        switch Int(luck.between(0, 7)) {
        case 0...3: move(home, &changed)
        case 4: changed.ratingA[Int(luck.between(1, 3))] = luck.between(0, 1) < 0.5 ? 50 : 60
        case 5: take(home, off: &changed)
        default: return try restart()
        }
        guard changed != street else { return }
        for (home, cable) in street.cable where changed.cable[home] == nil { gone[home] = (cable, time) }
        for home in changed.cable.keys { gone[home] = nil }
        street = changed
        changes += 1
        events.append("\(Int(time)) s \(street.cable.sorted { $0.key < $1.key }.map { "\($0.key)@\($0.value)" })")
        guard isTold else { return }
        let result = try run.changeTopology(to: try street.feeder(), street.text)
        if case .success? = result, run.core?.plan?.madeAt == run.moment { return }
        broken.append("\(time) s: the change was not decided on at once: \(String(describing: result))")
    }

    /// A home to the other cable, or back on where it is off.
    private func move(_ home: Int, _ street: inout SwitchedStreet) {
        let target = street.cable[home].map { 3 - $0 } ?? (home % 2 + 1)
        if street.cable.values.count(where: { $0 == target }) < SwitchedStreet.mostHomes { street.cable[home] = target }
    }

    private func take(_ home: Int, off street: inout SwitchedStreet) {
        if street.cable.count > 4 { street.cable[home] = nil }
    }

    private mutating func restart() throws {
        run.crashGateway()
        for _ in 0..<10 { try run.step() }
        time += VirtualRun.quantum.inSeconds * 10
        events.append("\(Int(time)) s restart")
        restartedAt = time
        try run.startGateway(on: isTold ? try street.feeder() : try SwitchedStreet().feeder())
    }

    // MARK: - The judge

    private mutating func look(_ seconds: Double) {
        for cable in SwitchedStreet.cables {
            let over = flowKW(cable) - street.limitKW(cable)
            let lasted = over > 0.01 * street.limitKW(cable) + 0.05 ? (excessS[cable] ?? 0) + seconds : 0
            excessS[cable] = lasted
            longestExcessS = max(longestExcessS, lasted)
            if lasted > Self.grace, lasted - seconds <= Self.grace {
                broken.append(
                    "\(time) s: cable-\(cable) has been \(over) kW over \(street.limitKW(cable)) kW for \(lasted) s")
            }
        }
        for der in run.feeder.ders.indices { drawnKWh += run.world.power(der: der).kilowatts * seconds / 3_600 }
        if isTold { lookAtPaths() }
    }

    /// What hangs on a cable as it is switched now, by the world's truth.
    private func flowKW(_ cable: Int) -> Double {
        var sum = 0.0
        for home in SwitchedStreet.homes {
            if street.cable[home] == cable,
                let node = run.feeder.nodes.firstIndex(where: { $0.id.text == "home-\(home)" })
            {
                sum += run.world.trueNetPower(node: node).kilowatts
            }
            if let left = gone[home], left.cable == cable, time - left.at < Self.goneCountsS,
                let der = run.feeder.ders.firstIndex(where: { $0.id.text == "ev-\(home)" })
            {
                sum += run.world.power(der: der).kilowatts
            }
        }
        return sum
    }

    /// Whatever bounds a vehicle stands on the path that it has now.
    private mutating func lookAtPaths() {
        guard let core = run.core, let plan = core.plan else { return }
        for (setpoint, der) in zip(plan.setpoints, core.model.feeder.ders) {
            guard let node = setpoint.reason.node?.text, let home = Int(der.id.text.dropFirst(3)) else { continue }
            let path = ["home-\(home)", "cable-\(street.cable[home] ?? 0)", "head"]
            if !path.contains(node) { broken.append("\(time) s: \(der.id) is bound by \(node), its path is \(path)") }
        }
    }
}
