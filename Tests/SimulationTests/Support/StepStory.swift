// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Gateway
import GridModel
import Simulation

/// What happens when loads that nobody controls jump. All is measured in the world and on the wire; the gateway is asked
/// nothing.
struct StepStory {
    var seed: UInt64
    var stepKW = 55.0
    var guards = Guards.all
    var deadBand: Double?
    var habits = WorldHabits()
    /// How long DERs take, s, where it is not left to luck.
    var delayS: [String: Double] = [:]
    /// Whether homes keep cooking and the sky keeps moving.
    var isRestless = false

    /// One part of the story: its loads, kW, and how long it lasts, s.
    struct Jump {
        var name: String
        var seconds: Double
        var shop = 0.0, farm = 0.0, mill = 0.0
    }

    /// Only so many jumps, where nil is not all of them.
    var jumpCount: Int?

    /// Load moves from one cable to another, which leaves the head as it is; it grows, and the farm's falls, so that its
    /// sun must be curtailed; all falls back.
    var jumps: [Jump] {
        let farmKW = stepKW * 0.625
        let all = [
            Jump(name: "start", seconds: 240, farm: farmKW, mill: stepKW),
            Jump(name: "move", seconds: 120, shop: stepKW, farm: farmKW),
            Jump(name: "up", seconds: 120, shop: stepKW, mill: stepKW),
            Jump(name: "back", seconds: 180, farm: farmKW),
        ]
        return Array(all.prefix(jumpCount ?? all.count))
    }

    /// What was seen of each jump.
    func tell() throws -> [JumpRecord] {
        let feeder = try StepStreet.feeder()
        var run = try world(feeder)
        try run.startGateway()
        for (name, limit) in StepStreet.operatorKW {
            if let node = feeder.nodes.first(where: { $0.id.text == name }) {
                try run.setLimit(node.id, kilowatts: limit)
            }
        }
        return try jumps.map { jump in
            var record = JumpRecord(jump.name, feeder, run)
            for (name, power) in [("shop", jump.shop), ("farm", jump.farm), ("mill", jump.mill)] {
                guard let node = feeder.nodes.firstIndex(where: { $0.id.text == name }) else { continue }
                run.world.setBaseLoad(.kilowatts(power), node: node)
            }
            let stepS = VirtualRun.quantum.inSeconds
            for _ in 0..<Int(jump.seconds / stepS) {
                try run.step()
                record.look(run, seconds: stepS)
            }
            return record
        }
    }

    private func world(_ feeder: Feeder) throws -> VirtualRun {
        var dynamics = StepStreet.dynamics(feeder, seed: seed)
        for der in feeder.ders {
            if let seconds = delayS[der.id.text] { dynamics[der.id]?.delay = .milliseconds(Int64(seconds * 1_000)) }
        }
        var scene = StepStreet.scene
        scene.isWeatherSteady = !isRestless
        var run = try VirtualRun(
            feeder: feeder, seed: seed, startHour: 12, scene: scene, habits: habits, dynamics: dynamics)
        run.settings.dispatch.guards = guards
        if let deadBand { run.settings.dispatch.deadBand = deadBand }
        guard !isRestless else { return run }
        for (node, place) in feeder.nodes.enumerated() where place.id.text.hasPrefix("home-") {
            run.world.setBaseLoad(.kilowatts(0.8), node: node)
        }
        return run
    }
}
