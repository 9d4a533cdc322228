// SPDX-License-Identifier: Apache-2.0

import GRDB
import GridModel

/// Writes records within one transaction.
struct RecordWriter {
    let database: Database
    var subjects: SubjectCache
    private var readings: ReadingInsert?

    init(database: Database, subjects: SubjectCache) {
        self.database = database
        self.subjects = subjects
    }

    mutating func write(_ record: StoreRecord) throws {
        switch record {
        case .reading(let reading): try insert(reading)
        case .nodeFlow(let flow): try insert(flow)
        case .transactionStart(let start): _ = try begin(start)
        case .transactionStop(let stop): _ = try end(stop)
        case .limit(let limit): try put(limit)
        case .limitCancelled(let id, let time): try cancelLimit(id, at: time)
        case .leaseRenewed(let id, let expires): try renewLease(id, expires: expires)
        case .planChange(let change): try insert(change)
        case .fullPlan(let plan): try insert(plan)
        case .setpoint(let setpoint): try insert(setpoint)
        case .setpointRenewed(let setpoint): try renew(setpoint)
        case .setpointOutcome(let outcome): try settle(outcome)
        case .dispatchMemory(let memory): try put(memory)
        case .chargingNeeds(let der, let needs): try put(needs, of: der)
        case .target(let target): try insert(target)
        case .targetsRemoved(let der): try removeTargets(of: der)
        case .refusedMessage(let message): try insert(message)
        case .audit(let entry), .machineEvent(let entry): try insert(entry)
        case .credential(let credential): try put(credential)
        case .credentialRevoked(let kind, let name, let time): try revoke(kind, name: name, at: time)
        case .stationFact(let fact): try put(fact)
        case .rawInput(let input): try insert(input)
        case .topologyVersion(let version): try insert(version)
        case .alarmRaised(let alarm): try raise(alarm)
        case .alarmAcknowledged(let key, let person, let time): try acknowledge(key, by: person, at: time)
        case .alarmCleared(let key, let time): try clear(key, at: time)
        }
    }

    /// Runs one statement that is prepared once and kept.
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    mutating func subject(_ kind: Reading.Subject.Kind, _ name: String) throws -> Int64 {
        try subjects.id(of: Reading.Subject(kind: kind, name: name), in: database)
    }

    private mutating func insert(_ reading: Reading) throws {
        let insert = try readings ?? ReadingInsert(database)
        readings = insert
        try insert.run(reading, subject: try subjects.id(of: reading.subject, in: database))
    }
}
