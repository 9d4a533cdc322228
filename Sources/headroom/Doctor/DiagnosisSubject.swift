// SPDX-License-Identifier: Apache-2.0

import JSON

/// What is looked at.
enum DiagnosisSubject: Sendable {
    case site(String)
    case station(String)

    var path: String {
        switch self {
        case .site(let id): "/v1/sites/\(id)/diagnosis"
        case .station(let id): "/v1/stations/\(id)/diagnosis"
        }
    }

    var id: String {
        switch self {
        case .site(let id), .station(let id): id
        }
    }

    /// From the words of the command line: one that names it, or with what it is before it.
    static func find(_ words: [String], _ client: GatewayClient) async throws -> DiagnosisSubject {
        let id = try PathName(words.last ?? "", "site or station").text
        if words.count == 2 { return words[0] == "site" ? .site(id) : .station(id) }
        let isSite = try await isThere(.site(id), client)
        let isStation = try await isThere(.station(id), client)
        switch (isSite, isStation) {
        case (true, false): return .site(id)
        case (false, true): return .station(id)
        case (true, true): throw CommandError.usage("\(id) is a site and a station: say site \(id) or station \(id)")
        case (false, false):
            throw CommandError.input(
                "the gateway knows no site and no station \(id), and nobody knocked under that name")
        }
    }

    private static func isThere(_ subject: DiagnosisSubject, _ client: GatewayClient) async throws -> Bool {
        do throws(CommandError) {
            _ = try await client.call(.GET, subject.path)
            return true
        } catch {
            guard error.status == .input, error.text.hasPrefix("there is no ") else { throw error }
            return false
        }
    }
}
