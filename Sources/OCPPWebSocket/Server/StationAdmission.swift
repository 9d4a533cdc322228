// SPDX-License-Identifier: Apache-2.0

import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import NIOWebSocket

/// The way in: decides a handshake before its upgrade, and puts the upgraded connection in its predecessor's place.
struct StationAdmission: Sendable {
    let configuration: OCPPServer.Configuration
    let limits: ConnectionLimits
    let registry: StationRegistry
    let batches: EventBatches
    let meters: TransportMeters
    let logger: Logger
    let authorize: @Sendable (StationHandshake) -> HandshakeDecision

    /// The identity and subprotocol of a handshake that may be upgraded.
    struct Ticket: Sendable {
        let identity: String
        let subprotocol: String
        let isStranger: Bool
    }

    /// Path, method and identity first, then the subprotocol, then the owner's word; so that the owner only sees what
    /// could be upgraded.
    ///
    /// A station with whom we share no subprotocol is refused with 400. RFC 6455 would also let us upgrade without
    /// one, and some servers do that and close at once; the station then sees an unexplained loss and comes back
    /// every few seconds, while a status with a reason stands in its log, and costs us no connection.
    func examine(
        _ channel: any Channel, _ head: HTTPRequestHead, _ profile: SecurityProfile
    ) throws(HandshakeRefusal) -> Ticket {
        let identity = try identity(of: head)
        let offered = head.headers[canonicalForm: "sec-websocket-protocol"].map(String.init)
        guard let preferred = configuration.subprotocols.first(where: offered.contains) else {
            let ours = configuration.subprotocols.joined(separator: ", ")
            throw refusal(
                .badRequest, "no common subprotocol; offered: \(offered.joined(separator: ", ")); here: \(ours)")
        }
        guard registry.hasRoom(for: identity) else { throw refusal(.serviceUnavailable, "no room for another station") }
        let authorization = head.headers.first(name: "authorization")
        let handshake = StationHandshake(
            identity: identity, offeredSubprotocols: offered, preferredSubprotocol: preferred,
            credentials: authorization.flatMap { BasicCredentials(authorization: $0, identity: identity) },
            securityProfile: profile,
            remoteAddress: channel.remoteAddress.map(StationConnection.endpoint) ?? "unknown",
            clientCertificate: clientCertificate(of: channel))
        switch authorize(handshake) {
        case .accept(let subprotocol, let isStranger):
            guard offered.contains(subprotocol), configuration.subprotocols.contains(subprotocol) else {
                throw refusal(.internalServerError, "subprotocol \(subprotocol) was not offered")
            }
            return Ticket(identity: identity, subprotocol: subprotocol, isStranger: isStranger)
        case .refuse(let status, let reason):
            throw refusal(HTTPResponseStatus(statusCode: status.rawValue), reason)
        }
    }

    private func identity(of head: HTTPRequestHead) throws(HandshakeRefusal) -> String {
        guard head.method == .GET else { throw refusal(.methodNotAllowed, "\(head.method) instead of GET") }
        do {
            return try StationPath.identity(target: head.uri, prefix: configuration.pathPrefix)
        } catch {
            switch error {
            case .wrongPath: throw refusal(.notFound, "the path is not \(configuration.pathPrefix)<identity>")
            case .badIdentity(let reason): throw refusal(.badRequest, "identity: \(reason)")
            }
        }
    }

    private func refusal(_ status: HTTPResponseStatus, _ reason: String) -> HandshakeRefusal {
        logger.debug("handshake refused", metadata: ["status": "\(status.code)", "reason": "\(reason)"])
        return HandshakeRefusal(status: status, reason: reason)
    }

    private func clientCertificate(of channel: any Channel) -> CertificateSubject? {
        guard let handler = try? channel.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self),
            let der = try? handler.peerCertificate?.toDERBytes()
        else { return nil }
        return CertificateSubject(der: der)
    }

    /// After the upgrade. The handler joins the channel only when the predecessor's `.closed` has been delivered, on
    /// whichever loop that is; until then NIO keeps what the station sends.
    func admit(_ channel: any Channel, _ ticket: Ticket) -> EventLoopFuture<Void> {
        let loop = channel.eventLoop
        guard let batch = batches[loop] else { return loop.makeFailedFuture(ChannelError.operationUnsupported) }
        let origin = StationConnection.Origin(
            id: registry.nextID(), identity: ticket.identity, subprotocol: ticket.subprotocol, isClient: false,
            isStranger: ticket.isStranger)
        let connection = StationConnection(origin, channel: channel, batch: batch, limits: limits, meters: meters)
        guard case .granted(let predecessor) = registry.claim(connection) else {
            connection.released.succeed()
            channel.close(promise: nil)
            return loop.makeSucceededVoidFuture()
        }
        if let predecessor {
            meters.add(.replacedConnections)
            predecessor.end(.normal, "replaced", .replaced)
        }
        let turn = predecessor?.released.futureResult.hop(to: loop) ?? loop.makeSucceededVoidFuture()
        return turn.map { self.join(channel, connection, batch) }
    }

    private func join(_ channel: any Channel, _ connection: StationConnection, _ batch: EventBatch) {
        let handler = StationChannelHandler(
            connection: connection, batch: batch, limits: limits, expectsMask: true, meters: meters,
            onConclusion: registry.release)
        if connection.open(), channel.isActive, (try? channel.pipeline.syncOperations.addHandler(handler)) != nil {
            return
        }
        // A successor came first, or the socket is gone: the owner has not heard of this one and never will.
        registry.release(connection)
        connection.released.succeed()
        channel.close(promise: nil)
    }
}
