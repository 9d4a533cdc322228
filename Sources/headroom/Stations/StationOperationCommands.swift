// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON

/// `headroom station reset`
struct StationResetCommand: AsyncParsableCommand {
    /// How it starts anew.
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case soft, hard
        case onIdle = "on-idle"
        case immediate
        case immediateAndResume = "immediate-and-resume"

        /// REST's word for it.
        var word: String { "\(self)" }
    }

    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Asks a station, or one of its EVSEs, to start anew.",
        discussion: """
            soft and hard are of OCPP 1.6; on-idle, immediate and (2.1) immediate-and-resume of 2.x. Without --type the
            gentlest: soft, or on-idle. It is dispatched again when its default is installed and read back.

            EXAMPLES
              headroom station reset home-01-cs
              headroom station reset home-01-cs --type hard
              headroom station reset street-cs --type immediate --evse 2 --json
            """)

    @Option(help: "How it starts anew.") var type: Kind?
    @Option(help: ArgumentHelp("One EVSE, of OCPP 2.x; else the whole station.", valueName: "N")) var evse: Int?
    @OptionGroup var asked: StationRequestOptions

    func run() async throws {
        try await asked.send(
            "reset", ["type": type.map { .string($0.word) }, "evse": evse.map { .number(Double($0)) }])
    }
}

/// `headroom station unlock`
struct StationUnlockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock", abstract: "Asks a station to let go of a plug.",
        discussion: """
            EXAMPLES
              headroom station unlock home-01-cs
              headroom station unlock street-cs --evse 2
            """)

    @Option(help: ArgumentHelp("The EVSE; in OCPP 1.6 the connector.", valueName: "N")) var evse = 1
    @Option(help: ArgumentHelp("Its connector, of OCPP 2.x.", valueName: "N")) var connector: Int?
    @OptionGroup var asked: StationRequestOptions

    func run() async throws {
        try await asked.send(
            "unlock", ["evse": .number(Double(evse)), "connector": connector.map { .number(Double($0)) }])
    }
}

/// `headroom station trigger`
struct StationTriggerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trigger", abstract: "Asks a station to send a message of its own now.",
        discussion: """
            MESSAGE is the standard's name for it: StatusNotification, MeterValues, BootNotification, ...

            EXAMPLES
              headroom station trigger home-01-cs StatusNotification --evse 1
              headroom station trigger home-01-cs FirmwareStatusNotification --json
            """)

    @OptionGroup var asked: StationRequestOptions
    @Argument(help: ArgumentHelp("The message.", valueName: "MESSAGE")) var message: String
    @Option(help: ArgumentHelp("The EVSE that it is about.", valueName: "N")) var evse: Int?

    func run() async throws {
        try await asked.send("trigger", ["message": .string(message), "evse": evse.map { .number(Double($0)) }])
    }
}

/// `headroom station availability`
struct StationAvailabilityCommand: AsyncParsableCommand {
    /// What it is to be.
    enum State: String, ExpressibleByArgument, CaseIterable {
        case operative, inoperative
    }

    static let configuration = CommandConfiguration(
        commandName: "availability", abstract: "Takes a station, or one of its EVSEs, into or out of operation.",
        discussion: """
            It counts as before until the station says itself how it is. "scheduled" means: when the transaction that
            runs has ended.

            EXAMPLES
              headroom station availability home-01-cs inoperative
              headroom station availability street-cs operative --evse 2
            """)

    @OptionGroup var asked: StationRequestOptions
    @Argument(help: "operative or inoperative.") var state: State
    @Option(help: ArgumentHelp("One EVSE; else the whole station.", valueName: "N")) var evse: Int?

    func run() async throws {
        try await asked.send(
            "availability", ["operative": .bool(state == .operative), "evse": evse.map { .number(Double($0)) }])
    }
}

/// `headroom station call`
struct StationCallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call", abstract: "Passes an action of the standard through to a station.",
        discussion: """
            The payload is JSON of the station's version of OCPP, from FILE or, with -, from standard input; without
            either it is {}. It is held against the standard before it leaves. Reservations, local list, logs, firmware,
            settings and certificates are passed; charging profiles are not, they are the dispatcher's.

            EXAMPLES
              headroom station call home-01-cs GetLocalListVersion
              headroom station call home-01-cs UpdateFirmware firmware.json
              echo '{"key": ["MeterValueSampleInterval"]}' | headroom station call home-01-cs GetConfiguration - --json
            """)

    @OptionGroup var asked: StationRequestOptions
    @Argument(help: ArgumentHelp("The action, e.g. GetLog.", valueName: "ACTION")) var action: String
    @Argument(help: ArgumentHelp("The payload; - is standard input.", valueName: "FILE")) var file: String?

    func run() async throws {
        let name = try PathName(action, "action").text
        var payload: JSONValue = [:]
        if let file {
            let text = try file == "-" ? InputFile.standardInput() : InputFile.text(file)
            do throws(JSONError) { payload = try JSONValue(parsing: text) } catch {
                throw CommandError.input("\(file):\(error.location(in: text.utf8)): \(error.kind)")
            }
        }
        let known = try await asked.ask("calls/\(name)", payload)
        if asked.json { return print(known.serialized()) }
        print(StationRequestOptions.line(known, asked.station))
        if let answer = known["answer"], !answer.isNull { print(Words.printable(answer.serialized())) }
    }
}
