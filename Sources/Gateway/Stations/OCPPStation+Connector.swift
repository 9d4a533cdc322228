// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP
import Store

extension OCPPStation {
    /// One EVSE of the station, called by its number; in 1.6 a connector is one.
    struct Connector {
        /// Plate and place, as the topology says.
        var number: Int
        var phases: Int
        var isDC: Bool
        var allowsDischarge = false
        /// Whether its station takes a negative limit for a discharge.
        var takesNegativeLimits = false
        /// The feeder's phases that its L1, L2, L3 lie on; nil where nobody knows.
        var rotation: [PhaseCode]?
        /// Nominal line-to-neutral voltage, V.
        var nominalVolts: Double
        /// What it falls to.
        var standing: StationSetpoint
        /// What it is to hold; nil until the first decision.
        var wanted: StationSetpoint?
        /// Counts the setpoints, so that the answer to an older one is not taken for the newest one's.
        var revision = 0
        /// Whether the station has accepted the newest setpoint.
        var isAccepted = false
        /// Rate unit that it took last.
        var unit: LimitUnit?
        /// Whether it takes a limit of the whole station, and none of an outlet's transactions.
        var takesStationLimit = false
        /// Whether it has held our default since the last one was refused.
        var hasHeldDefault = false
        /// The transaction that runs.
        var transaction: Int64?
        /// How the last one began, while it is open: by that a repetition without a stamp is known.
        var lastStart: TransactionStart?
        /// Transactions that seem to be over, and whose end has not come.
        var unended: [Unended] = []
        var status: PlugStatus?
        /// Since when it is so.
        var statusAt: MonotonicInstant?
        /// Whether it draws power by its own meter, whatever its state is said to be.
        var isDrawing = false
        /// The time of its last reading.
        var measuredOf: UTCInstant?
        var isProvisioned = false

        /// The transactions whose end has not come.
        var open: [Int64] { [transaction].compactMap { $0 } + unended.map(\.transaction) }

        /// What its limits are set as.
        var profilePurpose: SetpointProfile.Purpose { takesStationLimit ? .ofStation : .ofTransactions }

        /// Power at one ampere per phase and the highest usual voltage; nil for DC.
        var kilowattsPerAmpere: Double? {
            isDC ? nil : nominalVolts * RatingConversion.highestVoltageRatio * Double(phases) / 1_000
        }
    }

    /// What a station says of an outlet.
    enum PlugStatus: Hashable {
        /// No vehicle is there.
        case free
        /// Something is there that draws nothing: before or after a transaction, or a reservation.
        case waiting
        /// A vehicle charges, or would if it or the station did not pause.
        case charging
        /// It cannot be used.
        case out
        /// It does not say which of these.
        case unclear
    }

    /// A transaction that seems to be over since then.
    struct Unended: Hashable {
        var transaction: Int64
        var since: MonotonicInstant
    }
}

extension OCPPStation {
    /// Takes over an open transaction of an earlier run, and the station's own name for it.
    mutating func restore(_ open: ChargingTransaction, now: Moment) {
        if let outlet = open.start.outlet { connectors[outlet]?.restore(open, now: now) }
        if let remoteID = open.start.remoteID { restoreV2(open, remoteID, now: now) }
    }
}

extension OCPPStation.Connector {
    /// A power as current per phase on the wire's grid, A; nil for DC. At the highest voltage, so that the power is
    /// never more, and nothing between zero and the least that works.
    func amperes(of power: ActivePower, _ unit: EVSE) -> Double? {
        guard let kilowattsPerAmpere, let least = unit.minimumCurrent?.amperes, let most = unit.maximumCurrent?.amperes
        else { return nil }
        let magnitude = (power.magnitude.kilowatts / kilowattsPerAmpere * 10 + 1e-6).rounded(.down) / 10
        guard magnitude >= least else { return 0 }
        return power < .zero ? -magnitude : min(magnitude, most)
    }

    /// Takes over the setpoint of an earlier run. Setpoints are never between zero and the least current that works, so
    /// what seems less was that at a lower voltage.
    mutating func restore(_ power: ActivePower, _ unit: EVSE) {
        var setpoint = standing
        setpoint.powerKW = power.kilowatts
        setpoint.currentA = amperes(of: power, unit)
        if power > .zero, setpoint.currentA == 0 { setpoint.currentA = unit.minimumCurrent?.amperes }
        wanted = setpoint
    }

    /// Takes over an open transaction of an earlier run; of several the last runs, if any.
    fileprivate mutating func restore(_ open: ChargingTransaction, now: Moment) {
        if let earlier = transaction {
            unended.append(OCPPStation.Unended(transaction: earlier, since: now.steady))
        }
        transaction = open.id
        lastStart = open.start
    }
}
