// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// A station's switches of phases as they are kept for another run.
enum PhaseSwitchDocument {
    static func write(_ record: PhaseSwitchRecord, to writer: inout JSONWriter) {
        writer.key("phaseSwitches")
        writer.beginObject()
        writer.key("switchedAt")
        writer.beginArray()
        for time in record.switchedAt { writer.value(RFC3339.format(milliseconds: time.milliseconds)) }
        writer.endArray()
        if let until = record.failedUntil, let phases = record.failedPhases {
            writer.key("failedUntil")
            writer.value(RFC3339.format(milliseconds: until.milliseconds))
            writer.key("failedPhases")
            writer.value(phases)
        }
        writer.endObject()
    }

    /// What of it can be read.
    static func restored(_ document: JSONValue) -> PhaseSwitchRecord {
        func time(_ value: JSONValue?) -> UTCInstant? {
            value?.string.flatMap(RFC3339.parse).map { UTCInstant(milliseconds: $0) }
        }
        return PhaseSwitchRecord(
            switchedAt: (document["switchedAt"]?.array ?? []).compactMap(time),
            failedUntil: time(document["failedUntil"]), failedPhases: document["failedPhases"]?.int)
    }
}
