// SPDX-License-Identifier: Apache-2.0

/// What a node's electricity is like: all that turns its amperes and kVA into kW.
public struct NodeSupply: Sendable, Hashable {
    /// The phases that the node has.
    public var phases: PhaseCode
    /// Nominal line-to-neutral voltage.
    public var nominalPhaseVoltage: Voltage
    /// Power factor that is assumed where no reactive power is measured.
    public var powerFactor: Double
}

extension ConnectivityNode {
    /// What its electricity is like.
    public var supply: NodeSupply {
        NodeSupply(phases: phases, nominalPhaseVoltage: nominalPhaseVoltage, powerFactor: powerFactor)
    }
}
