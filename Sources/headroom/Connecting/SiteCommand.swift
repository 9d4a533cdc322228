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
            runs. The topology must name the site; `headroom topology apply` adds one while the gateway runs. Before the
            first run --new makes the folder and its key.

            EXAMPLES
              headroom site add home-01
              headroom site add trafo-2 --node --json
              headroom site add home-01 --data /var/lib/headroom --new
            """)

    @Argument(help: ArgumentHelp("The site; with --node, the measured node.", valueName: "SITE")) var site: String
    @Flag(help: "The meter of a measured node, not a site.") var node = false
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var folder: InstallerOptions

    func run() throws {
        let sheet = try node ? nodeSheet() : siteSheet()
        if json { return print(sheet.serialized()) }
        let mqtt = sheet["mqtt"]
        print("MQTT           \(mqtt?["url"]?.string ?? "")")
        if let user = mqtt?["user"]?.string, let password = mqtt?["password"]?.string {
            print("MQTT user      \(user)")
            print("MQTT password  \(password)")
        } else {
            print("MQTT user      as that broker knows it: it is not Headroom's, and knows none of its passwords")
        }
        for topic in sheet["topics"]?.array ?? [] {
            let signal = topic["signal"]?.string.map { "  (\($0))" } ?? ""
            print("\(Words.column(topic["direction"]?.string ?? "", 14)) \(topic["topic"]?.string ?? "")\(signal)")
        }
    }

    private func siteSheet() throws -> JSONValue {
        guard let id = Site.ID(site) else { throw CommandError.input("\(site) is no identifier of a site") }
        let place = try folder.place()
        if let feeder = place.feeder, !feeder.sites.contains(where: { $0.id == id }) {
            throw place.unknown("site", site, known: feeder.sites.map(\.id.text))
        }
        return InstallerSheet.site(id, place.secrets, mqtt: place.mqtt, feeder: place.feeder)
    }

    private func nodeSheet() throws -> JSONValue {
        guard let id = ConnectivityNode.ID(site) else {
            throw CommandError.input("\(site) is no identifier of a node")
        }
        let place = try folder.place()
        if let feeder = place.feeder {
            let measured = feeder.nodes.filter { $0.hasMeter && $0.kind != .usagePoint }
            guard measured.contains(where: { $0.id == id }) else {
                throw place.unknown("node with a meter of its own", site, known: measured.map(\.id.text))
            }
        }
        return InstallerSheet.node(id, place.secrets, mqtt: place.mqtt)
    }
}
