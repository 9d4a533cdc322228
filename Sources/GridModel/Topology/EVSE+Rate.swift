// SPDX-License-Identifier: Apache-2.0

/// What the amperes of an AC EVSE come to where it stands.
extension EVSE {
    /// Sets the powers that follow from its amperes; those of a DC EVSE are on its plate.
    package mutating func rate(on phases: PhaseCode, at phaseVoltage: Voltage) {
        guard supply == .ac else { return }
        minimumCharge = Self.power(minimumCurrent ?? .zero, phases, phaseVoltage)
        maximumCharge = Self.power(maximumCurrent ?? .zero, phases, phaseVoltage)
    }

    static func power(_ current: Current, _ phases: PhaseCode, _ phaseVoltage: Voltage) -> ActivePower {
        .watts(current.amperes * phaseVoltage.volts * Double(phases.count))
    }

    /// What is said of an AC EVSE at a node of medium voltage.
    package static func needsLowVoltage(_ node: ConnectivityNode) -> String {
        "an AC evse at \(Format.number(node.nominalLineVoltage.volts)) V; it needs a transformer to low voltage"
    }
}

extension ConnectivityNode {
    /// Above 1,000 V, IEC 60038 speaks of medium voltage.
    package var isLowVoltage: Bool { nominalLineVoltage <= .volts(1_000) }
}
