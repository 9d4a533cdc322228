// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import JSON

/// `headroom doctor`
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Watches a site or a station, and names what is wrong with what it says.",
        discussion: """
            A site: topics, units, signs, clock, silence, sequence, phases. A station: clock, whether it obeys its
            profiles, rate unit, stack level, phases, meter values. Each fault says what was seen, what was expected and
            how to mend it. Exit status: 0 no fault, 1 faults.

            With --known-load it asks you to switch on a load, and says whether the meter shows it with the right sign,
            size and phase.

            EXAMPLES
              headroom doctor home-01
              headroom doctor site home-01 --for 30s --json
              headroom doctor station home-01-cs
              headroom doctor home-01 --known-load 2 --phase A
              headroom doctor home-01 --known-load 2 --der home-01-bat
            """)

    @Argument(
        help: ArgumentHelp(
            "SITE or STATION; `site SITE` or `station STATION` where both have one name.", valueName: "ID"))
    var words: [String]
    @Option(
        name: .customLong("for"), help: ArgumentHelp("How long to watch; Ctrl-C ends it sooner.", valueName: "SPAN"))
    var span: String?
    @Option(help: ArgumentHelp("A load to switch on, kW.", valueName: "KW")) var knownLoad: Double?
    @Option(help: ArgumentHelp("The phase that load is on: A, B or C.", valueName: "PHASE")) var phase: String?
    @Option(help: ArgumentHelp("The DER to look at with a known load; else the site's meter.", valueName: "DER"))
    var der: String?
    @Flag(help: "Look at the site's meter with a known load; as without it.") var meter = false
    @Flag(help: "Do not wait for Enter when a load is to be switched on.") var yes = false
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    /// How long a site or station is watched where nothing is said.
    private static let usualSpan = "60s"
    /// How long a known load is waited for.
    private static let usualLoadSpan = "30s"

    func validate() throws {
        guard words.count == 1 || (words.count == 2 && ["site", "station"].contains(words[0])) else {
            throw ValidationError("expected SITE, STATION, site SITE or station STATION")
        }
        if let knownLoad {
            guard knownLoad.isFinite, knownLoad > 0 else { throw ValidationError("--known-load must be above 0 kW") }
            guard words.count == 1 || words[0] == "site" else {
                throw ValidationError("--known-load is for a site: a station meters its vehicles alone")
            }
        } else if phase != nil || der != nil || meter || yes {
            throw ValidationError("--phase, --der, --meter and --yes go with --known-load")
        }
        if let phase, !["A", "B", "C"].contains(phase.uppercased()) {
            throw ValidationError("--phase \(phase) is none of A, B, C")
        }
        if der != nil, meter { throw ValidationError("--der or --meter, not both") }
    }

    func run() async throws {
        let span = try Span(span ?? (knownLoad == nil ? Self.usualSpan : Self.usualLoadSpan), option: "--for")
        let client = try gateway.client()
        let subject = try await DiagnosisSubject.find(words, client)
        if let knownLoad {
            guard case .site(let site) = subject else {
                throw CommandError.usage("\(words[0]) is a station; --known-load is for a site")
            }
            let dialog = KnownLoadDialog(
                site: site, subject: der ?? "meter", loadKW: knownLoad, phase: phase?.uppercased(), asks: !yes,
                client: client)
            let (document, isRight) = try await dialog.run(for: span)
            print(json ? document.serialized() : Words.printable(document["sentence"]?.string ?? ""))
            if !isRight { throw ExitCode(CommandError.Status.input.rawValue) }
            return
        }
        let document = try await DiagnosisWatch(subject: subject, client: client).run(for: span)
        if json { print(document.serialized()) } else { for line in DoctorPage.lines(document) { print(line) } }
        if document["healthy"]?.bool != true { throw ExitCode(CommandError.Status.input.rawValue) }
    }
}
