// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
public import GridModel

/// Measured values of one subject at one time, as they are kept.
///
/// Numbers come back bit for bit, except that SQLite keeps no negative zero.
public struct Reading: Sendable, Hashable {
    /// What was measured.
    public struct Subject: Sendable, Hashable {
        /// The kinds of things that are measured.
        public enum Kind: String, Sendable, CaseIterable {
            case der
            case node
            case transaction
        }

        /// The kind.
        public var kind: Kind
        /// Its identifier.
        public var name: String

        /// By its members.
        public init(kind: Kind, name: String) {
            self.kind = kind
            self.name = name
        }

        /// A DER.
        public static func der(_ id: DER.ID) -> Subject { Subject(kind: .der, name: id.text) }
        /// A node of the feeder.
        public static func node(_ id: ConnectivityNode.ID) -> Subject { Subject(kind: .node, name: id.text) }
        /// A charging transaction.
        public static func transaction(_ id: Int64) -> Subject { Subject(kind: .transaction, name: String(id)) }
    }

    /// What was measured.
    public var subject: Subject
    /// When, by the source's clock where it gave one.
    public var sourceTime: UTCInstant?
    /// When it reached us.
    public var receivedAt: UTCInstant
    /// Active power in kW; load convention.
    public var powerKW: Double?
    /// Active power on the feeder's phases in kW; load convention.
    public var phasePowerKW: PhaseVector?
    /// Reactive power in kvar; positive = absorbed.
    public var reactivePowerKvar: Double?
    /// Line-to-neutral voltage in V.
    public var voltageV: Double?
    /// State of charge, 0...1.
    public var soc: Double?
    /// Energy register in kWh; positive = drawn.
    public var energyKWh: Double?
    /// How far it could be trusted when it was recorded.
    public var quality: ReadingQuality

    /// By its members.
    public init(
        subject: Subject, sourceTime: UTCInstant?, receivedAt: UTCInstant, powerKW: Double? = nil,
        reactivePowerKvar: Double? = nil, voltageV: Double? = nil, soc: Double? = nil, energyKWh: Double? = nil,
        quality: ReadingQuality = .live, phasePowerKW: PhaseVector? = nil
    ) {
        self.subject = subject
        self.sourceTime = sourceTime
        self.receivedAt = receivedAt
        self.powerKW = powerKW
        self.reactivePowerKvar = reactivePowerKvar
        self.voltageV = voltageV
        self.soc = soc
        self.energyKWh = energyKWh
        self.quality = quality
        self.phasePowerKW = phasePowerKW
    }

    /// When it was measured, as well as we know: the source's time, else ours.
    public var time: UTCInstant { sourceTime ?? receivedAt }
}
