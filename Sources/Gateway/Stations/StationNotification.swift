// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import OCPP

/// What a station told by itself of its firmware, logs, reservations or security.
struct StationNotification: Sendable, Hashable {
    var time: UTCInstant
    /// The standard's name of the message.
    var action: String
    var payload: JSONValue

    /// Those that are kept of a station: some updates with all their steps. They are for who just asked for one; what
    /// is to last stands in the audit log.
    static let kept = 32
    /// Longest that is kept.
    static let longest = 4_096
    /// The messages that are kept.
    static let actions: Set<String> = [
        "FirmwareStatusNotification", "SignedFirmwareStatusNotification", "PublishFirmwareStatusNotification",
        "DiagnosticsStatusNotification", "LogStatusNotification", "ReservationStatusUpdate",
        "SecurityEventNotification",
    ]
}

extension OCPPStation {
    /// Keeps what it told, if that is of the kind that follows what people ask; a readable call only.
    mutating func notify(_ call: CallSession.InboundCall, now: Moment) -> [StationEffect] {
        guard StationNotification.actions.contains(call.action), call.payload.count <= StationNotification.longest,
            let payload = try? JSONValue(parsing: call.payload)
        else { return [] }
        if notifications.count >= StationNotification.kept { notifications.removeFirst() }
        let told = StationNotification(time: now.utc, action: call.action, payload: FrameMask().masked(payload))
        notifications.append(told)
        // Security events are noted by whoever reads them.
        guard call.action != "SecurityEventNotification" else { return [] }
        let status = told.payload["status"]?.string ?? told.payload["reservationUpdateStatus"]?.string ?? ""
        return noted("station.notification", "\(call.action) \(status)", now)
    }
}
