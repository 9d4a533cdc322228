// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What each DER counts for now: the larger (import) or smaller (export) of what it measures and what any limit that
/// may be in force still lets it do (rule 3). kW, load convention; not scaled to three phases.
struct CountedPower {
    /// Most it may import; below zero only for a generation or discharge that is measured live.
    var importKW: [Double]
    /// Most it may export, load convention: at most zero, above zero only for a draw that is measured live.
    var exportKW: [Double]
    /// Whether it is shared to now.
    var isDispatchable: [Bool]
    /// Whether it gets a setpoint: it is dispatchable, or disobedient and told again.
    var isCommanded: [Bool]

    init(_ input: DispatchInput, memory: DispatchMemory) {
        let count = input.model.derCount
        importKW = Array(repeating: 0, count: count)
        exportKW = Array(repeating: 0, count: count)
        isDispatchable = Array(repeating: false, count: count)
        isCommanded = isDispatchable
        for der in 0..<count {
            let isDisobeying = memory.ders[der].isDisobeying(at: input.now.steady)
            isCommanded[der] = Self.isDispatchable(input, der)
            isDispatchable[der] = isCommanded[der] && !isDisobeying
            let band = Self.bandInForce(input, der)
            let reading = input.drawnKW(der)
            importKW[der] = Self.countedImport(input, der, band.importLimit.kilowatts, reading)
            exportKW[der] = Self.countedExport(input, der, band.exportLimit.kilowatts, reading)
            if isDisobeying, reading == nil {
                // What does not follow and does not report may do whatever its plate lets it.
                importKW[der] = max(importKW[der], input.model.declared.highestImportKW[der])
                exportKW[der] = min(exportKW[der], -input.model.declared.maximumExportKW[der])
            }
        }
    }

    /// Whether it may be commanded: reachable, provisioned, in service, and with a way to command it.
    static func isDispatchable(_ input: DispatchInput, _ der: Int) -> Bool {
        input.model.declared.isControllable[der] && input.state.ders[der].link == .online
            && input.state.ders[der].isProvisioned
            && !input.state.ders[der].isOutOfService && input.state.ders[der].plug != .unavailable
    }

    /// What it may be doing as far as limits go: an EVSE without a vehicle can do nothing until one plugs in, which the
    /// plug-in reserve covers.
    static func bandInForce(_ input: DispatchInput, _ der: Int) -> PowerBand {
        if input.isKnownEmpty(der) { return PowerBand(importLimit: .zero, exportLimit: .zero) }
        if !input.settings.guards.contains(.countedPower), let command = input.state.ders[der].command {
            return input.model.feeder.ders[der].unit.band(for: command.power)
        }
        if input.state.ders[der].link != .online, !input.settings.guards.contains(.unreachable) {
            return PowerBand(importLimit: .zero, exportLimit: .zero)
        }
        if input.state.ders[der].link == .online { return input.state.ders[der].allowed }
        return input.state.ders[der].allowed.union(input.state.defaultBand(der))
    }

    private static func countedImport(
        _ input: DispatchInput, _ der: Int, _ limitKW: Double, _ reading: Double?
    ) -> Double {
        if !input.model.declared.isSpokenFor[der], let reading { return relief(reading, der, input) }
        switch input.model.declared.kind[der] {
        case .photovoltaic:
            return relief(reading ?? 0, der, input)
        case .evse:
            // Told to stop it may stay at its minimum until somebody measured that it stopped. A limit between is none
            // that was sent: whatever it comes from, the minimum may be drawn under it.
            let minimum = input.minimumChargeKW(der)
            guard limitKW <= 0 else { return max(limitKW, minimum, reading ?? 0) }
            guard let reading, isAfterCommand(input, der) else { return max(minimum, reading ?? 0) }
            return relief(reading, der, input)
        case .battery, .load:
            return limitKW > 0 ? max(limitKW, reading ?? limitKW) : relief(reading ?? 0, der, input)
        }
    }

    /// Whether the reading was taken after the last setpoint went out; an older one proves nothing of it.
    private static func isAfterCommand(_ input: DispatchInput, _ der: Int) -> Bool {
        guard let command = input.state.ders[der].command, let reading = input.state.ders[der].power,
            !input.isKnownEmpty(der)
        else { return true }
        return reading.sourceTime >= command.sentAt.utc
    }

    /// A measured discharge counts as relief only where it surely relieves what it is counted against.
    private static func relief(_ reading: Double, _ der: Int, _ input: DispatchInput) -> Double {
        reading < 0 && !input.surelyRelieves(der) ? 0 : reading
    }

    private static func countedExport(
        _ input: DispatchInput, _ der: Int, _ limitKW: Double, _ reading: Double?
    ) -> Double {
        let drawn = reading ?? 0
        if !input.model.declared.isSpokenFor[der], reading != nil {
            return drawn > 0 && !input.surelyRelieves(der) ? 0 : drawn
        }
        if limitKW > 0 { return min(-limitKW, drawn) }
        return drawn > 0 && !input.surelyRelieves(der) ? 0 : drawn
    }
}

extension DispatchInput {
    /// Whether what a DER draws or delivers is known to be on the phases it is counted on: one on fewer phases relieves
    /// no limit where phases are not followed, or not known.
    func surelyRelieves(_ der: Int) -> Bool {
        if accounts.isUncertain(der) { return false }
        if model.phaseCount[der] == 3, accounts.ratio(der) == 1 { return true }
        return accounts.followsPhases && !accounts.kept.contains(.equivalent) && model.feeder.ders[der].isPhaseKnown
    }
}
