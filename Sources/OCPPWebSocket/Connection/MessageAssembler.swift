// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOWebSocket

/// Frames in, messages out: joins fragments, unmasks, checks sizes, UTF-8 and the rules of RFC 6455 that NIO's decoder
/// leaves to its user (masking, reserved bits, order of fragments, close codes).
struct MessageAssembler {
    enum Outcome: Equatable {
        /// A fragment, or a control frame without consequence.
        case nothing
        case text([UInt8])
        case ping([UInt8])
        case closing(code: CloseCode?, text: String)
        case violation(CloseCode, String)
    }

    /// Servers receive masked frames only, clients unmasked ones only (RFC 6455 section 5.1).
    let expectsMask: Bool
    /// Largest whole message in bytes.
    let maximumMessageBytes: Int
    /// The fragments so far; absent outside a fragmented message. Bounded by `maximumMessageBytes`.
    private var fragments: [UInt8]?

    init(expectsMask: Bool, maximumMessageBytes: Int) {
        self.expectsMask = expectsMask
        self.maximumMessageBytes = maximumMessageBytes
    }

    mutating func receive(_ frame: WebSocketFrame) -> Outcome {
        guard frame.reservedBits.isEmpty else { return .violation(.protocolError, "reserved bits set") }
        guard (frame.maskKey != nil) == expectsMask else {
            return .violation(.protocolError, expectsMask ? "frame is not masked" : "frame is masked")
        }
        switch frame.opcode {
        case .text: return begin(frame)
        case .continuation: return proceed(frame)
        case .binary: return .violation(.unacceptableData, "binary frame")
        case .ping: return .ping(frame.plainBytes)
        case .pong: return .nothing
        case .connectionClose: return Self.closing(frame.plainBytes)
        default: return .violation(.protocolError, "unknown opcode")
        }
    }

    private mutating func begin(_ frame: WebSocketFrame) -> Outcome {
        guard fragments == nil else { return .violation(.protocolError, "text frame within a fragmented message") }
        guard frame.length <= maximumMessageBytes else { return tooLarge(frame.length) }
        guard frame.fin else {
            fragments = frame.plainBytes
            return .nothing
        }
        return Self.text(frame.plainBytes)
    }

    private mutating func proceed(_ frame: WebSocketFrame) -> Outcome {
        guard var joined = fragments else { return .violation(.protocolError, "continuation without a beginning") }
        fragments = nil
        guard joined.count + frame.length <= maximumMessageBytes else { return tooLarge(joined.count + frame.length) }
        joined += frame.plainBytes
        guard frame.fin else {
            fragments = joined
            return .nothing
        }
        return Self.text(joined)
    }

    private func tooLarge(_ bytes: Int) -> Outcome {
        .violation(.messageTooLarge, "message of \(bytes) bytes or more, limit \(maximumMessageBytes)")
    }

    private static func text(_ bytes: [UInt8]) -> Outcome {
        isUTF8(bytes) ? .text(bytes) : .violation(.invalidText, "text is not UTF-8")
    }

    private static func closing(_ payload: [UInt8]) -> Outcome {
        guard !payload.isEmpty else { return .closing(code: nil, text: "") }
        guard payload.count >= 2 else { return .violation(.protocolError, "close frame of one byte") }
        let code = CloseCode(rawValue: UInt16(payload[0]) << 8 | UInt16(payload[1]))
        guard code.isSendable else { return .violation(.protocolError, "close code \(code)") }
        guard let text = String(validating: payload[2...], as: UTF8.self) else {
            return .violation(.invalidText, "close reason is not UTF-8")
        }
        return .closing(code: code, text: text)
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        (try? UTF8Span(validating: bytes.span)) != nil
    }
}

extension WebSocketFrame {
    /// The payload, unmasked in one copy.
    var plainBytes: [UInt8] {
        let payload = data
        guard let key = maskKey else { return Array(payload.readableBytesView) }
        let mask = (UInt64(key[0]) | UInt64(key[1]) << 8 | UInt64(key[2]) << 16 | UInt64(key[3]) << 24) * 0x1_0000_0001
        let count = payload.readableBytes
        return [UInt8](unsafeUninitializedCapacity: count) { target, initialized in
            payload.withUnsafeReadableBytes { source in
                let plain = UnsafeMutableRawBufferPointer(target)
                var at = 0
                while at + 8 <= count {
                    let word = source.loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ mask.littleEndian
                    plain.storeBytes(of: word, toByteOffset: at, as: UInt64.self)
                    at += 8
                }
                while at < count {
                    plain[at] = source[at] ^ key[at & 3]
                    at += 1
                }
            }
            initialized = count
        }
    }
}
