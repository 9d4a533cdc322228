// SPDX-License-Identifier: Apache-2.0

import NIOSSL

extension OCPPServer {
    /// TLS 1.2 or later, as OCPP's security profiles ask. With a client authority the certificate is mandatory: one
    /// port speaks one security profile.
    static func makeContext(_ files: TLS) throws(OCPPServerError) -> NIOSSLContext {
        let chain = try read(files.certificateChainFile) { try NIOSSLCertificate.fromPEMFile($0) }
        let key = try read(files.privateKeyFile) { try NIOSSLPrivateKey(file: $0, format: .pem) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        if let authority = files.clientAuthorityFile {
            configuration.trustRoots = .certificates(try read(authority) { try NIOSSLCertificate.fromPEMFile($0) })
            configuration.certificateVerification = .noHostnameVerification
        }
        return try read(files.certificateChainFile) { _ in try NIOSSLContext(configuration: configuration) }
    }

    private static func read<Item>(_ file: String, _ body: (String) throws -> Item) throws(OCPPServerError) -> Item {
        do { return try body(file) } catch { throw .certificate(file: file, reason: "\(error)") }
    }
}
