// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Leaves a setpoint alone where the change is too small to matter and the old value fits everywhere (rule 6).
enum DeadBand {
    /// Part of the plate by which what a storage or a photovoltaic unit asks for may change without a word.
    static let askedBand = 0.002
    /// The same at least, kW.
    static let leastAskedBandKW = 0.01

    /// Replaces powers close to what is in force by what is in force.
    ///
    /// - Parameter waiting: the least that those need who wait for room to start, kW: it is not left to others, whose
    ///   many small cuts that are each too small to matter may be all that is wanting.
    static func apply(
        _ power: inout [Double], _ input: DispatchInput, ranges: [DERRange], room: [Double], exportRoom: [Double],
        counted: CountedPower, waiting: [Double]
    ) {
        let model = input.model
        var kept = [Double?](repeating: nil, count: model.derCount)
        var flow = input.accounts.rows(repeating: 0)
        for der in 0..<model.derCount where ranges[der].participates {
            kept[der] = candidate(power[der], der, input, ranges[der], exportRoom)
            let counts = max(kept[der] ?? power[der], min(counted.importKW[der], power[der]))
            input.accounts.add(max(counts, waiting[der], ranges[der].floor), of: der, to: &flow)
        }
        input.accounts.sumUp(&flow)
        var isTight = zip(flow, room).map { $0 > $1 }
        input.accounts.handDown(&isTight)
        for der in 0..<model.derCount {
            guard let old = kept[der] else { continue }
            if old <= power[der] || !input.accounts.isAny(isTight, at: der) { power[der] = old }
        }
    }

    /// What is in force, where it is close to the new power, in the same state, and not what is asked for.
    private static func candidate(
        _ power: Double, _ der: Int, _ input: DispatchInput, _ range: DERRange, _ exportRoom: [Double]
    ) -> Double? {
        guard let command = input.state.ders[der].command, command.standing != .rejected else { return nil }
        let old = command.power.kilowatts
        let plate = input.model.declared.plateKW[der]
        // What is asked for is reached, but not written anew for the watts by which a request wavers.
        let isAsked = power == range.asked
        let band = isAsked ? max(askedBand * plate, leastAskedBandKW) : input.settings.deadBand * plate
        guard abs(old - power) <= band, (old == 0) == (power == 0), (old < 0) == (power < 0) else { return nil }
        if let minimum = range.minimum, old > 0, old < minimum - 1e-9 { return nil }
        if isAsked, input.model.isEVSE[der] || input.model.declared.kind[der] == .load { return nil }
        // An export is never left above what was decided: there the limits of many add up.
        if power < 0, old < power {
            let isFree = input.accounts.allRows(onPathOf: der) { row, _ in exportRoom[row] == -.infinity }
            if !isAsked || !isFree { return nil }
        }
        return isAllowed(old, der, input) ? old : nil
    }

    /// Whether plate and settings allow what is in force: where they were narrowed by less than the band, it is close
    /// and out of bounds all the same. What the sun could give, and what is asked for, are none: they waver.
    private static func isAllowed(_ old: Double, _ der: Int, _ input: DispatchInput) -> Bool {
        let declared = input.model.declared
        let plate = PowerBand(
            importLimit: .kilowatts(declared.highestImportKW[der]),
            exportLimit: .kilowatts(declared.maximumExportKW[der]))
        return plate.holds(old) && input.state.ders[der].settings?.holds(old) ?? true
    }
}

extension PowerBand {
    /// Whether a power lies within, kW, load convention.
    fileprivate func holds(_ kilowatts: Double) -> Bool {
        kilowatts <= importLimit.kilowatts + 1e-9 && kilowatts >= -exportLimit.kilowatts - 1e-9
    }
}
