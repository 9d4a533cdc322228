// SPDX-License-Identifier: Apache-2.0

public import JSON

/// The ports for stations, one for each security profile of OCPP that is spoken (1 without TLS, 2 with it, 3 with
/// certificates of the stations too).
public struct StationPorts: Sendable, Hashable {
    /// The port of `--ocpp-port`.
    public var main: Int
    /// What is spoken there: with a certificate of ours profile 2, else 1.
    public var mainProfile: Int
    /// The others.
    public var further: [Int: Int]

    /// A main port, and others beside it.
    public init(main: Int, isTLS: Bool, further: [Int: Int] = [:]) {
        self.main = main
        mainProfile = isTLS ? 2 : 1
        self.further = further
    }

    /// What a file of the data folder says; nil where it says something else.
    public init?(_ document: JSONValue?, isTLS: Bool) {
        guard let port = document?["port"]?.int else { return nil }
        self.init(main: port, isTLS: isTLS)
        for (name, port) in document?["securityProfiles"]?.object ?? JSONObject() {
            guard let profile = Int(name), (1...3).contains(profile), profile != mainProfile else { continue }
            further[profile] = port.int
        }
    }

    /// Every port by its profile.
    public var all: [Int: Int] { further.merging([mainProfile: main]) { further, _ in further } }

    /// Where a station connects that may not come by less than `least`: the main port if that is enough, else the
    /// lowest that is; nil where there is none.
    public func door(for least: Int) -> (profile: Int, port: Int)? {
        if mainProfile >= least { return (mainProfile, main) }
        return all.filter { $0.key >= least }.min { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var document: JSONValue {
        var ports = JSONObject()
        for (profile, port) in all.sorted(by: { $0.key < $1.key }) {
            ports["\(profile)"] = .number(Double(port))
        }
        return .object(ports)
    }
}
