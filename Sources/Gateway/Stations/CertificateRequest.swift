// SPDX-License-Identifier: Apache-2.0

public import GridModel
public import OCPP

/// A station's request to have a certificate signed (SignCertificate).
public struct CertificateRequest: Sendable, Hashable {
    /// PKCS #10, PEM.
    public var csr: String
    /// The call that is still to be answered.
    public var call: String
    /// What the certificate is for; nil where the station does not say.
    public var use: V2.CertificateSigningUse?
    /// Its number of the request, in 2.1.
    public var requestID: Int?

    init(csr: String, call: String) {
        self.csr = csr
        self.call = call
    }

    init(_ request: V2.SignCertificate, call: String) {
        self.init(csr: request.csr, call: call)
        use = request.certificateType
        requestID = request.requestId
    }
}

/// What became of such a request.
public enum CertificateAnswer: Sendable, Hashable {
    /// The chain, PEM, the station's own first.
    case issued(chain: String, validUntil: UTCInstant)
    /// Not signed, and why.
    case refused(String)
}
