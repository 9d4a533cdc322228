// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// The documents of REST about curtailed energy.
enum CurtailmentDocument {
    /// The feeder's sums and some of its sites.
    ///
    /// - Parameter next: where the next page begins; nil after the last site.
    static func books(
        _ books: CurtailmentBooks, _ sites: some Sequence<SiteCurtailment>, next: Site.ID?, now: UTCInstant
    ) -> JSONValue {
        let total = books.total
        return [
            "since": GatewayDocument.time(books.since), "time": GatewayDocument.time(now),
            "curtailedKWh": GatewayDocument.kWh(total.total), "rules": rules(total), "sites": .array(sites.map(site)),
            "next": next.map { .string($0.text) } ?? .null,
        ]
    }

    private static func site(_ site: SiteCurtailment) -> JSONValue {
        [
            "site": .string(site.site.text), "curtailedKWh": GatewayDocument.kWh(site.energies.total),
            "rules": rules(site.energies),
            "ders": .array(
                site.ders.map { ["id": .string($0.der.text), "curtailedKWh": GatewayDocument.kWh($0.energy)] }),
        ]
    }

    private static func rules(_ energies: CurtailmentBooks.Energies) -> JSONValue {
        .array(
            energies.inOrder.map { rule, energy in
                [
                    "cause": .string(rule.cause.rawValue), "principle": .string(rule.principle.rawValue),
                    "direction": .string(rule.direction.rawValue), "curtailedKWh": GatewayDocument.kWh(energy),
                ]
            })
    }
}
