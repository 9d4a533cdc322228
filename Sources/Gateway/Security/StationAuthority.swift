// SPDX-License-Identifier: Apache-2.0

import COpenSSL
import GridModel

/// Signs what stations ask to have signed for security profile 3 (OCPP 2.x use case A02; for 1.6 the security
/// whitepaper). A certificate names the identity that the station has proven, whatever its request says.
struct StationAuthority: Sendable {
    /// Why nothing was signed, or no authority could be made.
    struct Fault: Error, Hashable, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }

    /// A certificate that was issued.
    struct Issued: Hashable {
        /// PEM, the station's first, then the authority's where that is no root.
        var chain: String
        /// Until when it is good.
        var validUntil: UTCInstant
    }

    /// How long a certificate is good: stations ask for the next a month before.
    static let validity = Duration.seconds(365 * 86_400)
    /// A station's clock may lag behind ours.
    private static let backdating = Duration.seconds(3_600)
    /// Least strength of a station's key, bits: that of RSA 2048 and of EC 224 (A00.FR.509).
    private static let leastSecurityBits: Int32 = 112

    private let certificate: String
    private let key: String

    /// Reads certificate and key (PEM); the key must belong to it, be without a passphrase and be its owner's alone.
    init(certificateFile: String, keyFile: String) throws(Fault) {
        guard let certificate = DataFolder.text(of: certificateFile) else {
            throw Fault("\(certificateFile): the file cannot be read")
        }
        guard let key = DataFolder.text(of: keyFile) else { throw Fault("\(keyFile): the file cannot be read") }
        if let mode = DataFolder.mode(of: keyFile), mode & 0o077 != 0 {
            throw Fault("\(keyFile): others may read it (mode \(String(mode, radix: 8))); run chmod 600 on it")
        }
        self.certificate = certificate
        self.key = key
        guard let issuer = OpenSSLHandle.certificate(certificate) else {
            throw Fault("\(certificateFile): no certificate in PEM")
        }
        guard let secret = OpenSSLHandle.key(key) else {
            throw Fault("\(keyFile): no private key in PEM without a passphrase")
        }
        guard X509_check_private_key(issuer.pointer, secret.pointer) == 1 else {
            throw Fault("\(keyFile): not the key of \(certificateFile)")
        }
        guard X509_check_ca(issuer.pointer) == 1 else { throw Fault("\(certificateFile): not of an authority") }
    }

    /// Signs a request (PKCS #10, PEM) for a station.
    func sign(_ request: String, for identity: ChargingStation.ID, now: UTCInstant) throws(Fault) -> Issued {
        guard let request = OpenSSLHandle.request(request) else { throw Fault("the request is no PKCS #10 in PEM") }
        guard let publicKey = OpenSSLHandle(X509_REQ_get_pubkey(request.pointer), free: EVP_PKEY_free) else {
            throw Fault("the request has no key that is understood")
        }
        guard X509_REQ_verify(request.pointer, publicKey.pointer) == 1 else {
            throw Fault("the request is not signed by its own key")
        }
        let strength = EVP_PKEY_get_security_bits(publicKey.pointer)
        guard strength >= Self.leastSecurityBits else {
            throw Fault("its key has a strength of \(strength) bits; \(Self.leastSecurityBits) are the least")
        }
        guard let issuer = OpenSSLHandle.certificate(certificate), let secret = OpenSSLHandle.key(key),
            let issued = OpenSSLHandle(X509_new(), free: X509_free)
        else { throw Fault("OpenSSL has no memory") }
        let end = min(now + Self.validity, try Self.end(of: issuer.pointer, now: now))
        let digest = EVP_PKEY_get_base_id(secret.pointer) == EVP_PKEY_ED25519 ? nil : EVP_sha256()
        guard fill(issued.pointer, request.pointer, publicKey.pointer, issuer.pointer, identity, now, end),
            X509_sign(issued.pointer, secret.pointer, digest) > 0, let leaf = PEMText.of(issued.pointer)
        else { throw Fault("OpenSSL did not sign it") }
        let isRoot = X509_NAME_cmp(X509_get_subject_name(issuer.pointer), X509_get_issuer_name(issuer.pointer)) == 0
        let rest = isRoot ? "" : PEMText.of(issuer.pointer) ?? ""
        return Issued(chain: leaf + rest, validUntil: end)
    }

    /// Until when the authority's own certificate is good; nothing is worth more than what vouches for it.
    private static func end(of issuer: OpaquePointer, now: UTCInstant) throws(Fault) -> UTCInstant {
        var (days, seconds): (Int32, Int32) = (0, 0)
        guard ASN1_TIME_diff(&days, &seconds, nil, X509_get0_notAfter(issuer)) == 1 else {
            throw Fault("the end of the authority's certificate cannot be read")
        }
        guard days >= 0, seconds > 0 || days > 0 else { throw Fault("the authority's certificate has run out") }
        return now + .seconds(Int64(days) * 86_400 + Int64(seconds))
    }

    /// Puts all but the signature into a certificate (RFC 5280).
    private func fill(
        _ issued: OpaquePointer, _ request: OpaquePointer, _ publicKey: OpaquePointer, _ issuer: OpaquePointer,
        _ identity: ChargingStation.ID, _ now: UTCInstant, _ end: UTCInstant
    ) -> Bool {
        // A positive number of 127 bits that nobody can guess.
        var serial = RandomBytes.make(16)
        serial[0] = serial[0] & 0x7F | 0x40
        guard let number = BN_bin2bn(serial, Int32(serial.count), nil) else { return false }
        defer { BN_free(number) }
        let begin = now - Self.backdating
        guard X509_set_version(issued, 2) == 1, BN_to_ASN1_INTEGER(number, X509_get_serialNumber(issued)) != nil,
            ASN1_TIME_set(X509_getm_notBefore(issued), Int(begin.milliseconds / 1_000)) != nil,
            ASN1_TIME_set(X509_getm_notAfter(issued), Int(end.milliseconds / 1_000)) != nil,
            X509_set_issuer_name(issued, X509_get_subject_name(issuer)) == 1, X509_set_pubkey(issued, publicKey) == 1
        else { return false }
        return name(issued, request, identity) && extend(issued, issuer)
    }

    /// The subject: the organization as asked, and the identity.
    private func name(_ issued: OpaquePointer, _ request: OpaquePointer, _ identity: ChargingStation.ID) -> Bool {
        guard let subject = OpenSSLHandle(X509_NAME_new(), free: X509_NAME_free) else { return false }
        let asked = X509_REQ_get_subject_name(request)
        let place = X509_NAME_get_index_by_NID(asked, NID_organizationName, -1)
        if place >= 0, X509_NAME_add_entry(subject.pointer, X509_NAME_get_entry(asked, place), -1, 0) != 1 {
            return false
        }
        let text = Array(identity.text.utf8)
        return X509_NAME_add_entry_by_NID(
            subject.pointer, NID_commonName, 0x1000 /* MBSTRING_UTF8 */, text, Int32(text.count), -1, 0) == 1
            && X509_set_subject_name(issued, subject.pointer) == 1
    }

    /// A certificate of a client, and of nothing else.
    private func extend(_ issued: OpaquePointer, _ issuer: OpaquePointer) -> Bool {
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer, issued, nil, nil, 0)
        let extensions: [(Int32, String)] = [
            (NID_basic_constraints, "critical,CA:FALSE"), (NID_key_usage, "critical,digitalSignature"),
            (NID_ext_key_usage, "clientAuth"), (NID_subject_key_identifier, "hash"),
            (NID_authority_key_identifier, "keyid"),
        ]
        return extensions.allSatisfy { number, value in
            guard let made = X509V3_EXT_conf_nid(nil, &context, number, value) else { return false }
            defer { X509_EXTENSION_free(made) }
            return X509_add_ext(issued, made, -1) == 1
        }
    }
}

/// A thing of OpenSSL's, freed with its owner.
private final class OpenSSLHandle {
    let pointer: OpaquePointer
    private let free: (OpaquePointer?) -> Void

    init?(_ pointer: OpaquePointer?, free: @escaping (OpaquePointer?) -> Void) {
        guard let pointer else { return nil }
        self.pointer = pointer
        self.free = free
    }

    deinit { free(pointer) }

    static func certificate(_ text: String) -> OpenSSLHandle? {
        OpenSSLHandle(PEMText.read(text) { PEM_read_bio_X509($0, nil, nil, nil) }, free: X509_free)
    }

    static func request(_ text: String) -> OpenSSLHandle? {
        OpenSSLHandle(PEMText.read(text) { PEM_read_bio_X509_REQ($0, nil, nil, nil) }, free: X509_REQ_free)
    }

    /// Nobody is asked for a passphrase: a gateway has no terminal.
    static func key(_ text: String) -> OpenSSLHandle? {
        OpenSSLHandle(
            PEMText.read(text) { PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in 0 }, nil) }, free: EVP_PKEY_free)
    }
}

/// PEM in and out of OpenSSL.
private enum PEMText {
    static func read(_ text: String, _ body: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { buffer in
            guard let source = BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count)) else { return nil }
            defer { BIO_free(source) }
            return body(source)
        }
    }

    static func of(_ certificate: OpaquePointer) -> String? {
        guard let sink = BIO_new(BIO_s_mem()) else { return nil }
        defer { BIO_free(sink) }
        guard PEM_write_bio_X509(sink, certificate) == 1 else { return nil }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4_096)
        while case let count = BIO_read(sink, &part, Int32(part.count)), count > 0 { bytes += part.prefix(Int(count)) }
        return String(validating: bytes, as: UTF8.self)
    }
}
