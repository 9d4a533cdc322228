// SPDX-License-Identifier: Apache-2.0

/// OCPP 2.x: the messages of 2.0.1 and 2.1 and their parts, named as the standard names them.
///
/// One set of types serves both versions, for 2.1 is 2.0.1 with more members, longer texts and more words. What only
/// one of them has or requires is optional here; `encoded(for:)` holds it against the version's schema. A request is a
/// type of its own, its response nested in it: `V2.BootNotification` and `V2.BootNotification.Response`.
public enum V2 {}

/// The payload of a CALL of 2.x.
public protocol V2Request: OCPPRequest, V2Payload {}

/// The payload of a SEND, which only 2.1 has.
public protocol V2Send: OCPPSend, V21Payload {}

/// A message that only 2.1 has. Of a part of one nobody asks; a member that only 2.1 has says so where it is visited.
public protocol V21Payload: V2Payload {}

extension V21Payload {
    /// 2.1 only.
    public static var versions: [OCPPVersion] { [.v21] }
}
