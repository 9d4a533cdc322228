// SPDX-License-Identifier: Apache-2.0

/// Who an X.509 certificate is about, as far as OCPP's security profile 3 asks: the common name holds the station's
/// serial number or identity, the organization its operator.
public struct CertificateSubject: Hashable, Sendable {
    /// The first commonName (2.5.4.3).
    public let commonName: String?
    /// The first organizationName (2.5.4.10).
    public let organization: String?

    /// From a certificate in DER; nil if its outer structure is broken. Only the way to the subject is read
    /// (RFC 5280 section 4.1): certificate, tbsCertificate, behind version, serial, signature, issuer and validity.
    init?(der: [UInt8]) {
        var outer = DERReader(der[...])
        guard var certificate = outer.read(tag: .sequence), var body = certificate.read(tag: .sequence) else {
            return nil
        }
        _ = body.read(tag: .version)
        guard body.read(tag: .integer) != nil, body.read(tag: .sequence) != nil, body.read(tag: .sequence) != nil,
            body.read(tag: .sequence) != nil, var subject = body.read(tag: .sequence)
        else { return nil }
        var names: [[UInt8]: String] = [:]
        while var set = subject.read(tag: .set) {
            while var attribute = set.read(tag: .sequence) {
                guard let type = attribute.read(tag: .objectIdentifier), let value = attribute.readText() else { break }
                if names[Array(type.bytes)] == nil { names[Array(type.bytes)] = value }
            }
        }
        commonName = names[[0x55, 0x04, 0x03]]
        organization = names[[0x55, 0x04, 0x0A]]
    }
}

/// Reads tag-length-value items one after the other.
private struct DERReader {
    enum Tag: UInt8 {
        case integer = 0x02
        case objectIdentifier = 0x06
        case sequence = 0x30
        case set = 0x31
        case version = 0xA0
    }

    private(set) var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// The content of the next item if it has this tag; else nothing is consumed.
    mutating func read(tag: Tag) -> DERReader? {
        guard bytes.first == tag.rawValue else { return nil }
        return readItem().map { DERReader($0.content) }
    }

    /// The next item as text: UTF8String, PrintableString, TeletexString (as far as it is UTF-8) or IA5String.
    mutating func readText() -> String? {
        guard let item = readItem(), [0x0C, 0x13, 0x14, 0x16].contains(item.tag) else { return nil }
        return String(validating: item.content, as: UTF8.self)
    }

    private mutating func readItem() -> (tag: UInt8, content: ArraySlice<UInt8>)? {
        var rest = bytes
        guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first & 0x80 != 0 {
            let digits = Int(first & 0x7F)
            // Four digits are far beyond any certificate; 0 is the indefinite form, which DER forbids.
            guard (1...4).contains(digits), rest.count >= digits else { return nil }
            length = rest.prefix(digits).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(digits)
        }
        guard rest.count >= length else { return nil }
        bytes = rest.dropFirst(length)
        return (tag, rest.prefix(length))
    }
}
