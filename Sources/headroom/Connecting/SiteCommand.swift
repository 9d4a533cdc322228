// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gateway
import GridModel
import JSON

/// `headroom site`
struct SiteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site", abstract: "What a site needs to connect.", subcommands: [SiteAddCommand.self])
}

/// `headroom site add`
struct SiteAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Prints MQTT host, user, password and topics for the installer of a site.",
        discussion: """
            The password follows from the data folder's key file: it can be printed again, before and while the gateway
            runs. The topology must name the site; a running gateway reads its topology when it starts.

            EXAMPLES
              headroom site add home-01
              headroom site add trafo-2 --node --json
            """)

    @Argument(help: ArgumentHelp("The site; with --node, the measured node.", valueName: "SITE")) var site: String
    @Flag(help: "The meter of a measured node, not a site.") var node = false
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var folder: InstallerOptions

    func run() throws {
        let place = try folder.place()
        let sheet: JSONValue
        if node {
            guard let id = ConnectivityNode.ID(site) else {
                throw CommandError.input("\(site) is no identifier of a node")
            }
            sheet = InstallerSheet.node(id, place.secrets, host: place.host, port: place.mqttPort)
        } else {
            guard let id = Site.ID(site) else { throw CommandError.input("\(site) is no identifier of a site") }
            sheet = InstallerSheet.site(id, place.secrets, host: place.host, port: place.mqttPort)
        }
        if json { return print(sheet.serialized()) }
        print("MQTT host      \(sheet["mqtt"]?["host"]?.string ?? ""):\(place.mqttPort)")
        print("MQTT user      \(sheet["mqtt"]?["user"]?.string ?? "")")
        print("MQTT password  \(sheet["mqtt"]?["password"]?.string ?? "")")
        for topic in sheet["topics"]?.array ?? [] {
            print("\(Words.column(topic["direction"]?.string ?? "", 14)) \(topic["topic"]?.string ?? "")")
        }
    }
}

/// `headroom station`
struct StationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "station", abstract: "What a charging station needs to connect.",
        subcommands: [StationAddCommand.self])
}

/// `headroom station add`
struct StationAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Prints OCPP URL, identity and password for the installer of a station.",
        discussion: """
            The password follows from the data folder's key file: it can be printed again, before and while the gateway
            runs. The topology must name the station; a running gateway reads its topology when it starts.

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
        let sheet = InstallerSheet.station(
            id, place.secrets, host: place.host, port: place.ocppPort, isTLS: place.isTLS)
        if json { return print(sheet.serialized()) }
        print("OCPP URL       \(sheet["url"]?.string ?? "")")
        print("identity       \(station)")
        print("password       \(sheet["password"]?.string ?? "")")
    }
}

/// Where the key file is and what the installer's addresses are.
struct InstallerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Data folder of the gateway; else the only one in .headroom.", valueName: "DIR"))
    var data: String?
    @Option(help: ArgumentHelp("Host as the installer reaches it; else where the gateway listens.", valueName: "H"))
    var host: String?
    @Option(help: ArgumentHelp("Port of MQTT, while no gateway runs.", valueName: "N")) var mqttPort = 1883
    @Option(help: ArgumentHelp("Port of OCPP, while no gateway runs.", valueName: "N")) var ocppPort = 9000

    struct Place {
        var secrets: MachineSecrets
        var host: String
        var mqttPort: Int
        var ocppPort: Int
        var isTLS: Bool
    }

    func place() throws(CommandError) -> Place {
        let folder = try DataFolders.find(data)
        let secrets: MachineSecrets
        do throws(MachineSecrets.Fault) {
            secrets = try MachineSecrets(file: "\(folder)/master.key")
        } catch { throw .outside("\(error)") }
        let ready = try? ReadyFile(folder: folder)
        return Place(
            secrets: secrets, host: host ?? ready?.host ?? "127.0.0.1", mqttPort: ready?.mqttPort ?? mqttPort,
            ocppPort: ready?.ocppPort ?? ocppPort, isTLS: ready?.isTLS ?? false)
    }
}
