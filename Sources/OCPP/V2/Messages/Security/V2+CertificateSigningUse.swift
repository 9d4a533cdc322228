// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `CertificateSigningUseEnumType` of the standard.
    public enum CertificateSigningUse: OpenEnumeration {
        case chargingStationCertificate, v2GCertificate, v2G20Certificate
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("ChargingStationCertificate", .chargingStationCertificate), ("V2GCertificate", .v2GCertificate),
            ("V2G20Certificate", .v2G20Certificate),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}
