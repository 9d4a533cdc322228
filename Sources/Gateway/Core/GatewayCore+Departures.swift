// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Store

/// DERs that leave the feeder, those that come back, and what stays with a name or an outlet meanwhile.
extension GatewayCore {
    /// Notes what leaves, before it is forgotten: it counts until what it was told has run out.
    mutating func depart(_ change: FeederChange, to new: DispatchModel, now: Moment) -> [GatewayAction] {
        guard !change.departed.isEmpty else { return [] }
        let counted = DepartedPower.counted(dispatchInput(now: now))
        var forgotten: [StoreRecord] = []
        for der in change.departed {
            let (unit, known) = (model.feeder.ders[der], state.ders[der])
            let ends = [known.command?.validUntil, known.outlasting?.until, proofs[der].heldUntil].compactMap { $0 }
            let end = ends.reduce(now.utc + DepartedDER.leastTime) { max($0, $1) }
            let path = model.index.path(from: Int(model.index.nodeOfDER[der]))
            departed.append(
                DepartedDER(
                    id: unit.id, site: unit.site, kind: unit.unit.kind, phases: unit.phases,
                    reach: unit.communication.reach, outlet: outlet(of: unit),
                    path: path.map { model.feeder.nodes[$0].id }, band: counted[der], command: known.command,
                    kilowattsPerAmpere: nominalKilowattsPerAmpere(der), memory: memory.ders[der],
                    until: Moment(utc: end, steady: now.steady + (end - now.utc))))
            if known.needs != nil || keptNeeds[der] != nil, new.index.derPosition[unit.id] == nil {
                forgotten.append(.chargingNeeds(unit.id, nil))
            }
        }
        return forgotten.isEmpty ? [] : [.record(forgotten)]
    }

    /// A DER that comes back before what it was told has run out may still be doing it. Another device under its name
    /// does not end that.
    ///
    /// - Parameter arrived: positions of the DERs of which nothing is known yet.
    mutating func welcomeBack(_ arrived: [DER.ID: Int]) {
        guard !departed.isEmpty else { return }
        var away: [DepartedDER] = []
        // Of several under one name the last is the one that left last.
        for gone in departed {
            guard let der = arrived[gone.id] else {
                away.append(gone)
                continue
            }
            if let known = gone.memory { memory.ders[der] = known.renewed }
            if gone.isReturned(as: model.feeder.ders[der]) { resume(gone, der: der) } else { away.append(gone) }
        }
        departed = away
    }

    /// What it was told stands. A station holds amperes: where they are worth more by the new plate, so is what it
    /// holds.
    private mutating func resume(_ gone: DepartedDER, der: Int) {
        let (old, new) = (gone.kilowattsPerAmpere ?? 0, nominalKilowattsPerAmpere(der) ?? 0)
        let ratio = old > 0 ? max(new / old, 1) : 1
        state.noteMayHold(
            PowerBand(importLimit: gone.band.importLimit * ratio, exportLimit: gone.band.exportLimit), der: der)
        guard var command = gone.command else { return }
        if command.power > .zero { command.power = command.power * ratio }
        command.standing = .unanswered
        state.change(der: der) { $0.command = command }
    }

    /// A vehicle stays at its outlet, or with its DER's name where that is set up anew: so does what it needs.
    mutating func takeOverNeeds(_ change: FeederChange, from before: GatewayCore) {
        for (der, same) in change.oldDER.enumerated() where same == nil {
            guard let source = formerPlace(of: der, change, before) else { continue }
            let known = before.state.ders[source]
            state.change(der: der) {
                $0.needs = known.needs
                $0.transactionStart = $0.transactionStart ?? known.transactionStart
            }
        }
    }

    /// The DER of before whose vehicle stands at this one now, by position.
    private func formerPlace(of der: Int, _ change: FeederChange, _ before: GatewayCore) -> Int? {
        let unit = model.feeder.ders[der]
        guard case .evse = unit.unit else { return nil }
        if let place = outlet(of: unit), let there = before.derOfEVSE[place] { return there }
        guard let named = change.formerDER[der] else { return nil }
        let earlier = before.model.feeder.ders[named]
        guard case .evse = earlier.unit, earlier.site == unit.site else { return nil }
        // Its vehicle stays at the outlet, under that one's new name.
        if let left = outlet(of: earlier), derOfEVSE[left] != nil { return nil }
        return named
    }

    /// Most nodes that are away with a latched alarm: as many as a large feeder has.
    static let mostAbsentLatches = 100_000

    /// Only a person takes back a latched alarm, also of a node that is away for a while.
    mutating func carryLatches(from before: GatewayCore) {
        let latched = zip(before.model.feeder.nodes, before.memory.nodes).filter { $1.isLatched }.map(\.0.id)
        for id in absentLatches.union(latched).sorted() {
            if let node = model.index.nodePosition[id] {
                memory.nodes[node].isLatched = true
                absentLatches.remove(id)
            } else if absentLatches.count < Self.mostAbsentLatches {
                absentLatches.insert(id)
            }
        }
    }
}
