// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import Store

/// The alarms that people have before them: raised, acknowledged, cleared (the states of ISA-18.2).
///
/// ```
///  holds for its on-delay        gone for `offDelay`, acknowledged
///        ────────────▶  open  ────────────────────────────────▶  off the board
///                       │  ▲ holds again
///          gone, not    ▼  │
///          acknowledged  returned ────────── acknowledged ─────▶  off the board
/// ```
///
/// One that comes and goes within the delays is one alarm. All of them stay in the store.
struct AlarmBoard: Sendable {
    /// One alarm on the board; none is twice.
    struct Entry: Sendable {
        let key: String
        /// What is wrong, with the numbers of the last time it held.
        var cause: Cause
        /// When the condition began.
        let since: UTCInstant
        let raisedAt: UTCInstant
        var acknowledgedAt: UTCInstant?
        var acknowledgedBy: String?
        /// When it was over.
        var clearedAt: UTCInstant?
        /// Not seen since then; it is over after the delay.
        fileprivate var goneSince: Moment?
    }

    /// What is wrong: as found now, or as an earlier run kept it.
    enum Cause: Sendable {
        case found(GatewayAlarm)
        case kept(JSONValue)
    }

    /// How long a condition must be gone before its alarm is over (ISA-18.2, off-delay): one that comes and goes each
    /// second is one alarm, not sixty a minute.
    static let offDelay = Duration.seconds(10)
    /// Most of those that are over and that nobody has acknowledged; of more, the newest. Those that hold are as many as
    /// the topology has things to be wrong.
    static let returnedCapacity = 500

    /// Grows with each alarm that is raised, acknowledged or over.
    private(set) var revision = 0
    /// Those that hold, by key.
    private var open: [String: Entry] = [:]
    /// Those that are over and not acknowledged, oldest first.
    private var returned: [Entry] = []
    /// Since when a condition holds that is not raised yet.
    private var pending: [String: Moment] = [:]

    /// All of them: those that hold first, the unacknowledged before the others, then by priority, the newest first.
    var entries: [Entry] { (Array(open.values) + returned).sorted { $0.isListed(before: $1) } }

    /// How many hold.
    var openCount: Int { open.count }
    /// How many nobody has acknowledged, over or not.
    var waitingCount: Int { returned.count + open.values.count { $0.acknowledgedAt == nil } }

    /// Takes over what an earlier run left; what does not hold any more is over after the delay.
    mutating func resume(_ alarms: [Alarm]) {
        for alarm in alarms {
            let cause = (try? JSONValue(parsing: alarm.causeJSON)) ?? .null
            let entry = Entry(
                key: alarm.key, cause: .kept(cause), since: alarm.raisedAt, raisedAt: alarm.raisedAt,
                acknowledgedAt: alarm.acknowledgedAt, acknowledgedBy: alarm.acknowledgedBy,
                clearedAt: alarm.clearedAt)
            if alarm.clearedAt == nil { open[alarm.key] = entry } else { add(returned: entry) }
        }
    }

    /// Compares what holds now with what is on the board; answers what is to be kept.
    ///
    /// - Parameter isUntold: whether nobody can tell if it is over; such an alarm stays as it is.
    mutating func observe(
        _ alarms: [GatewayAlarm], now: Moment, isUntold: (String) -> Bool = { _ in false }
    ) -> [StoreRecord] {
        var records: [StoreRecord] = []
        var holding: Set<String> = []
        for alarm in alarms {
            let key = alarm.key
            guard holding.insert(key).inserted else { continue }
            if open[key] != nil {
                open[key]?.cause = .found(alarm)
                open[key]?.goneSince = nil
            } else if isDue(alarm, key, now: now) {
                records.append(raise(alarm, key, now: now))
            }
        }
        if !pending.isEmpty { pending = pending.filter { holding.contains($0.key) } }
        for key in open.keys.filter({ !holding.contains($0) && !isUntold($0) }).sorted() {
            if let record = missed(key, now: now) { records.append(record) }
        }
        return records
    }

    /// Somebody has taken notice; nil where no such alarm waits for that.
    mutating func acknowledge(_ key: String, by person: String, now: Moment) -> StoreRecord? {
        if let entry = open[key], entry.acknowledgedAt == nil {
            open[key]?.acknowledgedAt = now.utc
            open[key]?.acknowledgedBy = person
        } else if let index = returned.firstIndex(where: { $0.key == key }) {
            returned.remove(at: index)
        } else {
            return nil
        }
        revision += 1
        return .alarmAcknowledged(key: key, by: person, at: now.utc)
    }

    /// The alarm of that name, if it is on the board.
    func entry(_ key: String) -> Entry? { open[key] ?? returned.last { $0.key == key } }

    private mutating func isDue(_ alarm: GatewayAlarm, _ key: String, now: Moment) -> Bool {
        guard alarm.onDelay > .zero else { return true }
        let since = pending[key] ?? now
        pending[key] = since
        return now.steady - since.steady >= alarm.onDelay
    }

    private mutating func raise(_ alarm: GatewayAlarm, _ key: String, now: Moment) -> StoreRecord {
        let since = pending.removeValue(forKey: key)?.utc ?? now.utc
        returned.removeAll { $0.key == key }
        open[key] = Entry(key: key, cause: .found(alarm), since: since, raisedAt: now.utc)
        revision += 1
        return .alarmRaised(Alarm(key: key, causeJSON: alarm.document.serialized(), raisedAt: now.utc))
    }

    private mutating func missed(_ key: String, now: Moment) -> StoreRecord? {
        guard var entry = open[key] else { return nil }
        guard let gone = entry.goneSince else {
            open[key]?.goneSince = now
            return nil
        }
        guard now.steady - gone.steady >= Self.offDelay else { return nil }
        open[key] = nil
        revision += 1
        entry.clearedAt = gone.utc
        if entry.acknowledgedAt == nil { add(returned: entry) }
        return .alarmCleared(key: key, at: gone.utc)
    }

    private mutating func add(returned entry: Entry) {
        returned.append(entry)
        if returned.count > Self.returnedCapacity { returned.removeFirst(returned.count - Self.returnedCapacity) }
    }
}

extension AlarmBoard.Entry {
    var priority: GatewayAlarm.Priority {
        switch cause {
        case .found(let alarm): alarm.priority
        case .kept(let json): json["priority"]?.string.flatMap { GatewayAlarm.Priority(rawValue: $0) } ?? .medium
        }
    }

    /// The cause, and what became of it.
    var document: JSONValue {
        let cause: JSONValue =
            switch cause {
            case .found(let alarm): alarm.document
            case .kept(let json): json
            }
        var object = cause.object ?? JSONObject()
        object["id"] = .string(key)
        object["since"] = GatewayDocument.time(since)
        object["raisedAt"] = GatewayDocument.time(raisedAt)
        object["acknowledgedAt"] = GatewayDocument.time(acknowledgedAt)
        object["acknowledgedBy"] = acknowledgedBy.map { .string($0) } ?? .null
        object["clearedAt"] = GatewayDocument.time(clearedAt)
        return .object(object)
    }

    fileprivate func isListed(before other: Self) -> Bool {
        if (clearedAt == nil) != (other.clearedAt == nil) { return clearedAt == nil }
        let (noticed, otherNoticed) = (acknowledgedAt != nil, other.acknowledgedAt != nil)
        if noticed != otherNoticed { return otherNoticed }
        if priority != other.priority { return priority < other.priority }
        return (other.raisedAt, key) < (raisedAt, other.key)
    }
}
