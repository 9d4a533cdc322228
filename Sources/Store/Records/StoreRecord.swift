// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
public import GridModel

/// Something to be kept. The gateway's core says what; the store writes a list of them in one transaction.
public enum StoreRecord: Sendable, Hashable {
    /// A reading.
    case reading(Reading)
    /// What flowed through a node for a while.
    case nodeFlow(NodeFlow)
    /// The beginning of a transaction whose number nobody waits for; else `Store.begin`.
    case transactionStart(TransactionStart)
    /// The end of a transaction; else `Store.end`, which says what became of it.
    case transactionStop(TransactionStop)
    /// A new or replaced limit.
    case limit(StoredLimit)
    /// A limit was cancelled.
    case limitCancelled(Limit.ID, at: UTCInstant)
    /// A limit's source was in touch.
    case leaseRenewed(Limit.ID, expires: UTCInstant)
    /// What a DER is to do has changed.
    case planChange(PlanChange)
    /// A whole plan.
    case fullPlan(FullPlan)
    /// A setpoint is being sent.
    case setpoint(StoredSetpoint)
    /// The last setpoint is being sent again, so that it holds for longer: a longer validity, not one row more.
    case setpointRenewed(StoredSetpoint)
    /// What became of a setpoint.
    case setpointOutcome(SetpointOutcome)
    /// What the dispatcher remembers; replaces what was kept before.
    case dispatchMemory(DispatchMemorySnapshot)
    /// What a driver or a site needs of a DER now; nil when nobody needs anything any more.
    case chargingNeeds(DER.ID, ChargingNeeds?)
    /// Somebody would like a storage to do something for a while.
    case target(DERTarget)
    /// All targets of a storage were taken back.
    case targetsRemoved(of: DER.ID)
    /// A refused message.
    case refusedMessage(RefusedMessage)
    /// Who did what.
    case audit(AuditEntry)
    /// What a machine told of its own accord; stands in the audit log too. It answers no person, so it waits for no
    /// sync, and goes when the disk cannot keep up.
    case machineEvent(AuditEntry)
    /// A new or replaced credential.
    case credential(Credential)
    /// A credential was revoked.
    case credentialRevoked(Credential.Kind, name: String, at: UTCInstant)
    /// Something learned of a station.
    case stationFact(StationFact)
    /// Raw input; kept only where the configuration says so.
    case rawInput(RawInput)
    /// Another topology is in force.
    case topologyVersion(TopologyVersion)
    /// An alarm was raised.
    case alarmRaised(Alarm)
    /// Somebody took notice of an alarm, of all times that nobody had.
    case alarmAcknowledged(key: String, by: String, at: UTCInstant)
    /// An open alarm is over.
    case alarmCleared(key: String, at: UTCInstant)

    /// Whether it must be on disk, proof against a power cut, before the append returns: what people or devices were
    /// promised. The others survive a crash of the program at once, and a power cut from the next durable record or
    /// checkpoint on: the gateway learns them again, or errs to the safe side without them (a renewal that is lost
    /// leaves an earlier end of the lease, an outcome that is lost leaves a setpoint unconfirmed).
    public var isDurable: Bool {
        switch self {
        case .transactionStart, .transactionStop, .limit, .limitCancelled, .setpoint, .setpointRenewed, .audit,
            .credential, .credentialRevoked, .topologyVersion, .alarmRaised, .alarmAcknowledged, .alarmCleared,
            .target, .targetsRemoved:
            true
        case .reading, .nodeFlow, .leaseRenewed, .planChange, .fullPlan, .setpointOutcome, .dispatchMemory,
            .chargingNeeds, .refusedMessage, .machineEvent, .stationFact, .rawInput:
            false
        }
    }

    /// Whether it takes the place of what was kept before: an older one must never be written after it.
    var replacesOlder: Bool { isReplaced(by: self) }

    /// Whether it comes in such numbers that it may be dropped, and counted, when the disk cannot keep up.
    public var isBulk: Bool {
        switch self {
        case .reading, .nodeFlow, .refusedMessage, .machineEvent, .rawInput: true
        default: false
        }
    }
}
