// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// The highest mean power of a step in one direction.
public struct Peak: Sendable, Hashable {
    /// Its magnitude, kW; 0 where nothing ever flowed that way.
    public var kW = 0.0
    /// Of the limit at that time; nil where there is none.
    public var partOfLimit: Double?
    /// Beginning of the step.
    public var time: UTCInstant?
    /// Whether it flowed out: export.
    public var isExport = false
}

/// Time and energy above a limit.
public struct Overload: Sendable, Hashable {
    /// Minutes of steps whose mean power was above the limit.
    public var minutes = 0
    /// Energy above the limit, kWh.
    public var energyKWh = 0.0

    /// What lies above a limit by less than this many kW is rounding: a thousandth of a watt.
    public static let toleranceKW = 1e-6
}

/// Figures of one node: what flows through the equipment that feeds it.
public struct NodeResult: Sendable {
    /// Its position in the feeder.
    public let node: Int
    /// Highest import.
    public private(set) var peakImport = Peak()
    /// Highest export.
    public private(set) var peakExport = Peak()
    /// The step with the highest part of a limit in either direction, infinite where a limit of 0 was not held; nil where
    /// there is no limit. With limits that come and go it need not be the step of a peak.
    public private(set) var worst: Peak?
    /// The highest part.
    public var highestLoading: Double? { worst?.partOfLimit }
    /// Above the import limit.
    public private(set) var importOverload = Overload()
    /// Above the export limit.
    public private(set) var exportOverload = Overload()
    /// Above either.
    public var overload: Overload {
        Overload(
            minutes: importOverload.minutes + exportOverload.minutes,
            energyKWh: importOverload.energyKWh + exportOverload.energyKWh)
    }
    /// Imported energy, kWh.
    public private(set) var importKWh = 0.0
    /// Exported energy, kWh.
    public private(set) var exportKWh = 0.0
    /// PV curtailed below it, kWh.
    public let curtailedKWh: Double
    /// Vehicles' energy unmet below it, kWh.
    public let unmetKWh: Double
    /// Controllable load shed below it, kWh.
    public let shedKWh: Double
    /// Minutes of steps in which its limit cut somebody.
    public let bindingMinutes: Int
    /// What caution withheld of the import limit on average while it cut somebody, by cause, kW; empty where it never
    /// did.
    public let withheldKW: [(cause: String, kW: Double)]

    init(
        node: Int, flowKW: [Double], limits: PlannedLimits, horizon: Horizon, below: Range<Int>, books: EnergyBooks,
        withheld: WithheldSum
    ) {
        self.node = node
        curtailedKWh = below.reduce(0) { $0 + books.curtailedKWh[$1] }
        shedKWh = below.reduce(0) { $0 + books.shedKWh[$1] }
        unmetKWh = below.reduce(0) { $0 + books.unmetKWh[$1] }
        bindingMinutes = withheld.steps * horizon.stepMinutes
        withheldKW = withheld.means
        for (step, kW) in flowKW.enumerated() { count(kW, at: horizon.time(ofStep: step), limits, horizon) }
    }

    private mutating func count(_ kW: Double, at time: UTCInstant, _ limits: PlannedLimits, _ horizon: Horizon) {
        let limit = kW >= 0 ? limits.importKW(at: time) : limits.exportKW(at: time)
        let part = limit.map { Self.part(kW.magnitude, of: $0) }
        let flow = Peak(kW: kW.magnitude, partOfLimit: part, time: time, isExport: kW < 0)
        if let part, (part, flow.kW) > (worst?.partOfLimit ?? -1, worst?.kW ?? 0) { worst = flow }
        if kW >= 0 {
            importKWh += kW * horizon.stepHours
            peakImport.raise(to: flow)
            importOverload.count(kW, limit, horizon)
        } else {
            exportKWh -= kW * horizon.stepHours
            peakExport.raise(to: flow)
            exportOverload.count(-kW, limit, horizon)
        }
    }

    /// Of a limit of 0 anything but rounding is too much.
    private static func part(_ kW: Double, of limit: Double) -> Double {
        guard limit > Overload.toleranceKW else { return kW > limit + Overload.toleranceKW ? .infinity : 0 }
        return kW / limit
    }
}

extension Peak {
    fileprivate mutating func raise(to other: Peak) { if other.kW > kW || time == nil { self = other } }
}

extension Overload {
    fileprivate mutating func count(_ kW: Double, _ limit: Double?, _ horizon: Horizon) {
        guard let limit, kW > limit + Overload.toleranceKW else { return }
        minutes += horizon.stepMinutes
        energyKWh += (kW - limit) * horizon.stepHours
    }
}
