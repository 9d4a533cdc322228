// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON

/// A request to a station, which answers in its own time.
struct StationRequestOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The station's OCPP identity.", valueName: "STATION")) var station: String
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    /// Longer than a station may take to answer the calls that wait and this one.
    private static let patience = Duration.seconds(90)
    private static let pollInterval = Duration.milliseconds(200)

    /// Asks, waits for the station's word, and prints it.
    func send(_ operation: String, _ fields: KeyValuePairs<String, JSONValue?>) async throws {
        var body = JSONObject()
        for (key, value) in fields { if let value { body[key] = value } }
        let known = try await ask(operation, .object(body))
        print(json ? known.serialized() : Self.line(known, station))
    }

    /// Asks, and returns what is known of the request once the station said yes.
    func ask(_ operation: String, _ body: JSONValue) async throws -> JSONValue {
        let client = try gateway.client()
        let path = "/v1/stations/\(try PathName(station, "station").text)"
        let asked = try await client.call(.POST, "\(path)/\(operation)", body: body)
        let number = asked["number"]?.int ?? 0
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline {
            let known = try await client.call(.GET, "\(path)/requests/\(number)")
            switch known["standing"]?.string {
            case "accepted", "scheduled": return known
            case "rejected", "notSupported", "unanswered":
                throw CommandError.outside(Words.printable(Self.line(known, station)))
            default: try await Task.sleep(for: Self.pollInterval)
            }
        }
        throw CommandError.outside("\(station): no answer of the station yet")
    }

    /// What became of a request, in a line.
    static func line(_ known: JSONValue, _ station: String) -> String {
        let action = known["action"]?.string ?? ""
        let said: String =
            switch known["standing"]?.string {
            case "accepted": "the station accepted \(action)"
            case "scheduled": "the station will do \(action) when nothing runs any more"
            case "rejected": "the station refused \(action)"
            case "notSupported": "the station does not support \(action)"
            default: "the station did not answer \(action)"
            }
        let word = known["status"]?.string.map { " (\($0))" } ?? ""
        let reason = known["reason"]?.string.map { ": \($0)" } ?? ""
        return "\(station): \(said)\(word)\(reason)"
    }
}
