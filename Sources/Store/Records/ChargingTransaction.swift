// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// One charging transaction: how it began and, once it is over, how it ended.
public struct ChargingTransaction: Sendable, Hashable {
    /// Our number for it: unique, and increasing over restarts.
    public var id: Int64
    /// How it began.
    public var start: TransactionStart
    /// How it ended; nil while it is open.
    public var stop: TransactionStop?
}

/// The beginning of a transaction as the station tells it.
///
/// The same beginning told again (a station repeats what was not answered) is the same transaction: by `remoteID` where
/// the station names its transactions (OCPP 2.x), else by station, connector, time, meter and tag. By `remoteID` it may
/// be told more fully the next time: what was not known is filled in.
public struct TransactionStart: Sendable, Hashable {
    /// The station.
    public var station: ChargingStation.ID
    /// The EVSE, where the protocol has them; nil while the station has not named it.
    public var evse: Int?
    /// The connector; where the protocol has EVSEs one of the EVSE's, and nil where the station does not name it.
    public var connector: Int?
    /// The token the driver showed.
    public var idTag: String
    /// When it began, by the station's clock.
    public var time: UTCInstant
    /// Energy register at that time in Wh.
    public var meterWh: Double?
    /// The station's own identifier of the transaction (OCPP 2.x).
    public var remoteID: String?

    /// By its members.
    public init(
        station: ChargingStation.ID, evse: Int? = nil, connector: Int?, idTag: String, time: UTCInstant,
        meterWh: Double?, remoteID: String? = nil
    ) {
        self.station = station
        self.evse = evse
        self.connector = connector
        self.idTag = idTag
        self.time = time
        self.meterWh = meterWh
        self.remoteID = remoteID
    }
}

extension TransactionStart {
    /// What has a number of its own at the station: the EVSE, or the connector where the protocol has no EVSEs.
    public var outlet: Int? { remoteID == nil ? evse ?? connector : evse }
}

/// The end of a transaction as the station tells it.
public struct TransactionStop: Sendable, Hashable {
    /// The number the station gives; may be one we never gave out.
    public var transaction: Int64
    /// The station.
    public var station: ChargingStation.ID
    /// When it ended, by the station's clock.
    public var time: UTCInstant
    /// Energy register at that time in Wh.
    public var meterWh: Double?
    /// The protocol's word for why; for an end that the station never told, `presumption` and what shows it.
    public var reason: String?

    /// Begins the reason of an end that was concluded, not told. A told one takes its place, should it come after all.
    public static let presumption = "presumed: "

    /// Whether it was concluded, not told.
    public var isPresumed: Bool { Self.isPresumption(reason) }

    static func isPresumption(_ reason: String?) -> Bool { reason?.hasPrefix(presumption) ?? false }

    /// By its members.
    public init(
        transaction: Int64, station: ChargingStation.ID, time: UTCInstant, meterWh: Double?, reason: String? = nil
    ) {
        self.transaction = transaction
        self.station = station
        self.time = time
        self.meterWh = meterWh
        self.reason = reason
    }
}

/// What became of a recorded beginning.
public struct TransactionBegun: Sendable, Hashable {
    /// The transaction's number.
    public var id: Int64
    /// Whether it was known already.
    public var isRepeat: Bool
    /// Its end, where that is recorded already.
    public var stop: TransactionStop?
}

/// What became of a recorded end.
public enum TransactionEnded: Sendable, Hashable {
    /// The open transaction is closed.
    case closed
    /// It was closed before; the first end stands.
    case repeated
    /// No transaction of this station has that number; the message is kept by itself.
    case unknown
}
