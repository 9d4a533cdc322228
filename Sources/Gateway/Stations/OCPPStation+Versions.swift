// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

extension OCPPStation {
    /// Boots in a row that are none of the version of their connection, after which that version is refused: one may
    /// have a bad member, and be mended.
    static let mostUnreadableBoots = 3

    /// What it sent is no message of the version that its connection speaks. Some choose 2.0.1 at the door and go on in
    /// 1.6: with another version they can be spoken to.
    mutating func misspoke(_ call: CallSession.InboundCall, now: Moment) -> [StationEffect] {
        guard version > .v16, V2.Action(call.action) == .bootNotification else { return [] }
        unreadableBoots += 1
        guard unreadableBoots >= Self.mostUnreadableBoots, refusedVersions.insert(version).inserted else { return [] }
        let reason = "its boots are no messages of OCPP \(version.number): come with another version"
        return [.note("station \(identity) is refused OCPP \(version.number): \(reason)"), .disconnect(reason)]
    }
}
