// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// The transaction concerned.
    public struct Transaction: V2Payload {
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String
        /// What the EVSE is doing.
        public var chargingState: ChargingState?
        /// Seconds in which energy flowed.
        public var timeSpentCharging: Int?
        /// Why the transaction ended.
        public var stoppedReason: Reason?
        /// Names the request to start that led to it.
        public var remoteStartId: Int?
        /// Who sets the rate; absent means charging only. 2.1 only.
        public var operationMode: OperationMode?
        /// Tariff id. At most 60 characters. 2.1 only.
        public var tariffId: String?
        /// Transaction limit. 2.1 only.
        public var transactionLimit: TransactionLimit?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            transactionId: String, chargingState: ChargingState? = nil, timeSpentCharging: Int? = nil,
            stoppedReason: Reason? = nil, remoteStartId: Int? = nil, operationMode: OperationMode? = nil,
            tariffId: String? = nil, transactionLimit: TransactionLimit? = nil, customData: CustomData? = nil
        ) {
            self.transactionId = transactionId
            self.chargingState = chargingState
            self.timeSpentCharging = timeSpentCharging
            self.stoppedReason = stoppedReason
            self.remoteStartId = remoteStartId
            self.operationMode = operationMode
            self.tariffId = tariffId
            self.transactionLimit = transactionLimit
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var transactionId: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "transactionId": transactionId = try reader.text()
                case "chargingState": chargingState = try reader.enumeration()
                case "timeSpentCharging": timeSpentCharging = try reader.integer()
                case "stoppedReason": stoppedReason = try reader.enumeration()
                case "remoteStartId": remoteStartId = try reader.integer()
                case "operationMode": operationMode = try reader.enumeration()
                case "tariffId": tariffId = try reader.text()
                case "transactionLimit": transactionLimit = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.transactionId = try reader.require(transactionId, "transactionId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("transactionId", transactionId, limit: 36)
            writer.member("chargingState", chargingState)
            writer.member("timeSpentCharging", timeSpentCharging)
            writer.member("stoppedReason", stoppedReason)
            writer.member("remoteStartId", remoteStartId)
            writer.member("operationMode", operationMode, since: .v21)
            writer.member("tariffId", tariffId, limit: 60, since: .v21)
            writer.member("transactionLimit", transactionLimit, since: .v21)
            writer.member("customData", customData)
        }
    }
}
