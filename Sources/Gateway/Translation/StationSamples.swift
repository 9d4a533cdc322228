// SPDX-License-Identifier: Apache-2.0

import OCPP

/// One set of samples of a station, of whatever version.
protocol StationMeterValue {
    associatedtype Sample: StationSample
    var timestamp: OCPPTimestamp? { get }
    var samples: [Sample] { get }
}

/// One sample.
protocol StationSample {
    /// What it is of; nil of what is not used here.
    var quantity: SampledQuantity? { get }
    /// At which conductors; nil for all together.
    var line: SampledLine? { get }
    /// The value without the prefix of its unit; nil where it is no number.
    var siValue: Double? { get }
    /// Whether it is of what the vehicle is given, not of what the cabinet draws or the vehicle says of itself.
    var isAtOutlet: Bool { get }
}

/// What is used of what stations measure.
enum SampledQuantity: Hashable {
    case importPower, exportPower, importCurrent, voltage, importRegister
    /// In percent.
    case stateOfCharge
}

/// A conductor that something is measured at.
enum SampledLine: Hashable {
    /// L1, L2 or L3, as 0, 1 or 2.
    case line(Int)
    case neutral
    /// Two of them.
    case between
    /// None that the standard lists.
    case unlisted

    /// The position of the line; nil where it is none of the three.
    var position: Int? { if case .line(let position) = self { position } else { nil } }
}

extension V16.MeterValue: StationMeterValue {
    var samples: [V16.SampledValue] { sampledValue }
}

extension V16.SampledValue: StationSample {
    var quantity: SampledQuantity? {
        switch measurand {
        case .powerActiveImport: .importPower
        case .powerActiveExport: .exportPower
        case .currentImport: .importCurrent
        case .voltage: .voltage
        case .energyActiveImportRegister: .importRegister
        case .soC: .stateOfCharge
        default: nil
        }
    }

    var line: SampledLine? {
        switch phase {
        case .l1, .l1N: .line(0)
        case .l2, .l2N: .line(1)
        case .l3, .l3N: .line(2)
        case .n: .neutral
        case .l1L2, .l2L3, .l3L1: .between
        case .other: .unlisted
        case nil: nil
        }
    }

    var isAtOutlet: Bool { location == nil || location == .outlet }
}

extension V2.MeterValue: StationMeterValue {
    var samples: [V2.SampledValue] { sampledValue }
}

extension V2.SampledValue: StationSample {
    var quantity: SampledQuantity? {
        switch measurand {
        case .powerActiveImport: .importPower
        case .powerActiveExport: .exportPower
        case .currentImport: .importCurrent
        case .voltage: .voltage
        case nil, .energyActiveImportRegister: .importRegister
        case .soC, .displayPresentSOC: .stateOfCharge
        default: nil
        }
    }

    var line: SampledLine? {
        switch phase {
        case .l1, .l1N: .line(0)
        case .l2, .l2N: .line(1)
        case .l3, .l3N: .line(2)
        case .n: .neutral
        case .l1L2, .l2L3, .l3L1: .between
        case .other: .unlisted
        case nil: nil
        }
    }

    var isAtOutlet: Bool { location == nil || location == .outlet }

    /// In 2.x a unit may have a prefix, a power of ten beside it, or both.
    var siValue: Double? {
        guard let scale = Self.scale(unitOfMeasure?.multiplier ?? 0) else { return nil }
        switch unitOfMeasure?.unit {
        case "kWh", "kW", "kVA", "kvar", "kvarh", "kVAh": return value * scale * 1_000
        default: return value * scale
        }
    }

    /// Ten to the power of it; nil beyond what any unit needs.
    private static func scale(_ multiplier: Int) -> Double? {
        guard (-12...12).contains(multiplier) else { return nil }
        let magnitude = (0..<abs(multiplier)).reduce(1.0) { power, _ in power * 10 }
        return multiplier < 0 ? 1 / magnitude : magnitude
    }
}
