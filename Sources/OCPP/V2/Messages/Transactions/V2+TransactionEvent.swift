// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells that a transaction has begun, goes on or has ended (functional block E).
    public struct TransactionEvent: V2Request {
        /// The action in the frame.
        public static let action = "TransactionEvent"
        /// What is told.
        public var eventType: TransactionEventKind
        /// Why it is sent.
        public var triggerReason: TriggerReason
        /// Number of the event in its transaction, from 0.
        public var seqNo: Int
        /// The transaction.
        public var transactionInfo: Transaction
        /// The readings, each set with its time.
        public var meterValue: [MeterValue]?
        /// When it happened, by the station's clock. Nil where nothing readable was sent.
        public var timestamp: OCPPTimestamp?
        /// Whether it happened without connection. Absent means `false`.
        public var offline: Bool?
        /// On how many phases it charges.
        public var numberOfPhasesUsed: Int?
        /// What the cable carries, A.
        public var cableMaxCurrent: Int?
        /// The reservation, by its id.
        public var reservationId: Int?
        /// The EVSE.
        public var evse: EVSE?
        /// Who charges.
        public var idToken: IdToken?
        /// Cost details. 2.1 only.
        public var costDetails: CostDetails?
        /// Preconditioning status. 2.1 only.
        public var preconditioningStatus: PreconditioningStatus?
        /// Whether the power electronics may sleep. 2.1 only.
        public var evseSleep: Bool?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            eventType: TransactionEventKind, triggerReason: TriggerReason, seqNo: Int, transactionInfo: Transaction,
            meterValue: [MeterValue]? = nil, timestamp: OCPPTimestamp?, offline: Bool? = nil,
            numberOfPhasesUsed: Int? = nil, cableMaxCurrent: Int? = nil, reservationId: Int? = nil, evse: EVSE? = nil,
            idToken: IdToken? = nil, costDetails: CostDetails? = nil,
            preconditioningStatus: PreconditioningStatus? = nil, evseSleep: Bool? = nil, customData: CustomData? = nil
        ) {
            self.eventType = eventType
            self.triggerReason = triggerReason
            self.seqNo = seqNo
            self.transactionInfo = transactionInfo
            self.meterValue = meterValue
            self.timestamp = timestamp
            self.offline = offline
            self.numberOfPhasesUsed = numberOfPhasesUsed
            self.cableMaxCurrent = cableMaxCurrent
            self.reservationId = reservationId
            self.evse = evse
            self.idToken = idToken
            self.costDetails = costDetails
            self.preconditioningStatus = preconditioningStatus
            self.evseSleep = evseSleep
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var eventType: TransactionEventKind?
            var triggerReason: TriggerReason?
            var seqNo: Int?
            var transactionInfo: Transaction?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "eventType": eventType = try reader.enumeration()
                case "triggerReason": triggerReason = try reader.enumeration()
                case "seqNo": seqNo = try reader.integer()
                case "transactionInfo": transactionInfo = try reader.object()
                case "meterValue": meterValue = try reader.objects()
                case "timestamp": timestamp = try reader.timestamp()
                case "offline": offline = try reader.bool()
                case "numberOfPhasesUsed": numberOfPhasesUsed = try reader.integer()
                case "cableMaxCurrent": cableMaxCurrent = try reader.integer()
                case "reservationId": reservationId = try reader.integer()
                case "evse": evse = try reader.object()
                case "idToken": idToken = try reader.object()
                case "costDetails": costDetails = try reader.object()
                case "preconditioningStatus": preconditioningStatus = try reader.enumeration()
                case "evseSleep": evseSleep = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.eventType = try reader.require(eventType, "eventType")
            self.triggerReason = try reader.require(triggerReason, "triggerReason")
            self.seqNo = try reader.require(seqNo, "seqNo")
            self.transactionInfo = try reader.require(transactionInfo, "transactionInfo")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            let is21 = writer.version == .v21
            writer.member("eventType", eventType)
            writer.member("triggerReason", triggerReason)
            writer.member("seqNo", seqNo, least: is21 ? 0 : nil)
            writer.member("transactionInfo", transactionInfo)
            writer.member("meterValue", meterValue, minimum: 1)
            writer.require("timestamp", timestamp != nil)
            writer.member("timestamp", timestamp)
            writer.member("offline", offline)
            writer.member("numberOfPhasesUsed", numberOfPhasesUsed, least: is21 ? 0 : nil, most: is21 ? 3 : nil)
            writer.member("cableMaxCurrent", cableMaxCurrent)
            writer.member("reservationId", reservationId, least: is21 ? 0 : nil)
            writer.member("evse", evse)
            writer.member("idToken", idToken)
            writer.member("costDetails", costDetails, since: .v21)
            writer.member("preconditioningStatus", preconditioningStatus, since: .v21)
            writer.member("evseSleep", evseSleep, since: .v21)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// Total cost.
            public var totalCost: Double?
            /// Charging priority.
            public var chargingPriority: Int?
            /// Id token info.
            public var idTokenInfo: IdTokenInfo?
            /// Updated personal message.
            public var updatedPersonalMessage: MessageContent?
            /// Transaction limit. 2.1 only.
            public var transactionLimit: TransactionLimit?
            /// Updated personal message extra. 2.1 only.
            public var updatedPersonalMessageExtra: [MessageContent]?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                totalCost: Double? = nil, chargingPriority: Int? = nil, idTokenInfo: IdTokenInfo? = nil,
                updatedPersonalMessage: MessageContent? = nil, transactionLimit: TransactionLimit? = nil,
                updatedPersonalMessageExtra: [MessageContent]? = nil, customData: CustomData? = nil
            ) {
                self.totalCost = totalCost
                self.chargingPriority = chargingPriority
                self.idTokenInfo = idTokenInfo
                self.updatedPersonalMessage = updatedPersonalMessage
                self.transactionLimit = transactionLimit
                self.updatedPersonalMessageExtra = updatedPersonalMessageExtra
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "totalCost": totalCost = try reader.number()
                    case "chargingPriority": chargingPriority = try reader.integer()
                    case "idTokenInfo": idTokenInfo = try reader.object()
                    case "updatedPersonalMessage": updatedPersonalMessage = try reader.object()
                    case "transactionLimit": transactionLimit = try reader.object()
                    case "updatedPersonalMessageExtra": updatedPersonalMessageExtra = try reader.objects()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("totalCost", number: totalCost)
                writer.member("chargingPriority", chargingPriority)
                writer.member("idTokenInfo", idTokenInfo)
                writer.member("updatedPersonalMessage", updatedPersonalMessage)
                writer.member("transactionLimit", transactionLimit, since: .v21)
                writer.member(
                    "updatedPersonalMessageExtra", updatedPersonalMessageExtra, minimum: 1, maximum: 4, since: .v21)
                writer.member("customData", customData)
            }
        }
    }
}
