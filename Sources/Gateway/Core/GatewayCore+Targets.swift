// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

extension GatewayCore {
    /// Why a target cannot be set.
    enum TargetError: Error, Hashable {
        /// No such DER, or it went with a change of the topology.
        case unknown
        /// It stores nothing that could come back.
        case noStorage
        /// What it can charge or discharge does not hold it; magnitudes.
        case beyondPlate(charge: ActivePower, discharge: ActivePower)
        /// A vehicle charges by its needs and its share; only its discharge can be wanted.
        case vehicleCharges
        /// It ends before it begins, or has ended.
        case ended
        /// It ends later than is kept.
        case tooLong(most: Duration)
        /// So many are set already.
        case tooMany(most: Int)

        /// The error as one sentence.
        var text: String {
            switch self {
            case .unknown: "there is no such DER"
            case .noStorage: "it is no battery and allows no discharge"
            case .beyondPlate(let charge, let discharge):
                "it charges with at most \(charge.words) and discharges with at most \(discharge.words)"
            case .vehicleCharges: "a vehicle charges by its needs and its share: only a discharge can be wanted"
            case .ended: "it ends before it begins, or has ended"
            case .tooLong(let most): "it ends more than \(Int(most.inSeconds / 3_600)) hours from now"
            case .tooMany(let most): "there are \(most) already"
            }
        }
    }

    /// Two days: what is planned further ahead will be planned anew before.
    static let longestTarget = Duration.seconds(172_800)

    /// Notes what somebody would like a storage to do. It is a wish: limits, reserve and needs bind. It outlives this
    /// run.
    mutating func setTarget(_ target: DERTarget, now: Moment) -> Result<[GatewayAction], TargetError> {
        guard let der = model.index.derPosition[target.der] else { return .failure(.unknown) }
        let unit = model.feeder.ders[der].unit
        guard unit.isStorage else { return .failure(.noStorage) }
        if unit.kind == .evse, target.power > .zero { return .failure(.vehicleCharges) }
        guard target.power <= unit.maximumImport, target.power >= -unit.maximumExport else {
            return .failure(.beyondPlate(charge: unit.maximumImport, discharge: unit.maximumExport))
        }
        guard target.end > max(target.start, now.utc) else { return .failure(.ended) }
        guard target.end - now.utc <= Self.longestTarget else { return .failure(.tooLong(most: Self.longestTarget)) }
        targets.dropEnded(before: now.utc)
        guard targets.insert(target) else { return .failure(.tooMany(most: TargetBook.mostPerDER)) }
        let values = GatewayDocument.target(target)
        return .success([targetRecord(.target(target), target.author, "target.set", target.der, values, now)])
    }

    /// Takes back all targets of a storage.
    mutating func removeTargets(of der: DER.ID, author: String, now: Moment) -> (count: Int, actions: [GatewayAction]) {
        let count = targets.removeAll(of: der)
        guard count > 0 else { return (0, []) }
        let values: JSONValue = ["count": .number(Double(count))]
        return (count, [targetRecord(.targetsRemoved(of: der), author, "target.remove", der, values, now)])
    }

    /// Takes over what an earlier run left, in the order it was set; what is of no storage of this feeder is left out.
    mutating func restoreTargets(_ kept: [DERTarget], now: UTCInstant) {
        for target in kept where target.end > now {
            guard let der = model.index.derPosition[target.der] else { continue }
            let unit = model.feeder.ders[der].unit
            let most = unit.kind == .evse ? ActivePower.zero : unit.maximumImport
            // The plate may have changed since.
            guard unit.isStorage, target.power <= most, target.power >= -unit.maximumExport else { continue }
            _ = targets.insert(target)
        }
    }

    private func targetRecord(
        _ record: StoreRecord, _ author: String, _ action: String, _ der: DER.ID, _ values: JSONValue, _ now: Moment
    ) -> GatewayAction {
        .record([
            record,
            .audit(
                AuditEntry(
                    time: now.utc, author: author, action: action, target: der.text, reason: nil,
                    detailsJSON: values.serialized())),
        ])
    }
}
