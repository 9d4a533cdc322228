// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ReasonEnumType` of the standard.
    public enum Reason: OpenEnumeration {
        case deAuthorized, emergencyStop, energyLimitReached, evDisconnected, groundFault, immediateReset, masterPass,
            local, localOutOfCredit, otherListed, overcurrentFault, powerLoss, powerQuality, reboot, remote,
            socLimitReached, stoppedByEV, timeLimitReached, timeout, reqEnergyTransferRejected
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("DeAuthorized", .deAuthorized), ("EmergencyStop", .emergencyStop),
            ("EnergyLimitReached", .energyLimitReached), ("EVDisconnected", .evDisconnected),
            ("GroundFault", .groundFault), ("ImmediateReset", .immediateReset), ("MasterPass", .masterPass),
            ("Local", .local), ("LocalOutOfCredit", .localOutOfCredit), ("Other", .otherListed),
            ("OvercurrentFault", .overcurrentFault), ("PowerLoss", .powerLoss), ("PowerQuality", .powerQuality),
            ("Reboot", .reboot), ("Remote", .remote), ("SOCLimitReached", .socLimitReached),
            ("StoppedByEV", .stoppedByEV), ("TimeLimitReached", .timeLimitReached), ("Timeout", .timeout),
            ("ReqEnergyTransferRejected", .reqEnergyTransferRejected),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .reqEnergyTransferRejected: version == .v21
            default: unlistedText == nil
            }
        }
    }
}
