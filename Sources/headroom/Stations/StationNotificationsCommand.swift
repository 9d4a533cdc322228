// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON

/// `headroom station notifications`
struct StationNotificationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notifications", abstract: "What a station told lately of its firmware, logs and reservations.",
        discussion: """
            The last 32 since the gateway began, newest first; the audit log has them for longer.

            EXAMPLES
              headroom station notifications home-01-cs
              headroom station notifications home-01-cs --json
            """)

    @Argument(help: ArgumentHelp("The station's OCPP identity.", valueName: "STATION")) var station: String
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let path = "/v1/stations/\(try PathName(station, "station").text)/notifications"
        let told = try await gateway.client().call(.GET, path)
        if json { return print(told.serialized()) }
        for entry in told["notifications"]?.array ?? [] {
            let words = [entry["time"]?.string, entry["action"]?.string, entry["payload"]?.serialized()]
            print(Words.printable(words.compactMap { $0 }.joined(separator: "  ")))
        }
    }
}
