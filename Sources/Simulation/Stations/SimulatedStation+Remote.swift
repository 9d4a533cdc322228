// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

extension SimulatedStation {
    /// What it can be asked to tell.
    enum Trigger {
        case boot, heartbeat, status, samples
        /// How a transaction is now.
        case transaction
    }

    /// Whether it does what is asked of it that way.
    func obeys(_ trigger: Trigger?) -> Bool {
        trigger != nil && !(trigger == .boot && habits.contains(.neverBoots))
    }

    /// Tells what was asked for, of one outlet or of all.
    mutating func obey(_ trigger: Trigger, outlet: Int?, now: UTCInstant) {
        let chosen = connectors.indices.filter { index in outlet.map { $0 == connectors[index].number } ?? true }
        switch trigger {
        case .boot: bootAgain(now: now)
        case .heartbeat: tell(.heartbeat, .other, now: now)
        case .status:
            for index in chosen {
                connectors[index].reported = nil
                connectors[index].nextReport = now
                reportStatus(index, now: now)
            }
        case .samples: for index in chosen { sendSamples(index, context: .trigger, now: now) }
        case .transaction: for index in chosen { connectors[index].toldInTransaction = nil }
        }
    }

    /// The outlet that a remote start is for; nil where none is free for it.
    func startable(outlet: Int?) -> Int? {
        connectors.indices.first { index in
            connectors[index].isPlugged && connectors[index].transaction == nil
                && (outlet.map { $0 == connectors[index].number } ?? true)
        }
    }

    mutating func remoteStart(_ index: Int, request: Int?, now: UTCInstant) {
        connectors[index].isRefused = false
        connectors[index].remoteStart = request
        start(index, now: now)
    }

    mutating func remoteStop(_ index: Int, now: UTCInstant) {
        stop(index, .remote, now: now)
        // It stays plugged in, and would otherwise begin again at once.
        connectors[index].isRefused = true
    }

    mutating func reset(now: UTCInstant) {
        for index in connectors.indices { stop(index, .reset, now: now) }
        reboot(now: now)
    }
}
