// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Notices DERs that do not follow: "accepted" is not "obeyed" (rule 7).
///
/// What is compared is a reading taken after the DER had its own time to follow, with all it was told meanwhile:
/// commands that change faster than it can follow convict it only if it kept to none of them. For limits only the wrong
/// side counts: a vehicle may take less than it may, never more.
enum Obedience {
    /// What a meter and a controller may be off: a part of the command, a part of the plate, and kW.
    static let tolerance = (ofCommand: 0.05, ofPlate: 0.02, kilowatts: 0.1)

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
            guard CountedPower.isDispatchable(input, der), let command = input.state.ders[der].command else {
                memory.ders[der].aboveSince = nil
                memory.ders[der].toldSince = nil
                continue
            }
            if let beyondKW = revise(der, command, input, &memory.ders[der]) {
                findings.append(Finding(der: der, beyondKW: beyondKW))
            }
        }
        return findings
    }

    private static func revise(
        _ der: Int, _ command: SetpointInForce, _ input: DispatchInput, _ memory: inout DERMemory
    ) -> Double? {
        // Amperes that are obeyed are less at a voltage below the highest. Nobody is blamed by the lowest of several
        // phases, which may not be his.
        let part = command.power > .zero ? input.obeyedPart(der, at: input.highestMeasuredVoltage(der)) : 1
        let command = command.power.kilowatts * part
        let (plate, kind) = (input.model.declared.plateKW[der], input.model.declared.kind[der])
        guard let reading = input.state.ders[der].power, let measured = input.livePowerKW(der),
            exceeds(measured, command...command, plate, kind)
        else {
            memory.aboveSince = nil
            memory.toldSince = nil
            return nil
        }
        let since = memory.aboveSince ?? input.now.steady
        memory.aboveSince = since
        let told =
            memory.toldSince.map { min($0.lowerBound, command)...max($0.upperBound, command) } ?? command...command
        memory.toldSince = told
        guard reading.receivedAt - since >= input.model.derSettlingTime[der], exceeds(measured, told, plate, kind),
            !memory.isDisobeying(at: input.now.steady)
        else { return nil }
        memory.disobedientUntil = input.now.steady + input.settings.disobedienceLasts
        memory.aboveSince = nil
        memory.toldSince = nil
        return measured - command
    }

    /// Whether the measured power lies beyond all that was told, on the side that hurts, kW.
    private static func exceeds(
        _ measured: Double, _ told: ClosedRange<Double>, _ plate: Double, _ kind: DERUnit.Kind
    ) -> Bool {
        let largest = max(abs(told.lowerBound), abs(told.upperBound))
        let slack = max(tolerance.ofCommand * largest, tolerance.ofPlate * plate, tolerance.kilowatts)
        switch kind {
        case .photovoltaic: return measured < told.lowerBound - slack
        case .battery, .evse, .load:
            return measured > max(told.upperBound, 0) + slack || measured < min(told.lowerBound, 0) - slack
        }
    }
}
