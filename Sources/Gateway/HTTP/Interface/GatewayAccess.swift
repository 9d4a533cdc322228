// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

/// What the routes act on.
struct GatewayAccess: Sendable {
    let engine: GatewayEngine
    let secrets: MachineSecrets
    /// The options, with the ports that are really in use.
    let options: GatewayOptions
    let events: EventHub
    /// What is kept of the browsers that log in.
    let browsers: Browsers
    /// What changes the topology, where more than the engine depends on it.
    private let keeper: TopologyKeeper?

    init(
        engine: GatewayEngine, secrets: MachineSecrets, options: GatewayOptions, events: EventHub,
        keeper: TopologyKeeper? = nil
    ) {
        self.engine = engine
        self.secrets = secrets
        self.options = options
        self.events = events
        self.keeper = keeper
        browsers = Browsers(secrets, isTLS: options.tls != nil)
    }

    /// What changes the topology.
    var topology: TopologyKeeper { keeper ?? TopologyKeeper(engine: engine) }

    /// Whose keys open the interface.
    var keys: KeyRing { KeyRing(store: engine.store, secrets: secrets) }

    /// The position of a node.
    func node(_ name: String, _ model: DispatchModel) throws(Problem) -> Int {
        guard let id = ConnectivityNode.ID(name), let position = model.index.nodePosition[id] else {
            throw .unknown("node", name)
        }
        return position
    }

    /// The position of a DER.
    func der(_ name: String, _ model: DispatchModel) throws(Problem) -> Int {
        guard let id = DER.ID(name), let position = model.index.derPosition[id] else { throw .unknown("der", name) }
        return position
    }

    /// The core with its last plan.
    func planned() throws(Problem) -> (core: GatewayCore, plan: DispatchPlan) {
        let core = engine.snapshot
        guard let plan = core.plan else { throw .unavailable("the first tick is not over yet") }
        return (core, plan)
    }

    /// Asks the store.
    func read<Value>(_ ask: (Store) throws(StoreError) -> Value) throws(Problem) -> Value {
        do throws(StoreError) { return try ask(engine.store) } catch { throw .store("\(error)") }
    }
}
