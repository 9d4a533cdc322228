// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

/// The books of curtailed energy as they outlive a run: part of the dispatcher's memory.
enum CurtailmentRecord {
    static func write(_ books: CurtailmentBooks, _ feeder: Feeder, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("since")
        writer.value(RFC3339.format(milliseconds: books.since.milliseconds))
        writer.key("ders")
        writer.beginObject()
        for (der, energies) in zip(feeder.ders, books.ders) where !energies.isEmpty {
            writer.key(text: der.id.text)
            write(energies, &writer)
        }
        writer.endObject()
        writer.key("departedSites")
        writer.beginObject()
        for (site, energies) in books.departed.sorted(by: { $0.key < $1.key }) where !energies.isEmpty {
            writer.key(text: site.text)
            write(energies, &writer)
        }
        writer.endObject()
        writer.endObject()
    }

    private static func write(_ energies: CurtailmentBooks.Energies, _ writer: inout JSONWriter) {
        writer.beginArray()
        for (rule, energy) in energies.inOrder where energy.isFinite {
            writer.beginArray()
            writer.value(rule.cause.rawValue)
            writer.value(rule.principle.rawValue)
            writer.value(rule.direction.rawValue)
            writer.value(energy.kilowattHours)
            writer.endArray()
        }
        writer.endArray()
    }

    /// The books of an earlier run; nil where it kept none that can be read.
    static func restored(_ snapshot: DispatchMemorySnapshot, _ feeder: Feeder) -> CurtailmentBooks? {
        guard snapshot.version == MemorySnapshot.version,
            let document = (try? JSONValue(parsing: snapshot.bytes))?["curtailment"],
            let since = document["since"]?.string.flatMap(RFC3339.parse)
        else { return nil }
        var books = CurtailmentBooks(derCount: feeder.ders.count, since: UTCInstant(milliseconds: since))
        let known = document["ders"]?.object ?? JSONObject()
        for (position, der) in feeder.ders.enumerated() {
            if let entry = known[der.id.text] { books.resume(energies(entry), der: position) }
        }
        for (name, entry) in document["departedSites"]?.object ?? JSONObject() {
            if let site = Site.ID(name) { books.resume(energies(entry), departedFrom: site) }
        }
        return books
    }

    private static func energies(_ entry: JSONValue) -> CurtailmentBooks.Energies {
        var energies: CurtailmentBooks.Energies = [:]
        for item in entry.array ?? [] {
            guard let parts = item.array, parts.count == 4,
                let cause = parts[0].string.flatMap({ SetpointReason.Cause(rawValue: $0) }),
                let principle = parts[1].string.flatMap({ AccessPrinciple(rawValue: $0) }),
                let direction = parts[2].string.flatMap({ FlowDirection(rawValue: $0) }), let kWh = parts[3].double
            else { continue }
            let rule = CurtailmentRule(cause: cause, principle: principle, direction: direction)
            energies[rule] = .kilowattHours(kWh)
        }
        return energies
    }
}
