// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gateway
import GridModel
import JSON

/// `headroom station`
struct StationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "station", abstract: "What a charging station needs to connect, and what is asked of it.",
        subcommands: [
            StationAddCommand.self, StationResetCommand.self, StationUnlockCommand.self, StationTriggerCommand.self,
            StationAvailabilityCommand.self, StationCallCommand.self, StationNotificationsCommand.self,
        ])
}

/// `headroom station add`
struct StationAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Prints OCPP URL, identity and password for the installer of a station.",
        discussion: """
            The password follows from the data folder's key file: it can be printed again, before and while the gateway
            runs. The topology must name the station; `headroom topology apply` adds one while the gateway runs. Before
            the first run --new makes the folder and its key.

            EXAMPLES
              headroom station add home-01-cs
              headroom station add home-01-cs --json
            """)

    @Argument(help: ArgumentHelp("The station's OCPP identity.", valueName: "STATION")) var station: String
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var folder: InstallerOptions

    func run() throws {
        guard let id = ChargingStation.ID(station) else {
            throw CommandError.input("\(station) is no identity of a station: 1 to 64 of letters, digits, . _ -")
        }
        let place = try folder.place()
        if let feeder = place.feeder, !feeder.stations.contains(where: { $0.id == id }) {
            throw place.unknown("station", station, known: feeder.stations.map(\.id.text))
        }
        let declared = place.feeder?.stations.first { $0.id == id }
        let least = declared?.securityProfile ?? 1
        guard
            let sheet = InstallerSheet.station(
                id, place.secrets, host: place.host, ports: place.stationPorts, least: least,
                pinned: declared?.pinnedVersion)
        else {
            throw CommandError.input(
                "no port speaks security profile \(least), which \(station) must have; see `headroom run --help`")
        }
        if json { return print(sheet.serialized()) }
        print("OCPP URL       \(sheet["url"]?.string ?? "")")
        print("identity       \(station)")
        if let password = sheet["password"]?.string { print("password       \(password)") }
        let versions = sheet["subprotocols"]?.array?.compactMap(\.string) ?? []
        print("subprotocols   \(versions.joined(separator: ", "))")
        if let name = sheet["certificateCommonName"]?.string { print("certificate    common name \(name)") }
    }
}
