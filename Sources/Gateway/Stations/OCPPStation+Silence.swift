// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

extension OCPPStation {
    /// Watches that a station whose socket is alive still speaks OCPP: some answer pings and nothing else.
    struct Silence {
        /// When it said something last.
        var heardAt = MonotonicInstant(milliseconds: 0)
        /// Whether it was asked since.
        var isProbed = false
        /// Whether it counts as away.
        var isSilent = false
    }

    /// The station said something that is OCPP.
    mutating func heard(now: Moment) -> [StationEffect] {
        let wasSilent = silence.isSilent
        silence = Silence(heardAt: now.steady)
        return wasSilent ? [.silent(false), .note("station \(identity) is heard again")] : []
    }

    /// After a while without a word it is asked for one; without an answer it counts as away until it is heard.
    mutating func watch(now: Moment) -> [StationEffect] {
        let quiet = now.steady - silence.heardAt
        guard !connectors.isEmpty, !silence.isSilent, quiet >= longestQuiet else { return [] }
        guard silence.isProbed else {
            silence.isProbed = true
            return call(.heartbeat, .probe, key: "probe", now: now)
        }
        // Another call may have to time out before the question goes out.
        guard quiet >= longestQuiet + timing.callTimeout * 2 else { return [] }
        silence.isSilent = true
        return [.silent(true), .note("station \(identity) is connected and silent: counted at what it may still do")]
    }

    /// While a transaction runs it reports at its meter interval, else by its heartbeat.
    private var longestQuiet: Duration {
        let isMetered = connectors.values.contains { $0.transaction != nil }
        return isMetered
            ? max(meterInterval * Self.agesPerInterval, Self.shortestQuiet)
            : timing.heartbeatInterval * Self.agesPerInterval
    }

    /// A vehicle that pauses is no reason to ask its station at each tick.
    private static let shortestQuiet = Duration.seconds(60)
}
