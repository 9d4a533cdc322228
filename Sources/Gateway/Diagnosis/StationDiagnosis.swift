// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// Judges a charging station: a pure function from what was seen to what is wrong and what is well.
///
/// In parts: this file (the door, the set-up, the clock, meter values) and `+Limits` (profiles, rate unit, stack level,
/// phases).
enum StationDiagnosis {
    /// What is found.
    static func judge(_ station: StationObservation) -> Diagnosis {
        var diagnosis = Diagnosis()
        diagnosis.findings += door(station)
        guard station.isConnected || station.hasBooted else { return diagnosis }
        diagnosis.findings += clock(station) + settings(station)
        for outlet in station.outlets {
            let limits = limits(station, outlet)
            diagnosis.findings += limits
            diagnosis.findings += proof(station, outlet, explained: limits.contains { $0.severity == .fault })
            diagnosis.findings += meterValues(station, outlet)
            diagnosis.well += well(station, outlet)
        }
        if station.isConnected, !station.isSilent { diagnosis.well.insert(connected(station), at: 0) }
        return diagnosis
    }

    // MARK: - The door

    private static func door(_ station: StationObservation) -> [Finding] {
        var found: [Finding] = []
        if let refused = station.refusedHandshakes, !station.isConnected { found.append(turnedAway(station, refused)) }
        if station.isQuarantined {
            found.append(
                .fault(
                    .quarantine, station.identity, seen: "in no topology: held at 6 A and counted at the feeder's head",
                    expected: "a station of the topology",
                    remedy: "add it to the topology with its site and connectors, then run `headroom station add "
                        + "\(station.identity)`"))
        }
        if station.isInTopology, !station.isConnected, found.isEmpty {
            found.append(
                .fault(
                    .connection, station.identity, seen: "not connected, and it did not knock",
                    expected: "a WebSocket of this station",
                    remedy:
                        "set the URL, identity and password that `headroom station add \(station.identity)` prints, "
                        + "and look whether its network reaches the gateway"))
        }
        for version in station.refusedVersions {
            found.append(
                .fault(
                    .boot, station.identity,
                    seen: "connected with OCPP \(version.number), and its BootNotification is none of that version",
                    expected: "messages of the version it chose",
                    remedy:
                        "\(version.number) is refused it until the gateway starts anew, so that it chooses another: "
                        + "give it pinnedVersion in the topology, or update its firmware"))
        }
        if station.isSilent {
            found.append(
                .fault(
                    .silence, station.identity,
                    seen: "connected, and without a word for \(FindingText.span(station.quietS ?? 0))",
                    expected: "heartbeats and meter values",
                    remedy: "restart the station; it counts as gone until heard"
                ))
        }
        if station.isConnected, !station.hasBooted, station.setUp != .done {
            found.append(
                .note(
                    .boot, station.identity, seen: "connected, and no BootNotification yet",
                    expected: "one after each start", remedy: "wait some seconds: it is asked for one"))
        }
        return found
    }

    private static func turnedAway(_ station: StationObservation, _ refused: RefusedHandshakes.Entry) -> Finding {
        let isPassword = refused.reason.contains("password")
        return .fault(
            isPassword ? .login : .connection, station.identity,
            seen: "\(refused.count) handshakes turned away, the last from \(refused.address): \(refused.reason)",
            expected: isPassword ? "its identity and password by HTTP Basic" : "an identity of the topology",
            remedy: isPassword
                ? "set the password that `headroom station add \(station.identity)` prints (AuthorizationKey: the same "
                    + "text, in hexadecimal where the station wants that)"
                : "compare the last part of its URL with the stations of the topology")
    }

    // MARK: - Clock and settings

    /// Below this it is the travel time and stamps of whole seconds.
    static let leastOffset = 5.0

    private static func clock(_ station: StationObservation) -> [Finding] {
        let ahead = station.clockAheadS
        guard abs(ahead) >= leastOffset else { return [] }
        let zone = SiteDiagnosis.zoneShift(ahead).map { ": a time zone of \($0)" } ?? ""
        return [
            .fault(
                .clock, station.identity,
                seen: "its stamps are \(FindingText.span(abs(ahead))) \(ahead > 0 ? "ahead of" : "behind") ours\(zone)",
                expected: "within \(FindingText.number(leastOffset)) s of ours, in UTC",
                remedy: zone.isEmpty
                    ? "let it take the time of BootNotification and Heartbeat, or give it an NTP server"
                    : "it sends local time as if it were UTC: set its zone to UTC, or update its firmware")
        ]
    }

    private static func settings(_ station: StationObservation) -> [Finding] {
        station.refusedSettings.sorted { $0.key < $1.key }.map { key, answer in
            .note(
                .meterValues, station.identity, seen: "\(key) was answered \(answer)", expected: "Accepted",
                remedy: key == station.name(.meterInterval)
                    ? "set an interval of \(FindingText.number(station.meterIntervalS)) s at the station, or declare "
                        + "its own as meterIntervalS in the topology"
                    : "see that it measures Power.Active.Import or Current.Import and Voltage")
        }
    }

    private static func proof(
        _ station: StationObservation, _ outlet: ObservedOutlet, explained: Bool
    ) -> [Finding] {
        guard !outlet.isProvisioned, station.isConnected, !explained else { return [] }
        if let failure = outlet.trace.failure {
            return [
                .fault(
                    .defaultLimit, outlet.name, seen: "its default is not proven: \(failure)",
                    expected: "a default that is accepted and read back",
                    remedy:
                        "look for \(station.smartChargingSign(" among its")), and for its firmware; it is tried "
                        + "again by itself, and not dispatched until then")
            ]
        }
        return [
            .note(
                .defaultLimit, outlet.name, seen: "its default is not installed yet", expected: "a proven default",
                remedy: "wait: the set-up is \(station.setUp == .running ? "under way" : "about to begin")")
        ]
    }

    // MARK: - Meter values

    private static func meterValues(_ station: StationObservation, _ outlet: ObservedOutlet) -> [Finding] {
        guard outlet.hasTransaction, let transaction = outlet.transactionS, station.isConnected, !station.isSilent
        else { return [] }
        let longest = station.meterIntervalS * OCPPStation.agesPerInterval
        let quiet = min(outlet.sampledS ?? .infinity, transaction)
        if quiet > max(longest, 5) {
            return [
                .fault(
                    .meterValues, outlet.name,
                    seen: "a transaction, and no meter values for \(FindingText.span(quiet))",
                    expected: "some every \(FindingText.number(station.meterIntervalS)) s",
                    remedy: "set \(station.name(.meterInterval)) at the station, and see that it sends them in "
                        + "transactions")
            ]
        }
        if let last = outlet.trace.samples.last, last.kW == nil, outlet.trace.samples.count >= 3 {
            return [
                .fault(
                    .meterValues, outlet.name, seen: "meter values from which no power follows",
                    expected: "Power.Active.Import, or Current.Import with Voltage, or a fine energy register",
                    remedy: "set \(station.name(.sampledData)) at the station")
            ]
        }
        return []
    }

    // MARK: - Well

    private static func connected(_ station: StationObservation) -> String {
        let offset = FindingText.span(station.clockAheadS)
        let heard = FindingText.span(station.quietS ?? 0)
        return
            "\(station.identity): connected, heard \(heard) ago, clock \(offset) from ours"
    }

    private static func well(_ station: StationObservation, _ outlet: ObservedOutlet) -> [String] {
        var lines: [String] = []
        if outlet.isProvisioned { lines.append("\(outlet.name): default proven by read-back: it may be dispatched") }
        if let told = outlet.trace.told?.currentA, let last = outlet.settled.last, !isAbove(last, outlet) {
            let most = last.amperes.compactMap { $0 }.max().map { "\(FindingText.number($0)) A" }
            let drawn = most ?? last.kW.map { "\(FindingText.number($0)) kW" } ?? "nothing known"
            lines.append("\(outlet.name): draws \(drawn) under a limit of \(FindingText.number(told)) A")
        }
        if outlet.trace.samples.count >= 2 {
            let times = outlet.trace.samples.map { Double($0.at.milliseconds) / 1_000 }
            let every = zip(times.dropFirst(), times).map { $0 - $1 }.median ?? 0
            lines.append("\(outlet.name): meter values every \(FindingText.span(every))")
        }
        return lines
    }
}
