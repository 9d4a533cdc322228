// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Makes those who were cut before weigh more, where a node asks for it (`ConnectivityNode.remembersCuts`).
///
/// What a DER was told less than it wanted is added up in kWh and forgotten by halves. Whoever was cut most weighs twice
/// what he would else, the others in proportion; while little was cut at all nobody weighs much more. Tiers and dates
/// go before any weight.
enum CutMemory {
    /// In this time half is forgotten: yesterday counts, last week does not.
    static let halfLife = Duration.seconds(86_400)
    /// A cut below which the largest counts as this much, so that a few minutes turn nothing over, kWh.
    static let leastKWh = 1.0

    /// The factor on each DER's weight, 1...2.
    static func factors(_ input: DispatchInput) -> [Double]? {
        guard input.model.remembersCuts.contains(true) else { return nil }
        let cuts = zip(input.memory.ders, input.model.remembersCuts).map { $1 ? $0.cutKWh : 0 }
        let largest = max(cuts.max() ?? 0, leastKWh)
        return cuts.map { 1 + $0 / largest }
    }

    /// Books what a plan takes, for the time since the last one.
    static func settle(_ plan: DispatchPlan, _ input: DispatchInput, _ memory: inout DispatchMemory) {
        guard let last = input.memory.lastTick, input.model.remembersCuts.contains(true) else { return }
        let seconds = BookedStep.between(last, input.now.steady).inSeconds
        let kept = 1 - 0.693_147 * seconds / halfLife.inSeconds
        for der in memory.ders.indices where input.model.remembersCuts[der] {
            let cut = plan.setpoints[der].curtailed?.power.energy(seconds: seconds).kilowattHours ?? 0
            memory.ders[der].cutKWh = memory.ders[der].cutKWh * kept + cut
        }
    }
}
