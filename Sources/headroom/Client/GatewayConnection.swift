// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Gateway
import JSON

/// How a command finds the gateway: by the data folder, or by an address and a key.
struct GatewayConnection: ParsableArguments {
    @Option(help: ArgumentHelp("Data folder of the gateway; else the only one in .headroom.", valueName: "DIR"))
    var data: String?

    @Option(help: ArgumentHelp("Address of the gateway, e.g. http://127.0.0.1:8080.", valueName: "URL"))
    var url: String?

    @Option(help: ArgumentHelp("File with the operator's key.", valueName: "FILE"))
    var keyFile: String?

    @Option(help: ArgumentHelp("Certificates (PEM) that are trusted for https.", valueName: "FILE"))
    var caFile: String?

    @Option(help: ArgumentHelp("Who acts, for the records.", valueName: "NAME"))
    var author: String = NSUserName().isEmpty ? "operator" : NSUserName()

    /// A client of the running gateway.
    func client() throws(CommandError) -> GatewayClient {
        let ready: GatewayFile? =
            if url == nil || keyFile == nil { try? GatewayFile.running(in: DataFolders.find(data)) } else { nil }
        guard let address = url ?? ready?.url else {
            _ = try GatewayFile.running(in: DataFolders.find(data))
            throw .outside("no gateway is known; give --data or --url")
        }
        guard let file = keyFile ?? ready?.keyFile else {
            throw .usage("--url needs --key-file too, unless --data names the gateway's folder")
        }
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw .outside("\(file): the key file cannot be read; are you its owner?")
        }
        let key = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return GatewayClient(endpoint: try HTTPAddress(address), key: key, author: author, caFile: caFile)
    }
}

/// The folders that gateways keep their files in.
enum DataFolders {
    static let root = ".headroom"

    /// The folder named, or the only one there is. Only `run` makes one: a mistyped name is not a new gateway.
    static func find(_ named: String?) throws(CommandError) -> String {
        if let named {
            guard FileManager.default.fileExists(atPath: "\(named)/master.key") else {
                throw .input("\(named) is no gateway's folder: it has no master.key; headroom run makes one")
            }
            return named
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let folders = names.filter { FileManager.default.fileExists(atPath: "\(root)/\($0)/master.key") }.sorted()
        let running = folders.filter { FileManager.default.fileExists(atPath: "\(root)/\($0)/ready.json") }
        if running.count == 1 { return "\(root)/\(running[0])" }
        if folders.count == 1 { return "\(root)/\(folders[0])" }
        guard !folders.isEmpty else {
            throw .outside("there is no gateway's folder in \(root); start one with headroom run, or give --data")
        }
        throw .usage(
            "there are several folders in \(root): \(folders.joined(separator: ", ")); give --data \(root)/NAME")
    }
}
