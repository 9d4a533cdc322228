// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import OCPP
import Store

/// What people ask of the station. Nothing of it raises what the station may draw: what is said of it counts when it is
/// seen, and until then the larger of before and after.
extension OCPPStation {
    /// The call that asks it; throws where the station cannot be asked.
    func encoded(_ operation: StationOperation) throws(StationOperationError) -> EncodedCall {
        guard session != nil else { throw .offline }
        guard asked.waiting < AskedOperations.mostWaiting else { throw .busy(waiting: asked.waiting) }
        if let evse = operation.evse, !(1...Self.mostEVSEs).contains(evse) {
            throw .field("evse", reason: "\(evse) is outside 1...\(Self.mostEVSEs); the whole station is meant without")
        }
        return try dialect.encoded(operation, for: version)
    }

    /// No cabinet has as many.
    private static let mostEVSEs = 1_000

    /// Asks the station; its answer shows in `asked`.
    mutating func request(
        _ operation: StationOperation, _ encoded: EncodedCall, author: String, now: Moment
    ) -> [StationEffect] {
        let request = asked.add(operation, action: encoded.action, author: author, at: now.utc)
        var effects = [audit(request, author: author, suffix: "", encoded.payload, now)]
        if case .availability(isOperative: true, let evse) = operation { effects += mayOperate(evse) }
        return effects
            + call(
                .encoded(action: encoded.action, payload: encoded.payload),
                .operation(request.number, isAnswer: encoded.isAnswer), now: now)
    }

    /// What the station said.
    mutating func operated(
        _ number: Int, _ outcome: CallSession.Outcome, isAnswer: ([UInt8]) -> Bool, now: Moment
    ) -> [StationEffect] {
        let answer = StationAnswer(outcome, isReadable: isAnswer)
        guard let request = asked.settle(number, answer, at: now.utc) else { return [] }
        var effects = [audit(request, author: "gateway", suffix: ".\(answer.standing.rawValue)", nil, now)]
        switch (request.operation, answer.standing) {
        case (.reset(_, let evse), .accepted): effects += startsAnew(evse, now: now)
        case (.reset(_, let evse?), .scheduled): resetsOnIdle.insert(evse)
        // Some never say by themselves that they went out of operation, or back.
        case (.availability(_, let evse), _) where session != nil:
            for connector in concerned(evse) { effects += call(.status(connector: connector), .probe, now: now) }
        default: break
        }
        return effects
    }

    /// EVSEs that were to start anew when nothing runs there: now.
    mutating func startIdleAnew(now: Moment) -> [StationEffect] {
        let idle = resetsOnIdle.filter { connectors[$0]?.transaction == nil }.sorted()
        resetsOnIdle.subtract(idle)
        return idle.flatMap { startsAnew($0, now: now) }
    }

    /// It starts anew, and may forget what it was told: nothing is proven until the default is installed and read back
    /// again. A station boots by then and says so; an EVSE, and a station that only says yes, is set up all the same.
    private mutating func startsAnew(_ evse: Int?, now: Moment) -> [StationEffect] {
        guard session != nil, !connectors.isEmpty else { return [] }
        let effects = withdrawn(concerned(evse))
        failedConnectors = Set(connectors.filter { !$0.value.isProvisioned }.keys)
        commissioning = .waiting(until: now.steady + timing.bootGrace)
        return effects
    }

    /// An EVSE that was out of operation may charge as soon as it is told so, and not only when it says so.
    private mutating func mayOperate(_ evse: Int?) -> [StationEffect] {
        concerned(evse).filter { connectors[$0]?.status == .out }.map { number in
            connectors[number]?.status = nil
            return .plug(evse: number, plug(number))
        }
    }

    private func concerned(_ evse: Int?) -> [Int] {
        connectors.keys.filter { evse == nil || $0 == evse }.sorted()
    }

    private func audit(
        _ request: AskedOperation, author: String, suffix: String, _ payload: [UInt8]?, _ now: Moment
    ) -> StationEffect {
        let details = payload.flatMap { try? JSONValue(parsing: $0) }.map { FrameMask().masked($0).serialized() }
        let word = request.status.map { ": \($0)" } ?? ""
        return .record(
            .audit(
                AuditEntry(
                    time: now.utc, author: author, action: "station.\(request.operation.word)\(suffix)",
                    target: identity.text, reason: suffix.isEmpty ? nil : "asked by \(request.author)\(word)",
                    detailsJSON: details.flatMap { $0.utf8.count <= Self.longestDetails ? $0 : nil })))
    }

    /// Bytes of a payload that stands in the audit log; a whole list of cards does not.
    private static let longestDetails = 2_000
}
