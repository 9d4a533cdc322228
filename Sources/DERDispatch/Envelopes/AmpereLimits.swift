// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What a limit in amperes is worth in kW where EVSEs below it are told amperes too: ampere against ampere.
///
/// A station that is told 6 A takes 6 A whatever the voltage is, and so of a fuse of 63 A exactly 6. Counted in kW it
/// would be 6 A at the highest voltage against 63 A at the lowest, less a power factor: a quarter of the fuse for
/// nothing. With I the currents told, P = I x U what they count for at their highest voltages U, x the kW of everything
/// else (base load, and devices that are told kW), and u the true voltage, the fuse carries at most
///
///     sum I + x / u  <=  A                      for each u in [lowest, highest]
///
/// which is linear in 1/u, so it holds for each u if it holds for both ends. With U the least of the EVSEs' voltages, so
/// that `I <= P / U`, and k = U / (lowest x power factor), these are
///
///     sum P + k x          <=  A U              a load counts at the lowest voltage and with its reactive power
///     sum P + x U / highest  <=  A U            what delivers counts at the highest: it relieves least there
///
/// and both follow from one bound on `sum P + x`, the kW that the accounts count:
///
///     sum P + x  <=  A U - (k - 1) (most x may draw) - (1 - U / highest) (most it may deliver)
///
/// Where all below is told amperes, that is `A U` itself: every ampere counts once. The plain conversion (A at the lowest
/// voltage) is as true, so the larger of the two holds, and nobody gets less than by it.
///
/// Four kinds of EVSEs count as loads, for what they draw in amperes is not what they were told, or nobody knows: those
/// that are told kW; those whose stations take watts alone, and divide them by a voltage of their own; those measured to
/// draw more amperes than they were told; and those at which nobody measures the voltage, neither the station nor the
/// meter of its site. Told 16 A and drawing 19 A at 208 V, these would read 3.95 kW, less than 16 A at 254 V are: as
/// long as they draw no more than what they were told is at the lowest voltage, they keep to it for sure. So behind 63 A
/// ten cars run at 6 A where voltages are measured, and seven where none is.
///
/// What the EVSEs draw is less than P where the voltage is below the highest, and so hides a load in a meter of kW; what
/// their own readings leave of it is added to x at once (`BaseLoadEstimate.atOnce`).
///
/// This ends at transformers: on their other side the voltage that counts is another. Limits in kW are not touched: for
/// them a station still counts at its highest voltage.
struct AmpereLimits {
    /// The least of the voltages that EVSEs told amperes are counted at below each row, V.
    private var lowestVolts: [Double]
    /// Most that everything else but base load may draw below each row, kW.
    private var drawnKW: [Double]
    /// Most that anything may deliver there, kW; a magnitude.
    private var deliveredKW: [Double]
    private let base: BaseLoadEstimate

    /// The limits of a tick; nil where nothing is limited in amperes, or told amperes.
    init?(_ input: DispatchInput, base: BaseLoadEstimate, counted: CountedPower) {
        guard Self.isAnyLimited(input), input.model.isToldAmperes.contains(true) else { return nil }
        // A vehicle that comes to an outlet whose amperes nobody knows may draw what is kept for it.
        let plugIns = PlugInReserve.compute(input) { der in
            if input.isToldAmperes(der) { return input.measuredVoltage(der) == nil }
            return !counted.isDispatchable[der]
        }
        self.base = base
        lowestVolts = input.accounts.rows(repeating: .infinity)
        drawnKW = input.accounts.rows(repeating: 0)
        deliveredKW = drawnKW
        for der in 0..<input.model.derCount { add(der, input, counted) }
        for gone in input.departed {
            for (slot, account) in input.accounts.kept.enumerated() {
                let row = slot * input.model.nodeCount + gone.node
                drawnKW[row] += gone.band.importLimit.kilowatts * gone.shares[account]
                deliveredKW[row] += gone.band.exportLimit.kilowatts * gone.shares[account]
            }
        }
        input.accounts.sumUp(&drawnKW)
        for row in drawnKW.indices { drawnKW[row] += plugIns[row] }
        input.accounts.sumUp(&deliveredKW)
        for base in stride(from: 0, to: lowestVolts.count, by: max(input.model.nodeCount, 1)) {
            for node in stride(from: input.model.nodeCount - 1, to: 0, by: -1) {
                let above = base + Int(input.model.index.parent[node])
                lowestVolts[above] = min(lowestVolts[above], lowestVolts[base + node])
            }
        }
    }

    private static func isAnyLimited(_ input: DispatchInput) -> Bool {
        func isCurrent(_ rating: Rating?) -> Bool { if case .current = rating { true } else { false } }
        return input.model.isAnyRatedInAmperes
            || input.limits.limits.values.contains { isCurrent($0.value) || isCurrent($0.lease?.fallback) }
    }

    private mutating func add(_ der: Int, _ input: DispatchInput, _ counted: CountedPower) {
        let isShared = counted.isDispatchable[der]
        let delivered = max(isShared ? input.model.declared.maximumExportKW[der] : 0, -counted.exportKW[der], 0)
        input.accounts.add(delivered, of: der, to: &deliveredKW)
        if input.isToldAmperes(der), input.keepsToItsAmperes(der) {
            if input.measuredVoltage(der) != nil { count(input.highestVoltage(der), of: der, input) }
            return
        }
        let drawn = max(isShared ? input.model.declared.highestImportKW[der] : 0, counted.importKW[der], 0)
        input.accounts.add(drawn, of: der, to: &drawnKW)
    }

    private mutating func count(_ volts: Double, of der: Int, _ input: DispatchInput) {
        let share = input.accounts.shares[der]
        var row = Int(input.model.index.nodeOfDER[der])
        for account in input.accounts.kept {
            if share[account] > 0 { lowestVolts[row] = min(lowestVolts[row], volts) }
            row += input.model.nodeCount
        }
    }

    /// What a limit in amperes is in an account of a node, kW: before the margin, and the margin; nil where the plain
    /// conversion is all that can be said.
    func limit(
        _ current: Current, _ account: FlowAccount, _ node: Int, margin: Double, _ input: DispatchInput
    ) -> (limitKW: Double, marginKW: Double)? {
        guard input.model.phases.zones.isOneVoltage[node], let slot = input.accounts.kept.firstIndex(of: account)
        else { return nil }
        let row = slot * input.model.nodeCount + node
        guard lowestVolts[row] < .infinity else { return nil }
        let equipment = input.model.feeder.nodes[node]
        let nominal = equipment.nominalPhaseVoltage.volts
        let meter = input.state.meters[node]
        let measured = StationVoltage.believed(meter.voltage, nominal: nominal, at: input.now.steady)
        let lowest = measured.map { $0 * VoltageMargin.lower } ?? nominal * RatingConversion.lowestVoltageRatio
        // What is measured at the node is the lowest of its phases.
        let highest = nominal * RatingConversion.highestVoltageRatio
        let volts = lowestVolts[row]
        let phases = account.phase == nil ? Double(equipment.phases.count) : 1
        let part = input.model.part(of: account, node)
        var gross = current.amperes * volts * phases / 1_000
        var loadFactor = volts / lowest
        if let reactive = meter.reactivePower?.live(at: input.now.steady)?.vars {
            let reactiveKW = reactive / 1_000 * part * loadFactor
            gross = max(gross * gross - reactiveKW * reactiveKW, 0).squareRoot()
        } else {
            loadFactor /= equipment.powerFactor
        }
        let load = base.interval(account, node)
        let unplaced = node == 0 ? input.unplacedImport.kilowatts * part : 0
        let drawn = drawnKW[row] + max(load.maximum, 0) + unplaced
        let delivered = deliveredKW[row] + max(-load.maximum, 0)
        // The envelope takes the load as it counts in kW.
        let unseen = max(base.atOnce(account, node) - load.maximum, 0)
        let relief = max(1 - volts / highest, 0) * delivered
        let withheld = max(loadFactor - 1, 0) * drawn + max(loadFactor, 1) * unseen + relief
        // The envelope takes losses from the whole limit; what is withheld is below them already.
        let losses = base.isMeasured[node] ? 0 : min(input.model.lossShare[node], 0.99)
        return (gross - withheld / (1 - losses), gross * margin)
    }
}

extension DispatchInput {
    /// Whether an EVSE that is told amperes is known to draw no more than it was told, or told before as long as it may
    /// be on its way: in total, and on each phase where phases are measured. What it is off by then is the tolerance of
    /// meters.
    ///
    /// Where nobody measures the voltage, that is known only of what would be no more at the lowest there can be.
    func keepsToItsAmperes(_ der: Int) -> Bool {
        var band = CountedPower.bandInForce(self, der)
        if let released = state.ders[der].released, now.steady - released.since < model.derSettlingTime[der] {
            band = band.union(released.band)
        }
        let volts = measuredVoltage(der)
        var obeyed = obeyedPart(der, at: volts)
        if volts == nil {
            guard drawnKW(der) != nil else { return false }
            obeyed = model.nominalVolts[der] * RatingConversion.lowestVoltageRatio / highestVoltage(der)
        }
        let told = band.importLimit.kilowatts * obeyed
        if let phases = PhaseUse.measured(der, self) {
            let most = told / model.phaseCount[der]
            let isOver = FlowAccount.phases.contains { phases[$0] > most + BaseLoadEstimate.slack(phases[$0]) }
            if isOver { return false }
        }
        guard let reading = drawnKW(der) else { return true }
        return reading <= told + BaseLoadEstimate.slack(reading)
    }
}
