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
              headroom out-of-service home-01-ev --back --json
            """)

    @Argument(help: ArgumentHelp("The DER.", valueName: "DER")) var der: String
    @Flag(help: "Take it back into service.") var back = false
    @Option(help: ArgumentHelp("Why.", valueName: "TEXT")) var reason: String?
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let path = "/v1/ders/\(try PathName(der, "DER").text)/out-of-service"
        let answer = try await gateway.client().call(
            back ? .DELETE : .POST, path, body: reason.map { ["reason": .string($0)] })
        if json { return print(answer.serialized()) }
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
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let answer = try await gateway.client().call(
            resume ? .DELETE : .POST, "/v1/stop", body: reason.map { ["reason": .string($0)] })
        if json { return print(answer.serialized()) }
        print(
            resume ? "dispatch goes on" : "stopped: everything is sent to its default; headroom stop --resume ends it")
    }
}

/// `headroom acknowledge`
struct AcknowledgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Releases the alarm of an excess that went as far as zero.",
        discussion: """
            Once an excess at a node went on until everything below it was sent to zero, its alarm stays until somebody
            releases it. The setpoints do not wait for that: they rise again step by step when the excess is gone.

            EXAMPLES
              headroom acknowledge trafo-2
              headroom acknowledge trafo-2 --json
            """)

    @Argument(help: ArgumentHelp("The node.", valueName: "NODE")) var node: String
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let answer = try await gateway.client().call(
            .POST, "/v1/nodes/\(try PathName(node, "node").text)/acknowledge")
        print(json ? answer.serialized() : "\(node): the alarm is released")
    }
}

/// `headroom backup`
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies the store to a new file, also while the gateway runs.",
        discussion: """
            EXAMPLES
              headroom backup /var/backups/headroom-monday.sqlite
              headroom backup monday.sqlite --json
            """)

    @Argument(help: ArgumentHelp("The new file.", valueName: "PATH")) var path: String
    @Flag(help: "Print one JSON document.") var json = false
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
        let answer: JSONValue = ["from": .string(source), "path": .string(path)]
        print(json ? answer.serialized() : "\(source) copied to \(path), checked")
    }
}
