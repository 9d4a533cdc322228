// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// The configuration of a station of 2.x that reads no variables: told as a report, part by part.
extension OCPPStation {
    /// A report that was asked for on this connection.
    struct Report {
        /// Its number; nil before it is asked for.
        var request: Int?
        /// What has been told of it.
        var told: [String: String] = [:]
    }

    /// Asks for it once a connection: it is long, and the set-up begins anew when it is there.
    mutating func askReport(now: Moment) -> [StationEffect] {
        guard version > .v16, report.request == nil else { return stepDone(now: now) }
        report.request = commissioningRun
        return call(.report(commissioningRun), .commissioning(run: commissioningRun), now: now)
    }

    /// A part of it came.
    mutating func reported(_ part: V2.NotifyReport, now: Moment) -> [StationEffect] {
        guard part.requestId == report.request else { return [] }
        report.told.merge(V2Dialect.configuration(part.reportData ?? [])) { _, new in new }
        guard part.tbc != true else { return [] }
        let isNews = report.told.contains { configuration[$0.key] != $0.value }
        keep(report.told)
        report.told = [:]
        return isNews ? commission(now: now) : []
    }
}
