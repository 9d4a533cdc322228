// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Notices DERs that do not follow: "accepted" is not "obeyed" (rule 7).
///
/// What is compared is a reading taken after the DER had its own response delay. For limits only the wrong side counts: a
/// vehicle may take less than it may, never more.
enum Obedience {
    /// What a meter and a controller may be off: a part of the command, a part of the plate, and kW.
    static let tolerance = (ofCommand: 0.05, ofPlate: 0.02, kilowatts: 0.1)

    /// Response delays for which readings beyond ever changing commands are put up with.
    static let patience = 4

    /// A DER that was just found not to follow: from now on it counts at what it measures.
    struct Finding {
        var der: Int
        /// How far the measured power lies beyond the command, kW: positive draws too much, negative delivers too much.
        var beyondKW: Double
    }

    static func revise(_ input: DispatchInput, _ memory: inout DispatchMemory) -> [Finding] {
        guard input.settings.guards.contains(.obedience) else { return [] }
        var findings: [Finding] = []
        for der in 0..<input.model.derCount {
            guard CountedPower.isDispatchable(input, der), let command = input.state.ders[der].command else { continue }
            if let beyondKW = revise(der, command, input, &memory.ders[der]) {
                findings.append(Finding(der: der, beyondKW: beyondKW))
            }
        }
        return findings
    }

    private static func revise(
        _ der: Int, _ command: SetpointInForce, _ input: DispatchInput, _ memory: inout DERMemory
    ) -> Double? {
        guard let reading = input.state.ders[der].power, let measured = input.livePowerKW(der) else { return nil }
        guard exceeds(measured, command.power.kilowatts, input.model.feeder.ders[der].unit) else {
            memory.aboveSince = nil
            return nil
        }
        let since = memory.aboveSince ?? input.now.steady
        memory.aboveSince = since
        let lasted = reading.receivedAt - since
        // Commands that change faster than the DER can follow are given more time, but not for ever.
        let isSettled = reading.sourceTime - command.sentAt.utc >= input.model.feeder.ders[der].responseDelay
        guard lasted >= input.model.feeder.ders[der].responseDelay * (isSettled ? 1 : patience),
            !memory.isDisobeying(at: input.now.steady)
        else { return nil }
        memory.disobedientUntil = input.now.steady + input.settings.disobedienceLasts
        memory.aboveSince = nil
        return measured - command.power.kilowatts
    }

    /// Whether the measured power lies beyond the command on the side that hurts, kW.
    static func exceeds(_ measured: Double, _ command: Double, _ unit: DERUnit) -> Bool {
        let plate = max(unit.maximumImport, unit.maximumExport).kilowatts
        let slack = max(tolerance.ofCommand * abs(command), tolerance.ofPlate * plate, tolerance.kilowatts)
        switch unit {
        case .battery: return measured > max(command, 0) + slack || measured < min(command, 0) - slack
        case .photovoltaic: return measured < command - slack
        case .evse, .load: return measured > max(command, 0) + slack || measured < min(command, 0) - slack
        }
    }
}
