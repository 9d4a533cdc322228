// SPDX-License-Identifier: Apache-2.0

import GridModel
import Logging
import Store
import Synchronization
import TestSupport
import Testing

@testable import Gateway

@Suite struct TransactionDeskTests {
    private func entry(_ number: Int, meter: Double? = 0) -> TransactionDesk.Entry {
        let start = TransactionStart(
            station: ChargingStation.ID("CP\(number)")!, connector: 1, idTag: "T",
            time: UTCInstant(milliseconds: Int64(number)), meterWh: meter)
        return TransactionDesk.Entry(telling: .began(start), connection: UInt64(number), call: "\(number)")
    }

    /// What a desk has fed: the calls, piece by piece.
    private final class Fed: Sendable {
        let pieces: Mutex<[[String]]> = Mutex([])
        var calls: [String] { pieces.withLock { $0.flatMap { $0 } } }

        func take(_ inputs: [GatewayInput]) {
            let calls = inputs.map { input in
                if case .transactionBegun(_, let call, _, let begun) = input, !begun.isRepeat { call } else { "?" }
            }
            pieces.withLock { $0.append(calls) }
        }
    }

    @Test func whatComesWhileTheDiskIsBusyGoesTogetherAndInItsOrder() async throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(at: folder.path("headroom.sqlite"))
        let (desk, fed, count) = (TransactionDesk(store, Logger(label: "test")), Fed(), 2_000)
        for number in 0..<count { desk.take(entry(number)) { fed.take($0) } }
        #expect(await eventually { fed.calls.count >= count })
        #expect(fed.calls == (0..<count).map { "\($0)" })
        let pieces: [Int] = fed.pieces.withLock { all in all.map { $0.count } }
        #expect(pieces.count < count / 4, "each waited for the disk by itself")
        #expect(pieces.allSatisfy { $0 <= TransactionDesk.largestPiece })
        #expect(try store.openTransactions().count == count)
    }

    @Test func whatCannotBeKeptIsNotAnsweredAndItsNeighboursAre() async throws {
        let (store, fed) = (try Store.inMemory(), Fed())
        let desk = TransactionDesk(store, Logger(label: "test"))
        desk.take(entry(1)) { fed.take($0) }
        desk.take(entry(2, meter: .infinity)) { fed.take($0) }
        desk.take(entry(3)) { fed.take($0) }
        #expect(await eventually { fed.calls.contains("3") })
        #expect(fed.calls == ["1", "3"])
    }
}
