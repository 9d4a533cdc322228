// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Gateway
import GridModel

/// Where the key file is and what the installer's addresses are.
struct InstallerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Data folder of the gateway; else the only one in .headroom.", valueName: "DIR"))
    var data: String?
    @Flag(help: "Make the folder and its key where they are not there yet: before the first run.") var new = false
    @Option(help: ArgumentHelp("Host as the installer reaches it; else where the gateway listens.", valueName: "H"))
    var host: String?
    @Option(help: ArgumentHelp("Port of MQTT; else as the gateway last had it, or 1883.", valueName: "N"))
    var mqttPort: Int?
    @Option(help: ArgumentHelp("Port of OCPP; else as the gateway last had it, or 9000.", valueName: "N"))
    var ocppPort: Int?

    func validate() throws {
        guard !new || data != nil else { throw ValidationError("--new needs --data: the folder to make") }
    }

    /// What is known of the gateway of a folder.
    struct Place {
        var secrets: MachineSecrets
        var host: String
        var mqtt: MQTTAddress
        var stationPorts: StationPorts
        /// The feeder, where the folder's gateway has run and its topology file is still there.
        var feeder: Feeder?
        var topology: String?

        /// The error for what the topology does not have.
        func unknown(_ what: String, _ name: String, known: [String]) -> CommandError {
            let listed = known.prefix(Self.listed).joined(separator: ", ") + (known.count > Self.listed ? ", ..." : "")
            let rest = known.isEmpty ? "there is none" : "there are \(listed)"
            return .input("\(topology ?? "the topology") has no \(what) \(name); \(rest)")
        }

        private static let listed = 10
    }

    /// The topology that the gateway has, or will have: while it runs the one in force, else the file where that was
    /// edited since.
    private static func topology(_ given: String?, in folder: String, isRunning: Bool) -> String? {
        let files = FileManager.default
        let inForce = "\(folder)/topology.yaml"
        func edited(_ path: String) -> Date? {
            (try? files.attributesOfItem(atPath: path))?[.modificationDate] as? Date
        }
        guard let given, files.isReadableFile(atPath: given), let last = edited(given) else { return nil }
        guard files.isReadableFile(atPath: inForce), let written = edited(inForce) else { return given }
        return isRunning || last < written ? inForce : given
    }

    func place() throws(CommandError) -> Place {
        let folder = if new, let data { data } else { try DataFolders.find(data) }
        let secrets: MachineSecrets
        do throws(MachineSecrets.Fault) {
            secrets = try MachineSecrets(file: "\(folder)/master.key", isNew: new)
        } catch { throw .outside("\(error)") }
        let known = (try? GatewayFile.running(in: folder)) ?? GatewayFile.last(in: folder)
        var mqtt = known?.mqtt ?? MQTTAddress(host: "127.0.0.1", port: 1883)
        if mqtt.isOurs { mqtt.host = host ?? mqtt.host }
        mqtt.port = mqttPort ?? mqtt.port
        let isRunning = FileManager.default.fileExists(atPath: "\(folder)/ready.json")
        let file = Self.topology(known?.topology, in: folder, isRunning: isRunning)
        if known != nil, file == nil { StandardError.write("note: not checked, its topology file is not there") }
        var ports = known?.stationPorts ?? StationPorts(main: 9000, isTLS: false)
        if let ocppPort { ports.main = ocppPort }
        return Place(
            secrets: secrets, host: host ?? known?.host ?? "127.0.0.1", mqtt: mqtt,
            stationPorts: ports,
            feeder: try file.map { file throws(CommandError) in try TopologyReader.feeder(file) }, topology: file)
    }
}
