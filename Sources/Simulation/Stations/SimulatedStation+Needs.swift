// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

extension SimulatedStation {
    /// What the vehicle wants, once its transaction has been told; only 2.x has words for it.
    mutating func tellNeeds(_ index: Int, now: UTCInstant) {
        guard words.samplesAreEvents, connectors[index].owesNeeds, connectors[index].transaction != nil,
            let needs = connectors[index].needs, !transactionQueue.contains(where: { $0.event == .begun })
        else { return }
        connectors[index].owesNeeds = false
        tell(.needs(needs, outlet: connectors[index].number), .other, now: now)
    }

    /// Asks for the newest periods of those dynamic profiles that are to be asked about.
    mutating func pullUpdates(now: UTCInstant) {
        for profile in profiles {
            guard profile.kind == .dynamic, let seconds = profile.updateInterval, seconds > 0 else { continue }
            guard let due = nextPulls[profile.id] else {
                nextPulls[profile.id] = now + .seconds(seconds)
                continue
            }
            guard due <= now else { continue }
            nextPulls[profile.id] = now + .seconds(seconds)
            tell(.pull(profile: profile.id), .pull(profile: profile.id), now: now)
        }
        if nextPulls.count > Self.profileCapacity {
            nextPulls = nextPulls.filter { id, _ in profiles.contains { $0.id == id } }
        }
    }

    mutating func pulled(_ profile: Int, _ outcome: CallSession.Outcome) {
        guard case .result(let payload) = outcome, let update = words.update(inPullAnswer: payload) else { return }
        _ = apply(update, to: profile)
    }

    /// Changes the period of a dynamic profile; whether there is one of that id.
    mutating func apply(_ update: ProfileUpdate, to profile: Int) -> Bool {
        guard let place = profiles.firstIndex(where: { $0.id == profile && $0.kind == .dynamic }),
            !profiles[place].periods.isEmpty
        else { return false }
        profilesChanged { profiles in
            var period = profiles[place].periods[0]
            period.limit = update.limit ?? period.limit
            period.dischargeLimit = update.dischargeLimit ?? period.dischargeLimit
            period.setpoint = update.setpoint ?? period.setpoint
            profiles[place].periods = [period]
        }
        return true
    }
}
