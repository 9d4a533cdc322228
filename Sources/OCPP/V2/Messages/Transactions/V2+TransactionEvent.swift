// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells that a transaction has begun, goes on or has ended (functional block E).
    public struct TransactionEvent: V2Request {
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
        public var customData: CustomData?

        public init(
            eventType: TransactionEventKind, triggerReason: TriggerReason, seqNo: Int,
            transactionInfo: Transaction, timestamp: OCPPTimestamp?
        ) {
            self.eventType = eventType
            self.triggerReason = triggerReason
            self.seqNo = seqNo
            self.transactionInfo = transactionInfo
            self.timestamp = timestamp
        }

        public init(unread: ()) {
            eventType = .unread
            triggerReason = .unread
            seqNo = 0
            transactionInfo = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("eventType", &eventType)
            coder.required("triggerReason", &triggerReason)
            coder.required("seqNo", &seqNo, Facets(least21: 0))
            coder.required("transactionInfo", &transactionInfo)
            coder.optional("meterValue", &meterValue, Facets(minItems: 1))
            coder.optional("timestamp", &timestamp, Facets(required: .always))
            coder.optional("offline", &offline)
            coder.optional("numberOfPhasesUsed", &numberOfPhasesUsed, Facets(least21: 0, most21: 3))
            coder.optional("cableMaxCurrent", &cableMaxCurrent)
            coder.optional("reservationId", &reservationId, Facets(least21: 0))
            coder.optional("evse", &evse)
            coder.optional("idToken", &idToken)
            coder.optional("costDetails", &costDetails, Facets(since: .v21))
            coder.optional("preconditioningStatus", &preconditioningStatus, Facets(since: .v21))
            coder.optional("evseSleep", &evseSleep, Facets(since: .v21))
        }

        /// The answer.
        public struct Response: V2Payload {
            public var totalCost: Double?
            public var chargingPriority: Int?
            public var idTokenInfo: IdTokenInfo?
            public var updatedPersonalMessage: MessageContent?
            /// Transaction limit. 2.1 only.
            public var transactionLimit: TransactionLimit?
            /// Updated personal message extra. 2.1 only.
            public var updatedPersonalMessageExtra: [MessageContent]?
            public var customData: CustomData?

            public init(unread: () = ()) {}

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.optional("totalCost", &totalCost)
                coder.optional("chargingPriority", &chargingPriority)
                coder.optional("idTokenInfo", &idTokenInfo)
                coder.optional("updatedPersonalMessage", &updatedPersonalMessage)
                coder.optional("transactionLimit", &transactionLimit, Facets(since: .v21))
                coder.optional(
                    "updatedPersonalMessageExtra", &updatedPersonalMessageExtra,
                    Facets(minItems: 1, maxItems: 4, since: .v21))
            }
        }
    }

    /// `ChargingPeriodType` of the standard.
    public struct ChargingPeriod: V2Payload {
        public var dimensions: [CostDimension]?
        /// Tariff id. At most 60 characters.
        public var tariffId: String?
        /// When the period begins. Nil where nothing readable was sent.
        public var startPeriod: OCPPTimestamp?
        public var customData: CustomData?

        public init(startPeriod: OCPPTimestamp?) { self.startPeriod = startPeriod }

        public init(unread: ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("dimensions", &dimensions, Facets(minItems: 1))
            coder.optional("tariffId", &tariffId, Facets(limit: 60))
            coder.optional("startPeriod", &startPeriod, Facets(required: .always))
        }
    }

    /// `ChargingStateEnumType` of the standard.
    public enum ChargingState: OpenEnumeration {
        case charging, evConnected, suspendedEV, suspendedEVSE, idle
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Charging", .charging), ("EVConnected", .evConnected), ("SuspendedEV", .suspendedEV),
            ("SuspendedEVSE", .suspendedEVSE), ("Idle", .idle),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `CostDetailsType` of the standard.
    public struct CostDetails: V2Payload {
        public var totalCost: TotalCost
        public var totalUsage: TotalUsage
        public var chargingPeriods: [ChargingPeriod]?
        public var failureToCalculate: Bool?
        /// Failure reason. At most 500 characters.
        public var failureReason: String?
        public var customData: CustomData?

        public init(totalCost: TotalCost, totalUsage: TotalUsage) {
            self.totalCost = totalCost
            self.totalUsage = totalUsage
        }

        public init(unread: ()) {
            totalCost = .unread
            totalUsage = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("totalCost", &totalCost)
            coder.required("totalUsage", &totalUsage)
            coder.optional("chargingPeriods", &chargingPeriods, Facets(minItems: 1))
            coder.optional("failureToCalculate", &failureToCalculate)
            coder.optional("failureReason", &failureReason, Facets(limit: 500))
        }
    }

    /// `CostDimensionEnumType` of the standard.
    public enum CostDimensionKind: OpenEnumeration {
        case energy, maxCurrent, minCurrent, maxPower, minPower, idleTIme, chargingTime
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Energy", .energy), ("MaxCurrent", .maxCurrent), ("MinCurrent", .minCurrent),
            ("MaxPower", .maxPower), ("MinPower", .minPower), ("IdleTIme", .idleTIme),
            ("ChargingTime", .chargingTime),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `CostDimensionType` of the standard.
    public struct CostDimension: V2Payload {
        public var type: CostDimensionKind
        public var volume: Double
        public var customData: CustomData?

        public init(type: CostDimensionKind, volume: Double) {
            self.type = type
            self.volume = volume
        }

        public init(unread: ()) {
            type = .unread
            volume = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("type", &type)
            coder.required("volume", &volume)
        }
    }

    /// `PreconditioningStatusEnumType` of the standard.
    public enum PreconditioningStatus: OpenEnumeration {
        case unknown, ready, notReady, preconditioning
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Unknown", .unknown), ("Ready", .ready), ("NotReady", .notReady),
            ("Preconditioning", .preconditioning),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `ReasonEnumType` of the standard.
    public enum Reason: OpenEnumeration {
        case deAuthorized, emergencyStop, energyLimitReached, evDisconnected, groundFault, immediateReset,
            local, localOutOfCredit, masterPass, otherListed, overcurrentFault, powerLoss, powerQuality, reboot,
            remote, socLimitReached, stoppedByEV, timeLimitReached, timeout, reqEnergyTransferRejected
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("DeAuthorized", .deAuthorized), ("EmergencyStop", .emergencyStop),
            ("EnergyLimitReached", .energyLimitReached), ("EVDisconnected", .evDisconnected),
            ("GroundFault", .groundFault), ("ImmediateReset", .immediateReset), ("Local", .local),
            ("LocalOutOfCredit", .localOutOfCredit), ("MasterPass", .masterPass), ("Other", .otherListed),
            ("OvercurrentFault", .overcurrentFault), ("PowerLoss", .powerLoss), ("PowerQuality", .powerQuality),
            ("Reboot", .reboot), ("Remote", .remote), ("SOCLimitReached", .socLimitReached),
            ("StoppedByEV", .stoppedByEV), ("TimeLimitReached", .timeLimitReached), ("Timeout", .timeout),
            ("ReqEnergyTransferRejected", .reqEnergyTransferRejected),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `TariffCostEnumType` of the standard.
    public enum TariffCost: OpenEnumeration {
        case normalCost, minCost, maxCost
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("NormalCost", .normalCost), ("MinCost", .minCost), ("MaxCost", .maxCost),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `TotalCostType` of the standard.
    public struct TotalCost: V2Payload {
        /// Three letters, ISO 4217. At most 3 characters.
        public var currency: String
        public var typeOfCost: TariffCost
        public var total: TotalPrice
        public var fixed: Price?
        public var energy: Price?
        public var chargingTime: Price?
        public var idleTime: Price?
        public var reservationTime: Price?
        public var reservationFixed: Price?
        public var customData: CustomData?

        public init(currency: String, typeOfCost: TariffCost, total: TotalPrice) {
            self.currency = currency
            self.typeOfCost = typeOfCost
            self.total = total
        }

        public init(unread: ()) {
            currency = ""
            typeOfCost = .unread
            total = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("currency", &currency, Facets(limit: 3))
            coder.required("typeOfCost", &typeOfCost)
            coder.required("total", &total)
            coder.optional("fixed", &fixed)
            coder.optional("energy", &energy)
            coder.optional("chargingTime", &chargingTime)
            coder.optional("idleTime", &idleTime)
            coder.optional("reservationTime", &reservationTime)
            coder.optional("reservationFixed", &reservationFixed)
        }
    }

    /// `TotalPriceType` of the standard.
    public struct TotalPrice: V2Payload {
        public var exclTax: Double?
        public var inclTax: Double?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("exclTax", &exclTax)
            coder.optional("inclTax", &inclTax)
        }
    }

    /// `TotalUsageType` of the standard.
    public struct TotalUsage: V2Payload {
        public var energy: Double
        public var chargingTime: Int
        public var idleTime: Int
        public var reservationTime: Int?
        public var customData: CustomData?

        public init(energy: Double, chargingTime: Int, idleTime: Int) {
            self.energy = energy
            self.chargingTime = chargingTime
            self.idleTime = idleTime
        }

        public init(unread: ()) {
            energy = 0
            chargingTime = 0
            idleTime = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("energy", &energy)
            coder.required("chargingTime", &chargingTime)
            coder.required("idleTime", &idleTime)
            coder.optional("reservationTime", &reservationTime)
        }
    }

    /// `TransactionEventEnumType` of the standard.
    public enum TransactionEventKind: OpenEnumeration {
        case ended, started, updated
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Ended", .ended), ("Started", .started), ("Updated", .updated),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `TransactionLimitType` of the standard.
    public struct TransactionLimit: V2Payload {
        public var maxCost: Double?
        public var maxEnergy: Double?
        public var maxTime: Int?
        public var maxSoC: Int?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("maxCost", &maxCost)
            coder.optional("maxEnergy", &maxEnergy)
            coder.optional("maxTime", &maxTime)
            coder.optional("maxSoC", &maxSoC, Facets(least: 0, most: 100))
        }
    }

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
        public var customData: CustomData?

        public init(transactionId: String) { self.transactionId = transactionId }

        public init(unread: ()) { transactionId = "" }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("transactionId", &transactionId, Facets(limit: 36))
            coder.optional("chargingState", &chargingState)
            coder.optional("timeSpentCharging", &timeSpentCharging)
            coder.optional("stoppedReason", &stoppedReason)
            coder.optional("remoteStartId", &remoteStartId)
            coder.optional("operationMode", &operationMode, Facets(since: .v21))
            coder.optional("tariffId", &tariffId, Facets(limit: 60, since: .v21))
            coder.optional("transactionLimit", &transactionLimit, Facets(since: .v21))
        }
    }

    /// `TriggerReasonEnumType` of the standard.
    public enum TriggerReason: OpenEnumeration {
        case authorized, cablePluggedIn, chargingRateChanged, chargingStateChanged, deauthorized,
            energyLimitReached, evCommunicationLost, evConnectTimeout, meterValueClock, meterValuePeriodic,
            timeLimitReached, trigger, unlockCommand, stopAuthorized, evDeparted, evDetected, remoteStop,
            remoteStart, abnormalCondition, signedDataReceived, resetCommand, costLimitReached, limitSet,
            operationModeChanged, runningCost, soCLimitReached, tariffChanged, tariffNotAccepted, txResumed
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Authorized", .authorized), ("CablePluggedIn", .cablePluggedIn),
            ("ChargingRateChanged", .chargingRateChanged), ("ChargingStateChanged", .chargingStateChanged),
            ("Deauthorized", .deauthorized), ("EnergyLimitReached", .energyLimitReached),
            ("EVCommunicationLost", .evCommunicationLost), ("EVConnectTimeout", .evConnectTimeout),
            ("MeterValueClock", .meterValueClock), ("MeterValuePeriodic", .meterValuePeriodic),
            ("TimeLimitReached", .timeLimitReached), ("Trigger", .trigger), ("UnlockCommand", .unlockCommand),
            ("StopAuthorized", .stopAuthorized), ("EVDeparted", .evDeparted), ("EVDetected", .evDetected),
            ("RemoteStop", .remoteStop), ("RemoteStart", .remoteStart),
            ("AbnormalCondition", .abnormalCondition), ("SignedDataReceived", .signedDataReceived),
            ("ResetCommand", .resetCommand), ("CostLimitReached", .costLimitReached), ("LimitSet", .limitSet),
            ("OperationModeChanged", .operationModeChanged), ("RunningCost", .runningCost),
            ("SoCLimitReached", .soCLimitReached), ("TariffChanged", .tariffChanged),
            ("TariffNotAccepted", .tariffNotAccepted), ("TxResumed", .txResumed),
        ]
        public static let newer = 8
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
