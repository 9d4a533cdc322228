// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
import GRDB
public import GridModel

extension Store {
    /// Targets that hold at a time or will hold later, in the order they were set. What a restart begins with.
    public func targets(notEndedAt time: UTCInstant) throws(StoreError) -> [DERTarget] {
        try rows(
            of: "der_target", "SELECT * FROM der_target WHERE end_ms > ? ORDER BY id", [time.milliseconds]
        ) { row in
            DERTarget(
                der: try row.id("der"), power: .watts(try row.value("power_w")), start: try row.time("start_ms"),
                end: try row.time("end_ms"), author: try row.value("author"), createdAt: try row.time("created_ms"))
        }
    }
}
