// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `TriggerReasonEnumType` of the standard.
    public enum TriggerReason: OpenEnumeration {
        case abnormalCondition, authorized, cablePluggedIn, chargingRateChanged, chargingStateChanged,
            costLimitReached, deauthorized, energyLimitReached, evCommunicationLost, evConnectTimeout, evDeparted,
            evDetected, limitSet, meterValueClock, meterValuePeriodic, operationModeChanged, remoteStart, remoteStop,
            resetCommand, runningCost, signedDataReceived, soCLimitReached, stopAuthorized, tariffChanged,
            tariffNotAccepted, timeLimitReached, trigger, txResumed, unlockCommand
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("AbnormalCondition", .abnormalCondition), ("Authorized", .authorized), ("CablePluggedIn", .cablePluggedIn),
            ("ChargingRateChanged", .chargingRateChanged), ("ChargingStateChanged", .chargingStateChanged),
            ("CostLimitReached", .costLimitReached), ("Deauthorized", .deauthorized),
            ("EnergyLimitReached", .energyLimitReached), ("EVCommunicationLost", .evCommunicationLost),
            ("EVConnectTimeout", .evConnectTimeout), ("EVDeparted", .evDeparted), ("EVDetected", .evDetected),
            ("LimitSet", .limitSet), ("MeterValueClock", .meterValueClock), ("MeterValuePeriodic", .meterValuePeriodic),
            ("OperationModeChanged", .operationModeChanged), ("RemoteStart", .remoteStart), ("RemoteStop", .remoteStop),
            ("ResetCommand", .resetCommand), ("RunningCost", .runningCost), ("SignedDataReceived", .signedDataReceived),
            ("SoCLimitReached", .soCLimitReached), ("StopAuthorized", .stopAuthorized),
            ("TariffChanged", .tariffChanged), ("TariffNotAccepted", .tariffNotAccepted),
            ("TimeLimitReached", .timeLimitReached), ("Trigger", .trigger), ("TxResumed", .txResumed),
            ("UnlockCommand", .unlockCommand),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .costLimitReached, .limitSet, .operationModeChanged, .runningCost, .soCLimitReached, .tariffChanged,
                .tariffNotAccepted, .txResumed:
                version == .v21
            default: unlistedText == nil
            }
        }
    }
}
