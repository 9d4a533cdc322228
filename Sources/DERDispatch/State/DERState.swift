// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// Everything known about one DER that changes while the gateway runs.
public struct DERState: Sendable, Hashable {
    /// Whether we can reach it.
    public enum Link: String, Sendable {
        /// Never heard of in this run.
        case unknown
        /// Connected.
        case online
        /// Known to be gone.
        case offline
    }

    /// What an EVSE says of its plug.
    public enum Plug: String, Sendable {
        /// Not reported yet.
        case unknown
        /// No vehicle.
        case available
        /// A vehicle is connected.
        case occupied
        /// Out of order or taken out of service.
        case unavailable
    }

    /// Measured active power; load convention.
    public var power: Measured<ActivePower>?
    /// Measured active power on the feeder's phases, kW; load convention.
    public var phasePowerKW: Measured<PhaseVector>?
    /// Measured state of charge, 0...1.
    public var stateOfCharge: Measured<Double>?
    /// Measured line-to-neutral voltage.
    public var voltage: Measured<Voltage>?
    /// What the site would like; load convention.
    public var request: Measured<ActivePower>?
    /// What a photovoltaic unit could deliver, as the site says; a magnitude.
    public var available: Measured<ActivePower>?
    /// Whether we can reach it.
    public var link: Link = .unknown
    /// The plug of an EVSE.
    public var plug: Plug = .unknown
    /// Whether its default was installed and read back (OCPP), or its capabilities are known (MQTT): only then may it
    /// be dispatched.
    public var isProvisioned = false
    /// Taken out of service by a person: never dispatched, counted as load.
    public var isOutOfService = false
    /// What the limit in force, or any that may still be in force, lets it do.
    public var allowed: PowerBand
    /// What it says it is set to now; infinite where that is no less than its plate, nil where it says nothing.
    public var settings: PowerBand?
    /// The last setpoint sent.
    public var command: SetpointInForce?
    /// How many phases its station was told to use; nil where nothing was said of them, which means all.
    public var phasesTold: PhasesTold?
    /// Whether its station takes limits in watts alone: what it draws at its own voltage is a power then, whatever
    /// current was meant.
    public var isToldWatts = false
    /// Whether its station says that it can switch phases; nil where it says nothing.
    public var switchesPhases: Bool?
    /// What it could do before the last setpoint went out: what it still does when it refuses that one.
    public var allowedBefore: PowerBand?
    /// What the last setpoint lets it do, and until when at most, where its clock may keep that longer than we asked.
    public var outlasting: OutlastingBand?
    /// What a confirmed setpoint took back. Until it had the time to follow it may still be drawing that.
    public var released: ReleasedBand?
    /// What the driver or site asked for.
    public var needs: ChargingNeeds?
    /// When the present transaction began; later ones are newer in last-in-first-out order.
    public var transactionStart: UTCInstant?
    /// Position in the stream of messages of its publisher.
    public var stream = StreamPosition()

    /// By its members.
    public init(allowed: PowerBand) { self.allowed = allowed }
}

/// What a DER may do under a limit: import up to one magnitude, export up to another.
public struct PowerBand: Sendable, Hashable {
    /// Largest import; a magnitude.
    public var importLimit: ActivePower
    /// Largest export; a magnitude.
    public var exportLimit: ActivePower

    /// By its members.
    public init(importLimit: ActivePower, exportLimit: ActivePower) {
        self.importLimit = importLimit
        self.exportLimit = exportLimit
    }

    /// The band that holds both.
    public func union(_ other: PowerBand) -> PowerBand {
        PowerBand(
            importLimit: max(importLimit, other.importLimit), exportLimit: max(exportLimit, other.exportLimit))
    }
}

/// A band that was taken back by a setpoint sent at `since`.
public struct ReleasedBand: Sendable, Hashable {
    /// What was allowed before.
    public var band: PowerBand
    /// When the setpoint went out that took it back.
    public var since: MonotonicInstant
}

/// A band that may be in force for longer than its setpoint says.
public struct OutlastingBand: Sendable, Hashable {
    /// The band.
    public var band: PowerBand
    /// Until when at most.
    public var until: UTCInstant

    /// By its members.
    public init(band: PowerBand, until: UTCInstant) {
        self.band = band
        self.until = until
    }
}

/// A setpoint that was sent, and how far it is known to be in force.
public struct SetpointInForce: Sendable, Hashable {
    /// How far it is known to be in force.
    public enum Standing: String, Sendable {
        /// Sent, not answered.
        case sent
        /// Answered with yes: not yet proof.
        case accepted
        /// Read back, or measured to be followed.
        case confirmed
        /// Answered with no.
        case rejected
        /// Not answered in time.
        case unanswered
    }

    /// The power; load convention. A limit for EVSEs, PV and loads, a target for batteries.
    public var power: ActivePower
    /// When it was sent.
    public var sentAt: Moment
    /// Until when it holds without renewal; then the DER falls to its default.
    public var validUntil: UTCInstant
    /// How far it is known to be in force.
    public var standing: Standing

    /// By its members.
    public init(power: ActivePower, sentAt: Moment, validUntil: UTCInstant, standing: Standing = .sent) {
        self.power = power
        self.sentAt = sentAt
        self.validUntil = validUntil
        self.standing = standing
    }
}

/// How many phases a station was told to use, and since when.
public struct PhasesTold: Sendable, Hashable {
    /// How many.
    public var phases: Int
    /// When the first setpoint that said so was sent.
    public var sentAt: Moment

    /// By its members.
    public init(phases: Int, sentAt: Moment) {
        self.phases = phases
        self.sentAt = sentAt
    }
}

/// What a driver needs: energy by a time (OCPP 2.x `ChargingNeeds`).
public struct ChargingNeeds: Sendable, Hashable {
    /// When the vehicle leaves.
    public var departureTime: UTCInstant?
    /// Energy it still needs at the time it was told.
    public var energy: ActiveEnergy?
    /// State of charge it must leave with, 0...1.
    public var targetSoC: Double?
    /// Usable capacity of its battery.
    public var usableCapacity: ActiveEnergy?
    /// What the vehicle itself says that it can discharge now; a magnitude. Nil where it says nothing of it.
    public var maximumDischarge: ActivePower?

    /// By its members.
    public init(
        departureTime: UTCInstant? = nil, energy: ActiveEnergy? = nil, targetSoC: Double? = nil,
        usableCapacity: ActiveEnergy? = nil, maximumDischarge: ActivePower? = nil
    ) {
        self.departureTime = departureTime
        self.energy = energy
        self.targetSoC = targetSoC
        self.usableCapacity = usableCapacity
        self.maximumDischarge = maximumDischarge
    }
}

/// Where we stand in a publisher's stream of messages.
public struct StreamPosition: Sendable, Hashable {
    /// Last source time.
    public var sourceTime: UTCInstant?
    /// Last sequence number of this boot.
    public var sequence: UInt64?
    /// The boot it belongs to.
    public var boot: String?

    /// A stream of which nothing was seen.
    public init() {}

    /// Largest lead of a source's clock over ours.
    public static let futureTolerance = Duration.seconds(5)

    /// Decides whether a message comes after all that was seen, and if so takes its place.
    public mutating func advance(to telemetry: Telemetry, now: Moment) -> RefusalReason? {
        if let time = telemetry.sourceTime {
            let ahead = time - now.utc
            if ahead > Self.futureTolerance { return .fromTheFuture(ahead: ahead, tolerance: Self.futureTolerance) }
        }
        let isNewBoot = telemetry.boot != nil && telemetry.boot != boot
        if !isNewBoot {
            if let last = sequence, let got = telemetry.sequence, got <= last {
                return .outOfSequence(got: got, last: last)
            }
        }
        if let known = sourceTime, let time = telemetry.sourceTime, time < known {
            return .olderThanKnown(behind: known - time)
        }
        if telemetry.isRetained, !isFresh(telemetry, now: now) { return .retained }
        sourceTime = telemetry.sourceTime ?? sourceTime
        if telemetry.boot != nil { boot = telemetry.boot }
        sequence = telemetry.sequence ?? (isNewBoot ? nil : sequence)
        return nil
    }

    /// A retained message is fresh only by a source time that is young and new to us.
    private func isFresh(_ telemetry: Telemetry, now: Moment) -> Bool {
        guard let time = telemetry.sourceTime, let age = telemetry.maximumAge else { return false }
        return now.utc - time <= age && (sourceTime.map { time > $0 } ?? true)
    }
}
