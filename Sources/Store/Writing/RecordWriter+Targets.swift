// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GRDB
import GridModel

extension RecordWriter {
    func insert(_ target: DERTarget) throws {
        try run(
            "INSERT INTO der_target (der, power_w, start_ms, end_ms, author, created_ms) VALUES (?, ?, ?, ?, ?, ?)",
            [
                target.der.text, target.power.watts, target.start.milliseconds, target.end.milliseconds, target.author,
                target.createdAt.milliseconds,
            ])
    }

    func removeTargets(of der: DER.ID) throws {
        try run("DELETE FROM der_target WHERE der = ?", [der.text])
    }
}
