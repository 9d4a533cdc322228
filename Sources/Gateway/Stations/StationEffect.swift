// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Store

/// What a station's controller asks the core to do, in this order.
enum StationEffect {
    /// Send this text on the station's connection.
    case send([UInt8])
    /// Write the start to disk, then come back with its number: it is answered only then.
    case begin(TransactionStart, call: String)
    /// Write the end to disk, then come back: it is answered only then.
    case end(TransactionStop, call: String)
    /// The plug of an EVSE changed.
    case plug(evse: Int, DERState.Plug)
    /// A transaction runs on an EVSE since then, or no longer.
    case transaction(evse: Int, since: UTCInstant?)
    /// The vehicle at an EVSE has ended its transaction or left: what was known of it is of no other.
    case vehicleGone(evse: Int)
    /// What the vehicle at an EVSE says of itself.
    case vehicle(evse: Int, VehicleStatement)
    /// Readings of an EVSE.
    case telemetry(evse: Int, Telemetry, energyKWh: Double?, transaction: Int64?)
    /// The default of an EVSE is installed and read back.
    case provisioned(evse: Int)
    /// The proof of an EVSE's default no longer stands: the station booted, came back or is set up anew.
    case withdrawn(evse: Int)
    /// An EVSE is known to hold another limit than it was told; nil where it holds none.
    case holdsOther(evse: Int, PowerBand?)
    /// What became of the last setpoint of an EVSE.
    case outcome(evse: Int, SetpointInForce.Standing)
    /// What the station said to a request to begin or end a transaction.
    case remote(evse: Int, request: Int, RemoteTransaction.Standing)
    /// Sign what it asks for, then come back: it is answered only then.
    case sign(CertificateRequest)
    /// The station is connected and says nothing any more, or is heard again.
    case silent(Bool)
    /// Let its connection go, for this reason: it is to come again.
    case disconnect(String)
    /// Keep this.
    case record(StoreRecord)
    /// People should know this.
    case note(String)
}
