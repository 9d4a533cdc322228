// SPDX-License-Identifier: Apache-2.0

import GridModel
import Simulation
import Testing

/// The simulated world by itself: energy is conserved, base load keeps its word, and a seed is a whole run.
struct WorldTests {
    private let start = UTCInstant(milliseconds: 1_764_007_200_000)

    @Test func netPowerIsTheSumOfWhatIsBelow() throws {
        let feeder = try LittleStreet.feeder()
        var world = SimulatedWorld(feeder: feeder, seed: 7, startHour: 12, scene: .busy, now: start)
        // No gateway: vehicles follow nobody's profile and take their outlet's most.
        for station in feeder.stations.indices { world.opened(station: station) }
        var energyAtHead = 0.0
        for second in 1...600 {
            world.advance(to: start + .seconds(second))
            _ = world.takeOutputs()
            energyAtHead += world.trueNetPower(node: 0).kilowatts / 3_600
            for node in feeder.nodes.indices {
                let difference =
                    independentSum(world, feeder, feeder.nodes[node].id) - world.trueNetPower(node: node).kilowatts
                #expect(abs(difference) < 1e-9)
            }
        }
        // Over time as well: what went through the head is what the devices' registers and the homes took.
        let devices = feeder.ders.indices.reduce(0) { $0 + world.energy(der: $1).kilowattHours }
        let homes = energyAtHead - devices
        // Ten minutes of at least 8 x 0.2 kW and 0.5 kW, at most 8 x 2 kW and 3 kW.
        #expect(homes > 0.35)
        #expect(homes < 3.17)
    }

    /// A second algorithm: recursion over parents by name instead of one pass over positions.
    private func independentSum(_ world: SimulatedWorld, _ feeder: Feeder, _ id: ConnectivityNode.ID) -> Double {
        var sum = 0.0
        for (position, node) in feeder.nodes.enumerated() where node.id == id {
            sum += world.baseLoad(node: position).kilowatts
        }
        for (position, der) in feeder.ders.enumerated() where der.node == id {
            sum += world.power(der: position).kilowatts
        }
        for child in feeder.nodes where child.parent == id { sum += independentSum(world, feeder, child.id) }
        return sum
    }

    @Test func batteriesStoreWhatTheyDrawLessLosses() throws {
        let feeder = try LittleStreet.feeder()
        var world = SimulatedWorld(feeder: feeder, seed: 3, startHour: 12, now: start)
        for publisher in world.allPublishers { world.connected(publisher) }
        let position = try #require(feeder.ders.firstIndex { $0.id.text == "bat-2" })
        let before = try #require(world.stateOfCharge(der: position))
        let setpoint = "{\"seq\":1,\"powerKW\":2,\"validUntil\":\"2030-01-01T00:00:00Z\"}"
        world.received(topic: "headroom/v1/site/home-2/der/bat-2/setpoint", payload: Array(setpoint.utf8))
        for second in 1...300 { world.advance(to: start + .seconds(second)) }
        let after = try #require(world.stateOfCharge(der: position))
        let drawn = world.energy(der: position).kilowattHours
        #expect(drawn > 0.1)
        // 10 kWh, 95 % on the way in.
        let stored: Double = (after - before) * 10
        #expect(abs(stored - drawn * 0.95) < 1e-6)
        let power = world.power(der: position).kilowatts
        #expect(abs(power - 2) < 0.01)
    }

    @Test func aSetpointThatRanOutLeavesTheDefault() throws {
        let feeder = try LittleStreet.feeder()
        var world = SimulatedWorld(feeder: feeder, seed: 3, startHour: 12, now: start)
        let position = try #require(feeder.ders.firstIndex { $0.id.text == "bat-2" })
        let setpoint = "{\"seq\":1,\"powerKW\":2,\"validUntil\":\"2025-11-24T18:00:30Z\"}"
        world.received(topic: "headroom/v1/site/home-2/der/bat-2/setpoint", payload: Array(setpoint.utf8))
        world.advance(to: start + .seconds(20))
        #expect(world.power(der: position).kilowatts > 1.9)
        world.advance(to: start + .seconds(40))
        #expect(abs(world.power(der: position).kilowatts) < 0.01)
    }

    @Test func theSameSeedIsTheSameWorld() throws {
        let feeder = try LittleStreet.feeder()
        func messages(_ seed: UInt64) -> [WorldOutput] {
            var world = SimulatedWorld(feeder: feeder, seed: seed, startHour: 18, scene: .busy, now: start)
            for publisher in world.allPublishers { world.connected(publisher) }
            var all: [WorldOutput] = []
            for second in 1...60 {
                world.advance(to: start + .seconds(second))
                all += world.takeOutputs()
            }
            return all
        }
        let first = messages(11)
        #expect(first.count > 500)
        #expect(first == messages(11))
        #expect(first != messages(12))
    }

    @Test func badHabitsShow() throws {
        let feeder = try LittleStreet.feeder()
        let home = try #require(Site.ID("home-2"))
        func powers(_ habits: BadHabits) -> [String] {
            var world = SimulatedWorld(
                feeder: feeder, seed: 5, startHour: 12, habits: WorldHabits(sites: [home: habits]), now: start)
            for publisher in world.allPublishers { world.connected(publisher) }
            world.advance(to: start + .seconds(30))
            return world.takeOutputs().compactMap { output in
                guard case .publish(_, "headroom/v1/site/home-2/meter/telemetry", let payload, _) = output else {
                    return nil
                }
                return String(decoding: payload, as: UTF8.self)
            }
        }
        let good = powers([])
        #expect(good.count >= 25)
        #expect(powers(.silentMeter).isEmpty)
        #expect(powers(.losesMessages).count < good.count)
        #expect(powers(.repeatsMessages).count > good.count)
        #expect(powers(.futureClock).allSatisfy { $0.contains("T19:00:") })
        #expect(powers(.wrongSign) != good)
    }
}
