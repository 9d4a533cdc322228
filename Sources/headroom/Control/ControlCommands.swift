// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import JSON
import Store

/// `headroom out-of-service`
struct OutOfServiceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "out-of-service", abstract: "Takes a DER out of service, or back: counted, never dispatched.",
        discussion: """
            EXAMPLES
              headroom out-of-service home-01-ev --reason "cabinet open"
              headroom out-of-service home-01-ev --back
            """)

    @Argument(help: ArgumentHelp("The DER.", valueName: "DER")) var der: String
    @Flag(help: "Take it back into service.") var back = false
    @Option(help: ArgumentHelp("Why.", valueName: "TEXT")) var reason: String?
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let path = "/v1/ders/\(try PathName(der, "DER").text)/out-of-service"
        _ = try await gateway.client().call(back ? .DELETE : .POST, path, body: reason.map { ["reason": .string($0)] })
        print(
            back ? "\(der) is back in service" : "\(der) is out of service: counted at what it may do, not dispatched")
    }
}

/// `headroom stop`
struct StopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Sends everything to its default, or lets dispatch go on.",
        discussion: """
            The gateway goes on running: it measures, answers and keeps records. A stop outlives a restart.

            EXAMPLES
              headroom stop --reason "work on the feeder"
              headroom stop --resume
            """)

    @Flag(help: "Let dispatch go on.") var resume = false
    @Option(help: ArgumentHelp("Why.", valueName: "TEXT")) var reason: String?
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        _ = try await gateway.client().call(
            resume ? .DELETE : .POST, "/v1/stop", body: reason.map { ["reason": .string($0)] })
        print(
            resume ? "dispatch goes on" : "stopped: everything is sent to its default; headroom stop --resume ends it")
    }
}

/// `headroom backup`
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies the store to a new file, also while the gateway runs.",
        discussion: """
            EXAMPLES
              headroom backup /var/backups/headroom-monday.sqlite
            """)

    @Argument(help: ArgumentHelp("The new file.", valueName: "PATH")) var path: String
    @Option(help: ArgumentHelp("Data folder of the gateway; else the only one in .headroom.", valueName: "DIR"))
    var data: String?

    func run() throws {
        let source = "\(try DataFolders.find(data))/headroom.sqlite"
        guard !FileManager.default.fileExists(atPath: path) else {
            throw CommandError.input("\(path) is there already; nothing is overwritten")
        }
        do {
            let store = try Store.open(at: source, configuration: StoreConfiguration(access: .readOnly))
            try store.backup(to: path)
        } catch { throw CommandError.outside("\(error)") }
        print("\(source) copied to \(path), checked")
    }
}
