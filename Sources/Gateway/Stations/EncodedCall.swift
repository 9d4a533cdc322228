// SPDX-License-Identifier: Apache-2.0

import OCPP

/// A call in the words of one version, held against its schema.
struct EncodedCall: Sendable {
    var action: String
    var payload: [UInt8]
    /// Whether a payload is an answer to it.
    var isAnswer: @Sendable ([UInt8]) -> Bool

    /// A request made here; what does not fit is a field that a person gave.
    init<Request: OCPPRequest>(_ request: Request, for version: OCPPVersion) throws(StationOperationError) {
        do throws(OCPPEncodingError) {
            payload = try request.encoded(for: version)
        } catch {
            throw .field(error.key, reason: error.reason)
        }
        action = Request.action
        isAnswer = { (try? Request.Response(decoding: $0)) != nil }
    }
}
