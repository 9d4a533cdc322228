// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gateway
import JSON

/// What a gateway leaves in its data folder: where it is reached now, or was when it last ran.
struct GatewayFile {
    var url: String
    var keyFile: String
    var host: String
    var mqtt: MQTTAddress
    var stationPorts: StationPorts
    var isTLS: Bool
    var topology: String?

    /// The gateway that runs on a folder.
    static func running(in folder: String) throws(CommandError) -> GatewayFile {
        let path = "\(folder)/ready.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .outside("no gateway runs on \(folder): there is no \(path)")
        }
        guard let file = GatewayFile(data) else {
            throw .outside("\(path) is not what a gateway writes; give --url and --key-file")
        }
        return file
    }

    /// The gateway that runs, or ran last, on a folder; nil before the first.
    static func last(in folder: String) -> GatewayFile? {
        FileManager.default.contents(atPath: "\(folder)/gateway.json").flatMap { GatewayFile($0) }
    }

    private init?(_ data: Data) {
        guard let value = try? JSONValue(parsing: Array(data)), let host = value["http"]?["host"]?.string,
            let port = value["http"]?["port"]?.int, let key = value["keyFile"]?.string,
            let mqtt = MQTTAddress(value["mqtt"]),
            let ocpp = StationPorts(value["ocpp"], isTLS: value["tls"]?.bool ?? false)
        else { return nil }
        isTLS = value["tls"]?.bool ?? false
        let local = InstallerSheet.bracketed(value["local"]?.string ?? host)
        url = "\(isTLS ? "https" : "http")://\(local):\(port)"
        keyFile = key
        self.host = host
        self.mqtt = mqtt
        stationPorts = ocpp
        topology = value["topology"]?.string
    }
}
