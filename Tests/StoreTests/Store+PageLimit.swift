// SPDX-License-Identifier: Apache-2.0

import GRDB
@testable import Store

extension Store {
    /// Lets the file grow by no more than a few pages, or to `count`.
    func limitPages(to count: Int? = nil) throws {
        try database.writeWithoutTransaction { db in
            let present = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(count ?? present + 8)")
        }
    }
}
