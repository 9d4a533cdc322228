// SPDX-License-Identifier: Apache-2.0

import JSON
import OCPP

extension Routes {
    /// The frames of a station.
    static let traces: [Route] = [
        Route(
            "GET", "/v1/stations/{id}/trace",
            "Records a station's frames from now on: one JSON object a line, both directions, without passwords, and with "
                + "numbers in place of tokens.",
            query: [Field("forS", .number, "For how long; 600 if missing, at most 3,600.")], isStream: true
        ) { call throws(Problem) in
            let engine = call.gateway.engine
            guard let station = engine.snapshot.controller(call["id"]) else { throw .unknown("station", call["id"]) }
            let seconds = call.query.double("forS") ?? 600
            guard (1...longestTraceS).contains(seconds) else {
                throw .field("forS", "\(seconds) is outside 1...\(Int(longestTraceS))")
            }
            guard let recording = engine.frameTaps.begin(call["id"], for: .seconds(seconds)) else {
                throw .unavailable("no more than \(FrameTaps.most) recordings are made at once, and none at the end")
            }
            let (caller, admission) = (call.caller, RequestAdmission(gateway: call.gateway))
            let stream = TraceStream(
                recording: recording, version: station.connection == nil ? nil : station.version.number,
                clock: engine.clock
            ) { caller.map(admission.isStillAdmitted) ?? true }
            return APIAnswer(status: 200, body: .trace(stream), headers: ["X-Accel-Buffering": "no"])
        }
    ]

    /// Longest recording, s: who needs a day of it looks at something else.
    private static let longestTraceS = 3_600.0
}
