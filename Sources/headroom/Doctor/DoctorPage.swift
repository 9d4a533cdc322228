// SPDX-License-Identifier: Apache-2.0

import JSON

/// A diagnosis as lines for people.
enum DoctorPage {
    static func lines(_ document: JSONValue) -> [String] {
        let findings = document["findings"]?.array ?? []
        let faults = findings.filter { $0["severity"]?.string == "fault" }
        let notes = findings.filter { $0["severity"]?.string != "fault" }
        let name = document["site"]?.string ?? document["station"]?.string ?? "?"
        let watched = document["watchedS"]?.double.map { " in \(Words.number($0)) s" } ?? ""
        var lines = ["\(name): \(counted(faults.count, "fault")), \(counted(notes.count, "note"))\(watched)"]
        for finding in faults + notes { lines += self.lines(of: finding) }
        for well in document["well"]?.array ?? [] { lines.append("well   \(well.string ?? "")") }
        if document["seesDeniedTopics"]?.bool == false {
            lines.append("note   the broker is not ours: topics that it refuses are not seen; look into its log")
        }
        // A site and a station write what they like, and a terminal obeys what it is sent.
        return lines.map(Words.printable)
    }

    private static func lines(of finding: JSONValue) -> [String] {
        func text(_ key: String) -> String { finding[key]?.string ?? "-" }
        return [
            "\(Words.column(text("severity"), 6)) \(text("kind")) at \(text("subject"))",
            "       seen      \(text("seen"))",
            "       expected  \(text("expected"))",
            "       remedy    \(text("remedy"))",
        ]
    }

    private static func counted(_ count: Int, _ word: String) -> String {
        "\(count == 0 ? "no" : "\(count)") \(word)\(count == 1 ? "" : "s")"
    }
}
