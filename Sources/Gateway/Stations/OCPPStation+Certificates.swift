// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import OCPP

/// Certificates of the station for security profile 3 (2.x: A02 and A04; 1.6: the security whitepaper).
extension OCPPStation {
    /// The station asks to have its key certified. Only one of the topology, which came by its password or an earlier
    /// certificate, is who it says it is.
    mutating func askedToSign(_ request: CertificateRequest, now: Moment) -> [StationEffect] {
        let isForUs = request.use.map { $0 == .chargingStationCertificate } ?? true
        guard !isUnknown, isForUs, allowance.take(at: now.steady) else {
            return answerSigning(request, isAccepted: false, now: now)
        }
        return [.sign(request)]
    }

    /// What became of its request: it is answered, and gets what was signed.
    mutating func signed(_ request: CertificateRequest, _ result: CertificateAnswer, now: Moment) -> [StationEffect] {
        switch result {
        case .refused(let reason):
            return noted("station.certificate", "not signed: \(reason)", now)
                + answerSigning(request, isAccepted: false, now: now)
        case .issued(let chain, let end):
            let date = RFC3339.format(milliseconds: end.milliseconds)
            return answerSigning(request, isAccepted: true, now: now)
                + noted("station.certificate", "signed, good until \(date)", now)
                + call(.certificate(chain: chain, request), .certificate, now: now)
        }
    }

    private mutating func answerSigning(
        _ request: CertificateRequest, isAccepted: Bool, now: Moment
    ) -> [StationEffect] {
        version == .v16
            ? answer(request.call, V16.SignCertificate.Response(status: isAccepted ? .accepted : .rejected), now: now)
            : answer(request.call, V2.SignCertificate.Response(status: isAccepted ? .accepted : .rejected), now: now)
    }

    mutating func certificateAnswered(_ outcome: CallSession.Outcome, now: Moment) -> [StationEffect] {
        guard case .result(let payload) = outcome else {
            return noted("station.certificate", "no answer to the certificate", now)
        }
        let isTaken = dialect.tookCertificate(payload)
        return noted("station.certificate", isTaken ? "installed" : "the station refused the certificate", now)
    }

    /// A security event of the station, with what it says beside it.
    mutating func securityEvent(_ type: String, _ details: String?, now: Moment) -> [StationEffect] {
        noted("station.securityEvent", details.map { "\(type): \($0)" } ?? type, now)
    }
}
