// SPDX-License-Identifier: Apache-2.0

public import GridModel

extension FleetState {
    /// What is known, on a feeder that changed: of whatever is the same in both, all that still holds; of the rest
    /// nothing, as after a start.
    ///
    /// A meter's power does not hold where something else hangs below it now, a voltage not where the path is another,
    /// and nothing that was read by other topics. No reading is believed for longer than is declared now.
    public func carried(over change: FeederChange, from old: DispatchModel, to new: DispatchModel) -> FleetState {
        var state = FleetState(new.feeder)
        for (der, before) in change.oldDER.enumerated() {
            guard let before else { continue }
            state.ders[der] = carriedDER(before, old.feeder.ders[before], new.feeder.ders[der])
            if change.isOnOtherPath[Int(new.index.nodeOfDER[der])] { state.ders[der].voltage = nil }
            if !new.feeder.ders[der].hasSamePhases(as: old.feeder.ders[before]) { state.ders[der].phasePowerKW = nil }
            state.voltageRatios[der] = voltageRatios[before]
            if let known = carriedDefault(before, old.feeder.ders[before], new.feeder.ders[der]) {
                state.learnDefault(known, der: der)
            }
        }
        for (node, before) in change.oldNode.enumerated() {
            guard let before, !change.hasOtherMeter[node] else { continue }
            state.meters[node] = meters[before].declared(
                new.feeder.nodes[node].meterMaximumAge, before: old.feeder.nodes[before].meterMaximumAge)
            if change.isOnOtherPath[node] { state.meters[node].voltage = nil }
            let hasSamePhases = old.feeder.nodes[before].phases == new.feeder.nodes[node].phases
            if !hasSamePhases { state.meters[node].phasePowerKW = nil }
            guard change.hasOtherContents[node] else { continue }
            state.meters[node].power = nil
            state.meters[node].phasePowerKW = nil
            state.meters[node].reactivePower = nil
        }
        return state
    }

    /// A DER's own word that it does no less than its plate was a word about the plate of then.
    private func carriedDER(_ before: Int, _ old: DER, _ new: DER) -> DERState {
        var state = ders[before].declared(new.maximumAge, before: old.maximumAge)
        if new.unit.maximumImport > old.unit.maximumImport, let stated = state.settings?.importLimit {
            state.settings?.importLimit = min(stated, old.unit.maximumImport)
        }
        if new.unit.maximumExport > old.unit.maximumExport, let stated = state.settings?.exportLimit {
            state.settings?.exportLimit = min(stated, old.unit.maximumExport)
        }
        return state
    }

    /// What it said of its own default; at a station also the default that was installed there, until the new one is
    /// read back.
    private func carriedDefault(_ before: Int, _ old: DER, _ new: DER) -> PowerBand? {
        let said = learnedDefaults[before]
        guard case .ocpp = new.communication, old.defaultLimit != new.defaultLimit else { return said }
        return said?.union(declaredDefaults[before]) ?? declaredDefaults[before]
    }
}

extension DER {
    /// Whether what was measured on each phase is what lies on it now.
    fileprivate func hasSamePhases(as other: DER) -> Bool {
        phases == other.phases && phaseRotation == other.phaseRotation && isPhaseKnown == other.isPhaseKnown
    }
}

extension MeterState {
    /// The same readings under another declared age.
    fileprivate func declared(_ age: Duration, before: Duration) -> MeterState {
        var state = self
        state.power = power?.declared(age, before: before)
        state.phasePowerKW = phasePowerKW?.declared(age, before: before)
        state.reactivePower = reactivePower?.declared(age, before: before)
        state.voltage = voltage?.declared(age, before: before)
        return state
    }
}

extension DERState {
    /// The same readings under another declared age.
    fileprivate func declared(_ age: Duration, before: Duration) -> DERState {
        var state = self
        state.power = power?.declared(age, before: before)
        state.phasePowerKW = phasePowerKW?.declared(age, before: before)
        state.stateOfCharge = stateOfCharge?.declared(age, before: before)
        state.voltage = voltage?.declared(age, before: before)
        state.request = request?.declared(age, before: before)
        state.available = available?.declared(age, before: before)
        return state
    }
}
