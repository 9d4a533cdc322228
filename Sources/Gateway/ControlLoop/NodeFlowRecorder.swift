// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Dispatch
import GridModel
import Store
import Synchronization

/// Keeps the nodes' history, beside the ticks: a plan that comes while the last is still being worked off is passed over.
final class NodeFlowRecorder: Sendable {
    /// Taken on `work` only: a tick never waits for it.
    private let sampler = Mutex(NodeFlowSampler())
    private let isBusy = Atomic(false)
    private let writer: StoreWriter
    private let work = DispatchQueue(label: "gateway.flows", qos: .utility)

    init(_ writer: StoreWriter) { self.writer = writer }

    /// Takes the plan of a tick; does not wait.
    func take(_ plan: DispatchPlan, _ nodes: [ConnectivityNode], at time: UTCInstant) {
        guard !isBusy.exchange(true, ordering: .acquiringAndReleasing) else { return }
        work.async { [self] in
            keep { $0.rows(plan, nodes, at: time) }
            isBusy.store(false, ordering: .releasing)
        }
    }

    /// Keeps what is not kept yet, before the store closes.
    func flush(at time: UTCInstant) {
        work.sync { keep { $0.flush(at: time) } }
    }

    private func keep(_ sample: (inout NodeFlowSampler) -> [NodeFlow]) {
        let rows = sampler.withLock { sample(&$0) }
        if !rows.isEmpty { _ = writer.append(rows.map { .nodeFlow($0) }) }
    }
}
