// SPDX-License-Identifier: Apache-2.0

/// Whether identifiers, stations and topics are used once and exist.
enum BindingCheck {
    static func check(_ topology: DeclaredTopology, log: inout FindingLog) {
        checkDERs(topology, log: &log)
        checkStations(topology, log: &log)
        checkTopics(topology.mappings, log: &log)
    }

    private static func checkDERs(_ topology: DeclaredTopology, log: inout FindingLog) {
        var places: [DER.ID: Place] = [:]
        places.reserveCapacity(topology.ders.count)
        for declared in topology.ders {
            if let first = places[declared.der.id] {
                log.error(
                    declared.place,
                    "duplicate id \(declared.der.id); it stands first at line \(first.line) (\(first.path))")
            } else {
                places[declared.der.id] = declared.place
            }
        }
    }

    private static func checkStations(_ topology: DeclaredTopology, log: inout FindingLog) {
        var stations: [ChargingStation.ID: DeclaredStation] = [:]
        for declared in topology.stations {
            if let first = stations[declared.station.id] {
                log.error(
                    declared.place,
                    "duplicate id \(declared.station.id); it stands first at line \(first.place.line) (\(first.place.path))"
                )
            } else {
                stations[declared.station.id] = declared
            }
        }
        var outlets: [Outlet: Place] = [:]
        for declared in topology.ders {
            guard case .ocpp(let id, let number) = declared.der.communication else { continue }
            guard let station = stations[id]?.station else {
                log.error(
                    declared.bindingPlace, "unknown station \(id); list it under `stations` of \(declared.der.site)")
                continue
            }
            if station.site != declared.der.site {
                log.error(
                    declared.bindingPlace,
                    "the station \(id) belongs to the site \(station.site), not \(declared.der.site)")
            }
            let outlet = Outlet(station: id, evse: number)
            if let first = outlets[outlet] {
                log.error(
                    declared.bindingPlace,
                    "EVSE \(number) of \(id) is already bound at line \(first.line) (\(first.path))")
            } else {
                outlets[outlet] = declared.bindingPlace
            }
        }
        let bound = Set(outlets.keys.map(\.station))
        for declared in topology.stations where !bound.contains(declared.station.id) {
            log.warning(
                declared.place, "no DER is bound to the station \(declared.station.id); it will not be dispatched")
        }
    }

    private struct Outlet: Hashable {
        var station: ChargingStation.ID
        var evse: Int
    }

    /// A value is read once and a topic written once; what we write we do not read back as a measurement.
    private static func checkTopics(_ mappings: [DeclaredMapping], log: inout FindingLog) {
        var read: [String: DeclaredMapping] = [:]
        var written: [String: DeclaredMapping] = [:]
        var readers: [String: DeclaredMapping] = [:]
        for declared in mappings {
            let mapping = declared.mapping
            let key = mapping.isWritten ? mapping.topic : "\(mapping.topic) \(mapping.pointer ?? "")"
            let first = mapping.isWritten ? written[key] : read[key]
            if let first, !(mapping.signal == .keepalive && first.mapping == mapping) {
                let what = mapping.isWritten ? "is already written" : "is already read"
                log.error(
                    declared.place,
                    "duplicate topic: \"\(mapping.topic)\"\(pointerText(mapping)) \(what) at line \(first.place.line)"
                        + " (\(first.place.path))")
            }
            if mapping.isWritten {
                written[key] = first ?? declared
            } else {
                read[key] = first ?? declared
                if first == nil { checkSite(declared, readers[mapping.topic], log: &log) }
                readers[mapping.topic] = readers[mapping.topic] ?? declared
            }
        }
        for declared in mappings where declared.mapping.isWritten {
            guard let reader = readers[declared.mapping.topic]?.place else { continue }
            log.error(
                declared.place,
                "\"\(declared.mapping.topic)\" is written here and read at line \(reader.line) (\(reader.path))")
        }
    }

    /// A site may publish what it maps: on a topic of two sites, each could speak for the other.
    private static func checkSite(_ declared: DeclaredMapping, _ other: DeclaredMapping?, log: inout FindingLog) {
        guard let other, let site = other.site, site != declared.site else { return }
        log.error(
            declared.place,
            "\"\(declared.mapping.topic)\" is a topic of the site \(site) already, at line \(other.place.line) "
                + "(\(other.place.path)); each site has topics of its own")
    }

    private static func pointerText(_ mapping: SignalMapping) -> String {
        mapping.pointer.map { $0.isEmpty ? "" : " at \($0)" } ?? ""
    }
}
