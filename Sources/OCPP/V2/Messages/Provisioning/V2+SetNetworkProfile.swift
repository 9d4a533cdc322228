// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Sets one of the ways in which the station connects (functional block B).
    public struct SetNetworkProfile: V2Request {
        public static let action = "SetNetworkProfile"
        public typealias Response = StatusResponse<Self, SetNetworkProfileStatus>
        public var configurationSlot: Int
        public var connectionData: NetworkConnectionProfile
        public var customData: CustomData?

        public init(configurationSlot: Int, connectionData: NetworkConnectionProfile) {
            self.configurationSlot = configurationSlot
            self.connectionData = connectionData
        }

        public init(unread: ()) {
            configurationSlot = 0
            connectionData = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("configurationSlot", &configurationSlot)
            coder.required("connectionData", &connectionData)
        }
    }

    /// `APNAuthenticationEnumType` of the standard.
    public enum APNAuthentication: OpenEnumeration {
        case chap, noAuthentication, pap, auto
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("CHAP", .chap), ("NONE", .noAuthentication), ("PAP", .pap), ("AUTO", .auto),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `APNType` of the standard.
    public struct APN: V2Payload {
        /// APN. At most 2000 characters (2.0.1: 512).
        public var apn: String
        public var apnAuthentication: APNAuthentication
        /// APN user name. At most 50 characters (2.0.1: 20).
        public var apnUserName: String?
        /// APN password. At most 64 characters (2.0.1: 20).
        public var apnPassword: String?
        public var simPin: Int?
        /// Preferred network. At most 6 characters.
        public var preferredNetwork: String?
        /// Use only preferred network. Absent means `false`.
        public var useOnlyPreferredNetwork: Bool?
        public var customData: CustomData?

        public init(apn: String, apnAuthentication: APNAuthentication) {
            self.apn = apn
            self.apnAuthentication = apnAuthentication
        }

        public init(unread: ()) {
            apn = ""
            apnAuthentication = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("apn", &apn, Facets(limit: 2000, limit201: 512))
            coder.required("apnAuthentication", &apnAuthentication)
            coder.optional("apnUserName", &apnUserName, Facets(limit: 50, limit201: 20))
            coder.optional("apnPassword", &apnPassword, Facets(limit: 64, limit201: 20))
            coder.optional("simPin", &simPin)
            coder.optional("preferredNetwork", &preferredNetwork, Facets(limit: 6))
            coder.optional("useOnlyPreferredNetwork", &useOnlyPreferredNetwork)
        }
    }

    /// `NetworkConnectionProfileType` of the standard.
    public struct NetworkConnectionProfile: V2Payload {
        public var ocppTransport: OCPPTransport
        /// OCPP CSMS URL. At most 2000 characters (2.0.1: 512).
        public var ocppCsmsUrl: String
        public var messageTimeout: Int
        public var securityProfile: Int
        public var ocppInterface: OCPPInterface
        public var apn: APN?
        /// OCPP version. Required in 2.0.1.
        public var ocppVersion: NetworkProfileVersion?
        public var vpn: VPN?
        /// Identity. At most 48 characters. 2.1 only.
        public var identity: String?
        /// Basic auth password. At most 64 characters. 2.1 only.
        public var basicAuthPassword: String?
        public var customData: CustomData?

        public init(
            ocppTransport: OCPPTransport, ocppCsmsUrl: String, messageTimeout: Int, securityProfile: Int,
            ocppInterface: OCPPInterface
        ) {
            self.ocppTransport = ocppTransport
            self.ocppCsmsUrl = ocppCsmsUrl
            self.messageTimeout = messageTimeout
            self.securityProfile = securityProfile
            self.ocppInterface = ocppInterface
        }

        public init(unread: ()) {
            ocppTransport = .unread
            ocppCsmsUrl = ""
            messageTimeout = 0
            securityProfile = 0
            ocppInterface = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("ocppTransport", &ocppTransport)
            coder.required("ocppCsmsUrl", &ocppCsmsUrl, Facets(limit: 2000, limit201: 512))
            coder.required("messageTimeout", &messageTimeout)
            coder.required("securityProfile", &securityProfile, Facets(least21: 0))
            coder.required("ocppInterface", &ocppInterface)
            coder.optional("apn", &apn)
            coder.optional("ocppVersion", &ocppVersion, Facets(required: .in201))
            coder.optional("vpn", &vpn)
            coder.optional("identity", &identity, Facets(limit: 48, since: .v21))
            coder.optional("basicAuthPassword", &basicAuthPassword, Facets(limit: 64, since: .v21))
        }
    }

    /// `OCPPInterfaceEnumType` of the standard.
    public enum OCPPInterface: OpenEnumeration {
        case wired0, wired1, wired2, wired3, wireless0, wireless1, wireless2, wireless3, any
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Wired0", .wired0), ("Wired1", .wired1), ("Wired2", .wired2), ("Wired3", .wired3),
            ("Wireless0", .wireless0), ("Wireless1", .wireless1), ("Wireless2", .wireless2),
            ("Wireless3", .wireless3), ("Any", .any),
        ]
        public static let newer = 1
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `OCPPTransportEnumType` of the standard.
    public enum OCPPTransport: OpenEnumeration {
        case json, soap
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [("JSON", .json), ("SOAP", .soap)]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `OCPPVersionEnumType` of the standard.
    public enum NetworkProfileVersion: OpenEnumeration {
        case ocpp12, ocpp15, ocpp16, ocpp20, ocpp201, ocpp21
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("OCPP12", .ocpp12), ("OCPP15", .ocpp15), ("OCPP16", .ocpp16), ("OCPP20", .ocpp20),
            ("OCPP201", .ocpp201), ("OCPP21", .ocpp21),
        ]
        public static let newer = 2
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `SetNetworkProfileStatusEnumType` of the standard.
    public typealias SetNetworkProfileStatus = InstallCertificateStatus

    /// `VPNEnumType` of the standard.
    public enum VPNKind: OpenEnumeration {
        case ikEv2, ipSec, l2tp, pptp
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("IKEv2", .ikEv2), ("IPSec", .ipSec), ("L2TP", .l2tp), ("PPTP", .pptp),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// `VPNType` of the standard.
    public struct VPN: V2Payload {
        /// Server. At most 2000 characters (2.0.1: 512).
        public var server: String
        /// User. At most 50 characters (2.0.1: 20).
        public var user: String
        /// Password. At most 64 characters (2.0.1: 20).
        public var password: String
        /// Key. At most 255 characters.
        public var key: String
        public var type: VPNKind
        /// Group. At most 50 characters (2.0.1: 20).
        public var group: String?
        public var customData: CustomData?

        public init(server: String, user: String, password: String, key: String, type: VPNKind) {
            self.server = server
            self.user = user
            self.password = password
            self.key = key
            self.type = type
        }

        public init(unread: ()) {
            server = ""
            user = ""
            password = ""
            key = ""
            type = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("server", &server, Facets(limit: 2000, limit201: 512))
            coder.required("user", &user, Facets(limit: 50, limit201: 20))
            coder.required("password", &password, Facets(limit: 64, limit201: 20))
            coder.required("key", &key, Facets(limit: 255))
            coder.required("type", &type)
            coder.optional("group", &group, Facets(limit: 50, limit201: 20))
        }
    }
}
