// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `CertificateSigningUseEnumType` of the standard.
    public enum CertificateSigningUse: OpenEnumeration {
        case chargingStationCertificate, v2GCertificate, v2G20Certificate
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("ChargingStationCertificate", .chargingStationCertificate), ("V2GCertificate", .v2GCertificate),
            ("V2G20Certificate", .v2G20Certificate),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .v2G20Certificate: version == .v21
            default: unlistedText == nil
            }
        }
    }
}
