// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What is known about the whole fleet: one entry a DER and one a node, by the positions of `FeederIndex`.
///
/// Ingest only observes into it; the tick decides from a copy of it.
public struct FleetState: Sendable {
    /// The DERs.
    public internal(set) var ders: [DERState]
    /// The meters of the nodes; a node without one keeps an empty entry.
    public internal(set) var meters: [MeterState]
    private let plates: [PlateBounds]
    private let maximumAges: (ders: [Duration], meters: [Duration])
    private let units: [DERUnit]
    let declaredDefaults: [PowerBand]
    /// What each DER says of its own default, or still holds of one declared before; nil where it says nothing.
    var learnedDefaults: [PowerBand?]
    /// How much more each power in the state is than at nominal voltage: 1 where powers are no currents.
    var voltageRatios: [Double]
    private let settling: [Duration]
    private let meterBounds: [MeterBounds]

    /// A fleet of which nothing is known yet: every DER may do what its default lets it.
    public init(_ feeder: Feeder) {
        declaredDefaults = feeder.ders.map {
            PowerBand(importLimit: $0.defaultLimit.importLimit, exportLimit: $0.defaultLimit.exportLimit)
        }
        learnedDefaults = declaredDefaults.map { _ in nil }
        voltageRatios = declaredDefaults.map { _ in 1 }
        ders = declaredDefaults.map { DERState(allowed: $0) }
        meters = feeder.nodes.map { _ in MeterState() }
        let index = FeederIndex(feeder)
        plates = feeder.ders.enumerated().map { position, der in
            PlateBounds(der, at: feeder.nodes[Int(index.nodeOfDER[position])])
        }
        maximumAges = (feeder.ders.map(\.maximumAge), feeder.nodes.map(\.meterMaximumAge))
        units = feeder.ders.map(\.unit)
        settling = feeder.ders.map(\.settlingTime)
        meterBounds = feeder.nodes.map { MeterBounds($0) }
    }

    /// Takes in what a DER published, unless it is older than what is known, from the future, or impossible.
    public mutating func observe(_ telemetry: Telemetry, der: Int, now: Moment) -> Observation {
        if let reason = plates[der].refusal(of: telemetry) { return .refused(reason) }
        var message = telemetry
        message.maximumAge = telemetry.maximumAge ?? maximumAges.ders[der]
        if !message.isOrdered, let reason = ders[der].stream.advance(to: message, now: now) { return .refused(reason) }
        ders[der].take(message, now: now)
        return .accepted
    }

    /// Takes in what the meter of a node published.
    public mutating func observe(_ telemetry: Telemetry, node: Int, now: Moment) -> Observation {
        if let reason = meterBounds[node].refusal(of: telemetry) { return .refused(reason) }
        var message = telemetry
        message.maximumAge = telemetry.maximumAge ?? maximumAges.meters[node]
        if !message.isOrdered, let reason = meters[node].stream.advance(to: message, now: now) {
            return .refused(reason)
        }
        meters[node].take(message, now: now)
        return .accepted
    }

    /// Changes what is known of a DER otherwise than by readings.
    public mutating func change(der: Int, _ change: (inout DERState) -> Void) { change(&ders[der]) }

    /// Notes that a setpoint went out: until it is confirmed, what was allowed before may still be in force too.
    ///
    /// - Parameter phases: how many phases it says are to be used; nil where it says nothing of them.
    public mutating func noteSent(
        _ power: ActivePower, phases: Int? = nil, der: Int, validUntil: UTCInstant, now: Moment
    ) {
        expire(der, at: now)
        ders[der].allowedBefore = ders[der].allowed
        ders[der].allowed = ders[der].allowed.union(units[der].band(for: power))
        ders[der].command = SetpointInForce(power: power, sentAt: now, validUntil: validUntil)
        if let phases, phases != ders[der].phasesTold?.phases {
            ders[der].phasesTold = PhasesTold(phases: phases, sentAt: now)
        }
    }

    /// Notes what became of the last setpoint. Only `confirmed` frees the room that an earlier, higher one holds.
    ///
    /// - Parameter sentAt: when the setpoint in question was sent, where the caller knows: an answer to an earlier one
    ///   says nothing of the last one and changes nothing.
    public mutating func noteOutcome(_ standing: SetpointInForce.Standing, der: Int, sentAt: Moment? = nil) {
        guard var command = ders[der].command, sentAt.map({ $0 == command.sentAt }) ?? true else { return }
        command.standing = standing
        ders[der].command = command
        guard standing == .confirmed else { return }
        release(ders[der].allowed, der, since: command.sentAt.steady)
        ders[der].allowed = units[der].band(for: command.power)
    }

    /// Remembers what is taken back, together with what was taken back so recently that it may still be drawn.
    private mutating func release(_ band: PowerBand, _ der: Int, since: MonotonicInstant) {
        var released = ReleasedBand(band: band, since: since)
        if let older = ders[der].released, since - older.since < settling[der] {
            released.band = band.union(older.band)
        }
        ders[der].released = released
    }

    /// Notes that the DER is known to hold this band, e.g. by a read-back after a restart.
    public mutating func noteHeld(_ band: PowerBand, der: Int) { ders[der].allowed = band }

    /// Notes that the DER may hold this band too, whatever becomes of its last setpoint.
    public mutating func noteMayHold(_ band: PowerBand, der: Int) {
        ders[der].allowed = ders[der].allowed.union(band)
        ders[der].allowedBefore = ders[der].allowedBefore?.union(band)
    }

    /// Notes what a DER itself says it does when we are silent. Its next word replaces it; it never counts for less
    /// than the topology's.
    public mutating func learnDefault(_ band: PowerBand, der: Int) { learnedDefaults[der] = band }

    /// Notes that a DER was seen to hold the default that the topology declares.
    public mutating func forgetDefault(der: Int) { learnedDefaults[der] = nil }

    /// Powers of a DER that are believed; load convention.
    public func plausiblePower(der: Int) -> ClosedRange<ActivePower> {
        ActivePower.kilowatts(plates[der].lower)...ActivePower.kilowatts(plates[der].upper)
    }

    /// Powers of a node's meter that are believed; load convention.
    public func plausiblePower(node: Int) -> ClosedRange<ActivePower> {
        ActivePower.kilowatts(-meterBounds[node].power)...ActivePower.kilowatts(meterBounds[node].power)
    }

    /// Why a DER cannot hold this power, as it says it does; nil where its plate lets it.
    public func refusal(ofHeld power: ActivePower, der: Int) -> RefusalReason? {
        plates[der].refusal(of: Telemetry(power: power))
    }

    /// Lets time pass: a setpoint past its validity leaves the DER at its default or what it held, and the powers of AC
    /// EVSEs are stated for the voltage of now.
    ///
    /// Whoever keeps the state calls it before each decision; calling it again changes nothing.
    public mutating func advance(to now: Moment, _ model: DispatchModel) {
        for der in ders.indices { expire(der, at: now) }
        revalue(model, at: now.steady)
    }

    /// A device ends a setpoint by its own clock. Ours may have been set meanwhile: as long as our two clocks disagree
    /// on whether it has run out, the device may do either.
    private mutating func expire(_ der: Int, at now: Moment) {
        guard let command = ders[der].command else { return }
        let isOverByUTC = command.validUntil <= now.utc
        let span = command.validUntil.milliseconds - command.sentAt.utc.milliseconds
        let isOverBySteady = command.sentAt.steady.milliseconds + span <= now.steady.milliseconds
        guard isOverByUTC || isOverBySteady else { return }
        let isSurelyAtDefault = isOverByUTC && isOverBySteady && command.standing == .confirmed
        ders[der].allowed = isSurelyAtDefault ? defaultBand(der) : ders[der].allowed.union(defaultBand(der))
        // A default says nothing of phases.
        if isOverByUTC && isOverBySteady {
            ders[der].command = nil
            ders[der].phasesTold = nil
        }
    }

    /// What a DER does when we are silent, at nominal voltage: as the topology declares it, or as the DER itself says
    /// where that is more.
    func statedDefault(_ der: Int) -> PowerBand {
        learnedDefaults[der].map { declaredDefaults[der].union($0) } ?? declaredDefaults[der]
    }

    /// What a DER does when we are silent, an AC EVSE's current at the voltage that its powers are stated for.
    public func defaultBand(_ der: Int) -> PowerBand { statedDefault(der).scaledImport(by: voltageRatios[der]) }

    /// States the powers of each AC EVSE anew for the highest voltage it can see now: what its station holds is a
    /// current.
    private mutating func revalue(_ model: DispatchModel, at now: MonotonicInstant) {
        for der in model.evses {
            guard model.isACEVSE[der] else { continue }
            let measured = StationVoltage.measured(der, model, self, at: now).highest
            let ratio = StationVoltage.highest(der, model, self, measured: measured) / model.nominalVolts[der]
            guard ratio != voltageRatios[der] else { continue }
            ders[der].scaleImports(by: ratio / voltageRatios[der])
            voltageRatios[der] = ratio
        }
    }
}

/// What is known of the meter at a node.
public struct MeterState: Sendable, Hashable {
    /// Net active power through the node; load convention.
    public var power: Measured<ActivePower>?
    /// Net active power through each phase, kW; load convention.
    public var phasePowerKW: Measured<PhaseVector>?
    /// Net reactive power.
    public var reactivePower: Measured<ReactivePower>?
    /// Line-to-neutral voltage, the lowest of the phases where several are known.
    public var voltage: Measured<Voltage>?
    /// Position in the stream of messages of its publisher.
    public var stream = StreamPosition()

    /// A meter that was never heard.
    public init() {}

    mutating func take(_ telemetry: Telemetry, now: Moment) {
        let stamp = Stamp(telemetry, now: now)
        power = telemetry.power.map(stamp.measured) ?? power
        phasePowerKW = telemetry.phasePowerKW.map(stamp.measured) ?? phasePowerKW
        reactivePower = telemetry.reactivePower.map(stamp.measured) ?? reactivePower
        voltage = telemetry.voltage.map(stamp.measured) ?? voltage
    }
}

extension PowerBand {
    fileprivate func scaledImport(by factor: Double) -> PowerBand {
        PowerBand(importLimit: importLimit * factor, exportLimit: exportLimit)
    }
}

extension DERState {
    fileprivate mutating func scaleImports(by factor: Double) {
        allowed = allowed.scaledImport(by: factor)
        if let band = released?.band { released?.band = band.scaledImport(by: factor) }
        allowedBefore = allowedBefore?.scaledImport(by: factor)
        if let band = outlasting?.band { outlasting?.band = band.scaledImport(by: factor) }
        if let power = command?.power, power > .zero { command?.power = power * factor }
    }

    mutating func take(_ telemetry: Telemetry, now: Moment) {
        let stamp = Stamp(telemetry, now: now)
        power = telemetry.power.map(stamp.measured) ?? power
        phasePowerKW = telemetry.phasePowerKW.map(stamp.measured) ?? phasePowerKW
        voltage = telemetry.voltage.map(stamp.measured) ?? voltage
        stateOfCharge = telemetry.stateOfCharge.map(stamp.measured) ?? stateOfCharge
        request = telemetry.request.map(stamp.measured) ?? request
        available = telemetry.available.map(stamp.measured) ?? available
    }
}

/// The times that every reading of one message shares. A reading that was measured a while before it came is that much
/// older already.
private struct Stamp {
    let sourceTime: UTCInstant
    let receivedAt: MonotonicInstant
    let maximumAge: Duration

    init(_ telemetry: Telemetry, now: Moment) {
        let time = min(telemetry.sourceTime ?? now.utc, now.utc)
        sourceTime = time
        receivedAt = MonotonicInstant(
            milliseconds: now.steady.milliseconds - (now.utc.milliseconds - time.milliseconds))
        maximumAge = telemetry.maximumAge ?? .seconds(60)
    }

    func measured<Value>(_ value: Value) -> Measured<Value> {
        Measured(value: value, sourceTime: sourceTime, receivedAt: receivedAt, maximumAge: maximumAge)
    }
}

extension DERUnit {
    /// What a setpoint of this power lets the DER do.
    ///
    /// Import, as a rule, is a limit: an EVSE under 7 kW may draw anything from 0 to 7 kW. A photovoltaic unit's is a
    /// limit on its export.
    public func band(for power: ActivePower) -> PowerBand {
        PowerBand(importLimit: max(power, .zero), exportLimit: max(-power, .zero))
    }
}
