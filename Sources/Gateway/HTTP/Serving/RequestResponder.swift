// SPDX-License-Identifier: Apache-2.0

import Dispatch
import HTTPTypes
import HummingbirdCore
import NIOCore

/// Between Hummingbird's requests and responses and those of the interface.
struct RequestResponder: Sendable {
    let interface: RESTInterface
    /// Calls block (the core's lock, the disk): they run here and not on the threads that carry everybody's tasks.
    private let calls = DispatchQueue(label: "gateway.http", attributes: .concurrent)

    init(_ interface: RESTInterface) { self.interface = interface }

    /// - Parameter address: where it comes from.
    func respond(to request: Request, from address: String?) async -> Response {
        var asked = Self.asked(request, from: address)
        let largest = await call { [asked] in $0.largestBody(asked) }
        do {
            guard let whole = try await Self.collect(request.body, atMost: largest) else {
                return Self.response(APIAnswer(.tooLarge(limit: largest)))
            }
            asked.body = whole
        } catch {
            return Self.response(APIAnswer(.malformedBody("it did not arrive whole")))
        }
        let answer = await call { [asked] in $0.answer(asked) }
        let response = Self.response(answer)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func call<Answer: Sendable>(_ act: @escaping @Sendable (RESTInterface) -> Answer) async -> Answer {
        await withCheckedContinuation { continuation in
            calls.async { [interface] in continuation.resume(returning: act(interface)) }
        }
    }

    private static func asked(_ request: Request, from address: String?) -> APIRequest {
        let fields = request.headers
        return APIRequest(
            method: request.method.rawValue, path: request.uri.path, query: request.uri.query,
            authorization: fields[.authorization], idempotencyKey: fields[.idempotencyKey],
            author: fields[.headroomAuthor], cookie: fields[.cookie], csrfToken: fields[.headroomCSRF],
            origin: fields[.origin], host: request.head.authority, ifNoneMatch: fields[.ifNoneMatch], address: address)
    }

    /// Read and thrown away of a body that is too large: a client that only reads once all is sent shall get
    /// its answer.
    private static let largestDiscard = 32 << 20

    /// The body; nil if it is too large.
    private static func collect(_ body: RequestBody, atMost largest: Int) async throws -> [UInt8]? {
        var bytes: [UInt8] = []
        var count = 0
        for try await part in body {
            count += part.readableBytes
            if count <= largest { bytes += part.readableBytesView } else { bytes = [] }
            if count > max(largest, largestDiscard) { break }
        }
        return count <= largest ? bytes : nil
    }

    private static func response(_ answer: APIAnswer) -> Response {
        var headers = HTTPFields()
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        let body: ResponseBody
        switch answer.body {
        case .json(let bytes):
            headers[.contentType] = "application/json"
            body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .problem(let bytes):
            headers[.contentType] = "application/problem+json"
            body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .text(let text, let type):
            headers[.contentType] = type
            body = ResponseBody(byteBuffer: ByteBuffer(string: text))
        case .bytes(let bytes, let type):
            headers[.contentType] = type
            body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .events(let subscription):
            headers[.contentType] = "text/event-stream"
            body = stream(subscription)
        case .trace(let trace):
            headers[.contentType] = "application/x-ndjson"
            body = ResponseBody { writer in
                // A client that went away shows at the next write, which throws.
                try await trace.write { try await writer.write(ByteBuffer(bytes: $0)) }
                try await writer.finish(nil)
            }
        case .none: body = ResponseBody()
        }
        return Response(status: HTTPResponse.Status(code: answer.status), headers: headers, body: body)
    }

    private static func stream(_ subscription: EventHub.Subscription) -> ResponseBody {
        ResponseBody { writer in
            // A client that went away shows at the next write, which throws.
            defer { subscription.hub.leave(subscription.number) }
            var nextLook = ContinuousClock.now + EventHub.lookInterval
            for await event in subscription.events {
                try await writer.write(ByteBuffer(bytes: event))
                guard ContinuousClock.now >= nextLook else { continue }
                guard await subscription.isAdmitted() else { break }
                nextLook = .now + EventHub.lookInterval
            }
            try await writer.finish(nil)
        }
    }
}

extension HTTPField.Name {
    fileprivate static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    fileprivate static let headroomCSRF = HTTPField.Name("Headroom-CSRF")!
    fileprivate static let headroomAuthor = HTTPField.Name("Headroom-Author")!
}
