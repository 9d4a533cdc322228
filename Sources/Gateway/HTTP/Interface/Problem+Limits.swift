// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON

extension Problem {
    /// What a refused limit is told; `field` is the one its value came in.
    init(_ error: LimitError, valueField field: String) {
        switch error {
        case .unknownNode(let node): self = .unknown("node", node)
        case .unknownLimit(let limit):
            self = .unknown("limit", limit)
            detail = "there is no limit \(limit), or it is over"
        case .badValue(let value):
            self = .field(field, "\(value) is not a magnitude; give a number that is not negative")
        case .unknownPhase(let phase, let node, let phases):
            self = .field("phase", "\(node) has phases \(phases.text), not \(phase.text)")
        case .phaseOfApparentPower(let phase):
            self = .field(
                "phase",
                "a limit in kVA is one of all phases, not of \(phase.text); give limitKW or limitA for a phase")
        case .endsTooEarly(let end, let start):
            let times = [end, start].map { RFC3339.format(milliseconds: $0.milliseconds) }
            self = .field("end", "\(times[0]) is over, or not after the start \(times[1])")
        case .tooMany(let capacity):
            self = .unavailable("there are \(capacity) limits already; cancel some first")
        }
    }
}
