// SPDX-License-Identifier: Apache-2.0

public import JSON

extension Gateway {
    /// The document of `GET /v1/state`; nil before the first tick.
    public var state: JSONValue? {
        let core = engine.snapshot
        return core.plan.map { StateDocument.state(core, $0, now: engine.clock.now) }
    }
}
