// SPDX-License-Identifier: Apache-2.0

extension StoreRecord {
    /// About the memory that it takes while it waits, for the bound on queues.
    var approximateBytes: Int {
        let body: Int =
            switch self {
            case .planChange(let change): change.reasonJSON.utf8.count
            case .fullPlan(let plan): plan.json.count
            case .dispatchMemory(let memory): memory.bytes.count
            case .refusedMessage(let message):
                message.payload.count + message.topic.utf8.count + message.reason.utf8.count
            case .audit(let entry), .machineEvent(let entry):
                entry.target.utf8.count + (entry.reason?.utf8.count ?? 0) + (entry.detailsJSON?.utf8.count ?? 0)
            case .stationFact(let fact): fact.json.utf8.count
            case .rawInput(let input): input.bytes.count
            case .topologyVersion(let version): version.text.utf8.count
            case .alarmRaised(let alarm): alarm.causeJSON.utf8.count
            default: 0
            }
        return Self.fixedBytes + body
    }

    /// The record itself with its identifiers.
    private static let fixedBytes = 250
}

extension [StoreRecord] {
    /// About the memory that they take.
    var approximateBytes: Int { reduce(0) { $0 + $1.approximateBytes } }
}
