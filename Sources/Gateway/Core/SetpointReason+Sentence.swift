// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
import GridModel

extension SetpointReason {
    /// The reason as one sentence for people and for the wire.
    public var sentence: String {
        switch cause {
        case .unconstrained: "gets what it asks for"
        case .limited: "shares \(bound), \(principle.name)"
        case .notAdmitted: "waits for its turn: \(bound) does not hold its minimum"
        case .raising: "is raised step by step"
        case .awaitingRoom: "waits until others have confirmed lower limits under \(bound)"
        case .ownBounds: "its own bounds, state of charge or reserve allow no more"
        case .noVehicle: "no vehicle: the default waits for one"
        case .notDispatchable: "not dispatched: offline, not set up or out of service; counted at what it may do"
        case .disobeying: "does not follow its setpoint; counted at what it measures"
        case .excess: "measured excess at \(bound)"
        case .stopped: "an operator has sent everything to its default"
        case .afterRestart: "after a restart or a change of the topology nothing is raised before a fresh reading"
        }
    }

    private var bound: String {
        guard let node else { return "the limits above" }
        let kW = self.limit.map { " of \($0.words)" } ?? ""
        let author = reference?.author.map { " by \($0)" } ?? ""
        let source = reference?.source == .guaranteedMinimum ? "what is guaranteed below it" : reference?.source.text
        let place = phase.map { "on phase \($0.text) at \(node)" } ?? "at \(node)"
        let limit = "the \(direction?.rawValue ?? "") limit\(kW)"
        let what = isUnbalance ? "the permitted difference\(kW) between two phases" : limit
        return "\(what) \(place) (\(source ?? "")\(author))"
    }
}
