// SPDX-License-Identifier: Apache-2.0

public import JSON

/// OCPP 2.x: the messages of 2.0.1 and 2.1 and their parts, named as the standard names them.
///
/// One set of types serves both versions, for 2.1 is 2.0.1 with more members, longer texts and more words. What only
/// one of them has or requires is optional here; `encoded(for:)` holds it against the version's schema. A request is a
/// type of its own, its response nested in it: `V2.BootNotification` and `V2.BootNotification.Response`.
public enum V2 {}

/// An object of 2.x.
public protocol V2Payload: OCPPPayload {}

/// The payload of a CALL of 2.x.
public protocol V2Request: OCPPRequest, V2Payload {}

/// The payload of a SEND, which only 2.1 has.
public protocol V2Send: OCPPSend, V2Payload {}

extension V2Payload {
    /// Both, where nothing else is said.
    public static var versions: [OCPPVersion] { [.v201, .v21] }

    /// There is no such payload without a version.
    @available(*, unavailable, message: "name the version: encoded(for:)")
    public func encoded() throws(OCPPEncodingError) -> [UInt8] { try encoded(for: .v21) }
}

extension V2 {
    /// What a vendor adds to an object: members of its own. Kept as they came, numbers as `Double`.
    public struct CustomData: V2Payload {
        /// The vendor.
        public var vendorId: String
        /// The vendor's members, without `vendorId`.
        public var members: JSONObject

        /// The addition of a vendor; a member `vendorId` is not written twice.
        public init(vendorId: String, members: JSONObject = JSONObject()) {
            self.vendorId = vendorId
            self.members = members
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var vendorId: String?
            var members = JSONObject()
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "vendorId": vendorId = try reader.text()
                // The reader has refused a key that comes twice; looking again would take the square of their number.
                default: members.append(member.string, try JSONValue(from: &reader))
                }
            }
            self.vendorId = try reader.require(vendorId, "vendorId")
            self.members = members
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("vendorId", vendorId, limit: 255)
            for (key, value) in members where key != "vendorId" { writer.member(text: key, value) }
        }
    }
}
