// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Dispatch
import GridModel
import Store
import Synchronization

/// Keeps the nodes' history, beside the ticks: a plan that comes while the last is still being worked off is passed over.
final class NodeFlowRecorder: Sendable {
    private struct State: Sendable {
        var sampler = NodeFlowSampler()
        var isBusy = false
    }

    private let state = Mutex(State())
    private let writer: StoreWriter
    private let work = DispatchQueue(label: "gateway.flows", qos: .utility)

    init(_ writer: StoreWriter) { self.writer = writer }

    /// Takes the plan of a tick.
    func take(_ plan: DispatchPlan, _ nodes: [ConnectivityNode], at time: UTCInstant) {
        let isFree = state.withLock { state in
            defer { state.isBusy = true }
            return !state.isBusy
        }
        guard isFree else { return }
        work.async { [self] in
            let rows = state.withLock { state in
                state.isBusy = false
                return state.sampler.rows(plan, nodes, at: time)
            }
            if !rows.isEmpty { _ = writer.append(rows.map { .nodeFlow($0) }) }
        }
    }

    /// Keeps what is not kept yet, before the store closes.
    func flush(at time: UTCInstant) {
        work.sync {
            let rows = state.withLock { $0.sampler.flush(at: time) }
            if !rows.isEmpty { _ = writer.append(rows.map { .nodeFlow($0) }) }
        }
    }
}
