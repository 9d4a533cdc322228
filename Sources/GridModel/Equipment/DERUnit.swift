// SPDX-License-Identifier: Apache-2.0

/// What a DER is, with its plate.
public enum DERUnit: Sendable, Hashable {
    /// A stationary battery behind an inverter.
    case battery(BatteryUnit)
    /// Photovoltaics behind an inverter.
    case photovoltaic(PhotovoltaicUnit)
    /// The outlet that charges, and perhaps discharges, one vehicle.
    case evse(EVSE)
    /// A load that can be limited, e.g. a heat pump.
    case load(ControllableLoad)

    /// Largest import; a magnitude.
    public var maximumImport: ActivePower {
        switch self {
        case .battery(let unit): unit.maximumCharge
        case .photovoltaic: .zero
        case .evse(let unit): unit.maximumCharge
        case .load(let unit): unit.maximum
        }
    }

    /// Largest export; a magnitude.
    public var maximumExport: ActivePower {
        switch self {
        case .battery(let unit): unit.maximumDischarge
        case .photovoltaic(let unit): unit.rating
        case .evse(let unit): unit.maximumDischarge
        case .load: .zero
        }
    }

    /// The word that topology files and screens use.
    public var kind: Kind {
        switch self {
        case .battery: .battery
        case .photovoltaic: .photovoltaic
        case .evse: .evse
        case .load: .load
        }
    }

    /// Whether it is an AC EVSE: what its station holds to is a current.
    public var isACEVSE: Bool {
        if case .evse(let evse) = self { evse.supply == .ac } else { false }
    }

    /// Whether it stores energy that may come back: a battery, or an EVSE that allows discharge.
    public var isStorage: Bool {
        switch self {
        case .battery: true
        case .evse(let evse): evse.allowsDischarge
        case .photovoltaic, .load: false
        }
    }

    /// What an import stated at nominal voltage can be at most, over that: 1.1 for an AC EVSE, whose current may flow
    /// at the highest voltage, else 1.
    public var highestImportRatio: Double { isACEVSE ? RatingConversion.highestVoltageRatio : 1 }

    /// Largest import at the highest voltage.
    public var highestImport: ActivePower { maximumImport * highestImportRatio }

    /// The kinds of DER, as topology files name them.
    public enum Kind: String, Sendable, CaseIterable {
        case battery
        case photovoltaic = "pv"
        case evse
        case load
    }
}

/// A stationary battery and its inverter (CIM `BatteryUnit` behind a `PowerElectronicsConnection`).
public struct BatteryUnit: Sendable, Hashable {
    /// Largest charging power at the grid side; a magnitude.
    public var maximumCharge: ActivePower
    /// Largest discharging power at the grid side; a magnitude.
    public var maximumDischarge: ActivePower
    /// Usable capacity.
    public var capacity: ActiveEnergy
    /// Stored energy per energy drawn.
    public var chargeEfficiency: Double
    /// Energy delivered per stored energy.
    public var dischargeEfficiency: Double
    /// Least state of charge, 0...1.
    public var minimumSoC: Double
    /// Greatest state of charge, 0...1.
    public var maximumSoC: Double
    /// State of charge the owner keeps for himself; never discharged below.
    public var reserveSoC: Double

    /// By its members.
    public init(
        maximumCharge: ActivePower, maximumDischarge: ActivePower, capacity: ActiveEnergy,
        chargeEfficiency: Double = 0.95, dischargeEfficiency: Double = 0.95, minimumSoC: Double = 0.05,
        maximumSoC: Double = 1, reserveSoC: Double = 0.1
    ) {
        self.maximumCharge = maximumCharge
        self.maximumDischarge = maximumDischarge
        self.capacity = capacity
        self.chargeEfficiency = chargeEfficiency
        self.dischargeEfficiency = dischargeEfficiency
        self.minimumSoC = minimumSoC
        self.maximumSoC = maximumSoC
        self.reserveSoC = reserveSoC
    }
}

/// A photovoltaic generator (CIM `PhotoVoltaicUnit`).
public struct PhotovoltaicUnit: Sendable, Hashable {
    /// Rated output of the inverter; a magnitude.
    public var rating: ActivePower
    /// Whether its output can be limited.
    public var isCurtailable: Bool

    /// By its members.
    public init(rating: ActivePower, isCurtailable: Bool = true) {
        self.rating = rating
        self.isCurtailable = isCurtailable
    }
}

/// The outlet that serves one vehicle at a time (OCPP 2.x `EVSE`).
public struct EVSE: Sendable, Hashable {
    /// How the power reaches the vehicle.
    public enum Supply: String, Sendable, CaseIterable {
        /// Alternating current; the vehicle's charger converts.
        case ac
        /// Direct current; the station converts.
        case dc
    }

    /// AC or DC.
    public var supply: Supply
    /// Least current per phase that charges at all (AC: 6 A by IEC 61851-1); nil for DC.
    public var minimumCurrent: Current?
    /// Largest current per phase; nil for DC.
    public var maximumCurrent: Current?
    /// Least charging power that works; a limit below it means 0.
    public var minimumCharge: ActivePower
    /// Largest charging power; a magnitude.
    public var maximumCharge: ActivePower
    /// Step of the currents that its station can be told; nil for tenths of an ampere.
    public var currentStep: Current?
    /// Least discharging power that works; a discharge is 0 or at least that.
    public var minimumDischarge: ActivePower
    /// Largest discharging power; zero where the EVSE has no discharge.
    public var maximumDischarge: ActivePower
    /// Whether a vehicle may be discharged here at all: declared, never guessed.
    public var allowsDischarge: Bool
    /// State of charge no vehicle is discharged below, unless its driver asks for more.
    public var reserveSoC: Double
    /// How the station takes a discharge order.
    public var v2gDialect: V2GDialect

    /// By its members.
    public init(
        supply: Supply, minimumCurrent: Current?, maximumCurrent: Current?, minimumCharge: ActivePower,
        maximumCharge: ActivePower, currentStep: Current? = nil, minimumDischarge: ActivePower = .zero,
        maximumDischarge: ActivePower = .zero, allowsDischarge: Bool = false, reserveSoC: Double = 0.3,
        v2gDialect: V2GDialect = .none
    ) {
        self.supply = supply
        self.minimumCurrent = minimumCurrent
        self.maximumCurrent = maximumCurrent
        self.minimumCharge = minimumCharge
        self.maximumCharge = maximumCharge
        self.currentStep = currentStep
        self.minimumDischarge = minimumDischarge
        self.maximumDischarge = maximumDischarge
        self.allowsDischarge = allowsDischarge
        self.reserveSoC = reserveSoC
        self.v2gDialect = v2gDialect
    }
}

/// How a station takes an order to discharge where its OCPP version has no word for it.
public enum V2GDialect: String, Sendable, Hashable, CaseIterable {
    /// It does not.
    case none
    /// A negative `limit` in `SetChargingProfile`, as older systems do.
    case negativeLimit
}

/// A load whose power can be limited.
public struct ControllableLoad: Sendable, Hashable {
    /// Largest power; a magnitude.
    public var maximum: ActivePower
    /// Least power it can be limited to.
    public var minimum: ActivePower

    /// By its members.
    public init(maximum: ActivePower, minimum: ActivePower = .zero) {
        self.maximum = maximum
        self.minimum = minimum
    }
}
