// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
public import GridModel
import JSON
import Store

extension GatewayCore {
    /// Sets an operator's limit, and says what it does. `replacing` keeps the identifier of an existing one.
    public mutating func setLimit(
        _ request: LimitRequest, author: String, replacing old: Limit.ID? = nil, now: Moment
    ) -> (result: Result<LimitAnswer, LimitError>, actions: [GatewayAction]) {
        switch makeLimit(request, author: author, replacing: old, now: now) {
        case .failure(let error): return (.failure(error), [])
        case .success(let limit):
            let answer = preview(limit, now: now)
            guard limits.insert(limit) else { return (.failure(.tooMany(LimitBook.capacity)), []) }
            isLimitChanged = true
            let kind = old == nil ? "limit.set" : "limit.replace"
            let entry = AuditEntry(
                time: now.utc, author: author, action: kind, target: limit.node.text, reason: limit.reason,
                detailsJSON: GatewayDocument.limit(limit).serialized())
            return (.success(answer), [.record([.limit(StoredLimit(limit, at: now)), .audit(entry)])])
        }
    }

    /// What a limit would do, without setting it.
    public func previewLimit(_ request: LimitRequest, author: String, now: Moment) -> Result<LimitAnswer, LimitError> {
        var copy = self
        return copy.makeLimit(request, author: author, replacing: nil, now: now).map { preview($0, now: now) }
    }

    /// Cancels a limit.
    public mutating func cancelLimit(
        _ id: Limit.ID, author: String, reason: String?, now: Moment
    ) -> (result: Result<Limit, LimitError>, actions: [GatewayAction]) {
        guard let limit = limits.cancel(id, at: now.utc) else { return (.failure(.unknownLimit(id.text)), []) }
        isLimitChanged = true
        let entry = AuditEntry(
            time: now.utc, author: author, action: "limit.cancel", target: limit.node.text, reason: reason,
            detailsJSON: GatewayDocument.limit(limit).serialized())
        return (.success(limit), [.record([.limitCancelled(id, at: now.utc), .audit(entry)])])
    }

    private mutating func makeLimit(
        _ request: LimitRequest, author: String, replacing old: Limit.ID?, now: Moment
    ) -> Result<Limit, LimitError> {
        guard let node = model.index.nodePosition[request.node] else {
            return .failure(.unknownNode(request.node.text))
        }
        let phases = model.feeder.nodes[node].phases
        if let phase = request.phase, !phases.contains(phase) {
            return .failure(.unknownPhase(phase, node: request.node.text, phases: phases))
        }
        if let phase = request.phase, case .apparentPower = request.value {
            return .failure(.phaseOfApparentPower(phase))
        }
        let number = request.value.si
        guard number >= 0, number.isFinite else { return .failure(.badValue(number)) }
        let start = request.start ?? now.utc
        guard request.end > start, request.end > now.utc else {
            return .failure(.endsTooEarly(end: request.end, start: start))
        }
        if let old {
            // What is cancelled or over stays so: a replacement does not revive it.
            guard let limit = limits.limits[old], limit.cancelledAt == nil, limit.end.map({ $0 > now.utc }) ?? true
            else { return .failure(.unknownLimit(old.text)) }
        }
        nextLimitNumber += 1
        guard let id = old ?? Limit.ID("limit-\(nextLimitNumber)") else { return .failure(.badValue(number)) }
        return .success(
            Limit(
                id: id, source: .operator, author: author, reason: request.reason, node: request.node,
                direction: request.direction, value: request.value, start: start, end: request.end,
                createdAt: now.utc, phase: request.phase))
    }

    /// Decides the same tick with and without the limit and compares.
    private func preview(_ limit: Limit, now: Moment) -> LimitAnswer {
        var input = dispatchInput(now: now)
        var dispatcher = Dispatcher()
        let before = dispatcher.dispatch(input).plan
        var inForce = limit
        inForce.start = min(limit.start, now.utc)
        _ = input.limits.insert(inForce)
        let after = dispatcher.dispatch(input).plan
        let affected = model.feeder.ders.indices.compactMap { der in
            AffectedDER(
                model.feeder.ders[der].id, before: before.setpoints[der].target, after: after.setpoints[der].target)
        }
        let node = model.index.nodePosition[limit.node]!
        let plan = after.nodes[node]
        let silent = SilentFlow(
            model, node: node, state: state, unplacedImport: dispatchInput(now: after.madeAt).unplacedImport)
        return LimitAnswer(
            limit: limit, affected: affected,
            infeasible: limit.direction == .import ? plan.importOverload : plan.exportOverload,
            linkLoss: silent.overload(limit.direction, under: input.limits.effective(at: input.now)))
    }
}

extension Rating {
    /// The number in SI units, whatever the kind.
    var si: Double {
        switch self {
        case .activePower(let power): power.watts
        case .apparentPower(let power): power.voltAmperes
        case .current(let current): current.amperes
        }
    }
}
