// SPDX-License-Identifier: Apache-2.0

import JSON

/// What a recorded station does, and what it says when it is asked.
struct ReplayScript: Sendable {
    /// Something the station did.
    enum Step: Sendable {
        case connect(version: String)
        case disconnect
        case call(Call)
    }

    /// A call of the station.
    struct Call: Sendable {
        var line: Int
        var action: String
        var payload: JSONValue
        /// What the gateway answered then: type 3 or 4 and the rest; nil where it did not.
        var answer: [JSONValue]?
    }

    /// The steps with their times, ms since 1970.
    var steps: [(milliseconds: Int64, step: Step)] = []
    /// What the station answered to the gateway's calls, by action, in order: type 3 or 4 and the rest.
    var answers: [String: [[JSONValue]]] = [:]
    /// How often the gateway made each call.
    var asked: [String: Int] = [:]
    /// When it ended.
    var lastAt: Int64 = 0

    init(_ trace: FrameTrace) {
        var answersToStation: [String: [JSONValue]] = [:]
        var calledByGateway: [String: String] = [:]
        // A station may number its calls anew on each connection: the answer to an id is the next one after it.
        for entry in trace.entries.reversed() {
            if case .gateway(let frame) = entry.event, let id = frame.answeredID { answersToStation[id] = frame }
            guard case .station(let frame) = entry.event, let call = frame.call else { continue }
            steps.append(
                (
                    entry.milliseconds,
                    .call(
                        Call(
                            line: entry.line, action: call.action, payload: call.payload,
                            answer: answersToStation.removeValue(forKey: call.id).map { [$0[0]] + $0.dropFirst(2) }))
                ))
        }
        steps.reverse()
        var marks: [(milliseconds: Int64, step: Step)] = []
        var next = 0
        for entry in trace.entries {
            lastAt = max(lastAt, entry.milliseconds)
            switch entry.event {
            case .connected(let version): marks.append((entry.milliseconds, .connect(version: version)))
            case .disconnected: marks.append((entry.milliseconds, .disconnect))
            case .gateway(let frame):
                guard let call = frame.call else { continue }
                calledByGateway[call.id] = call.action
                asked[call.action, default: 0] += 1
            case .station(let frame):
                if frame.call != nil {
                    marks.append(steps[next])
                    next += 1
                } else if let id = frame.answeredID, let action = calledByGateway.removeValue(forKey: id) {
                    answers[action, default: []].append([frame[0]] + frame.dropFirst(2))
                }
            }
        }
        steps = marks
        if case .connect = steps.first?.step { return }
        // The recording began in the middle of a connection.
        steps.insert((trace.entries.first?.milliseconds ?? 0, .connect(version: trace.version)), at: 0)
    }
}

extension [JSONValue] {
    /// A call: its id, action and payload.
    var call: (id: String, action: String, payload: JSONValue)? {
        guard count == 4, self[0].int == 2, let id = self[1].string, let action = self[2].string else { return nil }
        return (id, action, self[3])
    }

    /// The id of the call that it answers.
    var answeredID: String? {
        guard count >= 3, let type = self[0].int, type == 3 || type == 4 else { return nil }
        return self[1].string
    }
}
