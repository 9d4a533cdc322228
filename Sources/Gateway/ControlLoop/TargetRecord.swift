// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// Keeps the targets of storages for another run, with their ends.
enum TargetRecord {
    static func write(_ target: DERTarget, to writer: inout JSONWriter) {
        writer.beginObject()
        for (key, text) in [("der", target.der.text), ("author", target.author)] {
            writer.key(text: key)
            writer.value(text)
        }
        writer.key("powerKW")
        writer.value(target.power.kilowatts)
        for (key, time) in [("start", target.start), ("end", target.end), ("createdAt", target.createdAt)] {
            writer.key(text: key)
            writer.value(RFC3339.format(milliseconds: time.milliseconds))
        }
        writer.endObject()
    }

    /// Those that an earlier run kept, in the order they were set; what has ended, what cannot be read and what is of
    /// no storage of this feeder is left out.
    static func restored(_ documents: [JSONValue], _ model: DispatchModel, now: UTCInstant) -> TargetBook {
        var book = TargetBook()
        for target in documents.compactMap(target) where target.end > now {
            guard let der = model.index.derPosition[target.der] else { continue }
            let unit = model.feeder.ders[der].unit
            let most = unit.kind == .evse ? ActivePower.zero : unit.maximumImport
            // The plate may have changed since.
            guard unit.isStorage, target.power <= most, target.power >= -unit.maximumExport else { continue }
            _ = book.insert(target)
        }
        return book
    }

    private static func target(_ document: JSONValue) -> DERTarget? {
        func time(_ key: String) -> UTCInstant? {
            document[key]?.string.flatMap(RFC3339.parse).map { UTCInstant(milliseconds: $0) }
        }
        guard let der = document["der"]?.string.flatMap({ DER.ID($0) }), let author = document["author"]?.string,
            let power = document["powerKW"]?.double, power.isFinite, let start = time("start"), let end = time("end"),
            let createdAt = time("createdAt")
        else { return nil }
        return DERTarget(
            der: der, power: .kilowatts(power), start: start, end: end, author: author, createdAt: createdAt)
    }
}
