// SPDX-License-Identifier: Apache-2.0

/// The identity in a request target such as `/ocpp/CP%2001?x=1`.
enum StationPath {
    enum Fault: Error, Equatable {
        case wrongPath
        case badIdentity(String)
    }

    /// Longest identity: 48 characters in OCPP 2.x, 64 in our own topology files.
    static let maximumIdentityLength = 64

    /// The part after the prefix, decoded; a query is ignored.
    static func identity(target: String, prefix: String) throws(Fault) -> String {
        let path = target.prefix { $0 != "?" && $0 != "#" }
        guard path.hasPrefix(prefix) else { throw .wrongPath }
        let segment = path.dropFirst(prefix.count)
        guard !segment.contains("/") else { throw .wrongPath }
        guard let bytes = percentDecoded(segment.utf8) else { throw .badIdentity("percent encoding is broken") }
        guard (1...maximumIdentityLength).contains(bytes.count) else {
            throw .badIdentity("\(bytes.count) characters, allowed are 1 to \(maximumIdentityLength)")
        }
        guard bytes.allSatisfy({ (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "/") }) else {
            throw .badIdentity("only printable ASCII characters other than / are allowed")
        }
        guard bytes.first != 0x20, bytes.last != 0x20 else { throw .badIdentity("begins or ends with a space") }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func percentDecoded(_ text: Substring.UTF8View) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(nibble), let low = rest.popFirst().flatMap(nibble) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
