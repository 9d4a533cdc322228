// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Dispatch
public import GridModel

extension Gateway {
    /// The feeder in force.
    public var feeder: Feeder { engine.snapshot.model.feeder }

    /// Puts the file in force that the gateway was started on, as it is now; a bad one changes nothing.
    ///
    /// - Returns: what became of it, in lines for people.
    public func reloadTopology(_ text: String, file: String) async -> (isInForce: Bool, lines: [String]) {
        let keeper = keeper
        // It blocks for as long as the disk and the broker take.
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Self.reload(keeper, text, file)) }
        }
    }

    private static func reload(
        _ keeper: TopologyKeeper, _ text: String, _ file: String
    ) -> (isInForce: Bool, lines: [String]) {
        do throws(TopologyError) {
            let done = try keeper.change(
                TopologyKeeper.Request(
                    text: text, name: file, author: StartingTopology.fileAuthor, reason: "read again",
                    action: "topology.reload", isFile: true))
            let warnings = done.answer.warnings.map(\.description)
            return (true, warnings + TopologyDocument.lines(done.answer))
        } catch {
            return (false, TopologyDocument.lines(error))
        }
    }
}
