// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Moves each DER from what is in force towards its target: downs at once, ups only as far and as fast as rule 6 lets
/// them, and only into room that is measured or reserved.
///
/// Room that a lowered DER still holds (its lower limit is not confirmed) is nobody's yet. So those who are to be
/// raised share, in a second allocation, what remains of each node when everybody else counts at his worst:
///
/// ```
///   room ─ counted import of all who are not raised ≥ sum of the raised, each in [counted, stepped target]
/// ```
struct RaiseRoom {
    /// What is to be in force now, kW.
    private(set) var powerKW: [Double]
    /// DERs whose raise had to stop for want of confirmed room.
    private(set) var isAwaitingRoom: [Bool]
    /// DERs that are on their way in steps.
    private(set) var isStepping: [Bool]

    init(
        _ input: DispatchInput, room: RoomEnvelope, ranges: [DERRange], target: TargetAllocation,
        counted: CountedPower, memory: DispatchMemory, solver: inout FillingSolver
    ) {
        let count = input.model.derCount
        powerKW = target.targetKW
        isAwaitingRoom = Array(repeating: false, count: count)
        isStepping = isAwaitingRoom
        for der in 0..<count where ranges[der].participates {
            let stepped = RaiseStep.limit(target.targetKW[der], ranges[der], der: der, input, memory)
            isStepping[der] = stepped != powerKW[der]
            powerKW[der] = Self.respectGap(stepped, ranges[der])
        }
        guard input.settings.guards.contains(.countedPower) else { return }
        shareRoom(.import, input, room.importRoom, ranges, counted.importKW, &solver)
        shareRoom(.export, input, room.exportRoom.map { -$0 }, ranges, counted.exportKW.map { -$0 }, &solver)
        for der in 0..<count where ranges[der].participates {
            // To stop a discharge that is no longer permitted needs nobody's room (rule 11).
            let least = min(ranges[der].lower, target.targetKW[der], 0)
            powerKW[der] = max(Self.respectGap(powerKW[der], ranges[der]), least)
        }
    }

    /// Nothing between 0 and the minimum, in either direction.
    private static func respectGap(_ power: Double, _ range: DERRange) -> Double {
        if power < 0, power > -range.minimumDischarge * (1 - 1e-9) { return 0 }
        guard let minimum = range.minimum, power > 0, power < minimum else { return power }
        return power >= minimum * (1 - 1e-9) ? minimum : 0
    }

    /// Whether a change needs room in this direction: more of it, or for import less of a storage's relief. A cut in
    /// the other direction (a vehicle or a battery's charge lowered, a photovoltaic unit curtailed) never waits.
    private static func isRaise(_ power: Double, _ counted: Double, mayRelieve: Bool, _ direction: FlowDirection)
        -> Bool
    {
        power > 0 || mayRelieve && direction == .import && counted < 0 && power > counted
    }

    /// Shares the room of one direction among those who are raised in it. For export all signs are turned round.
    private mutating func shareRoom(
        _ direction: FlowDirection, _ input: DispatchInput, _ room: [Double], _ ranges: [DERRange],
        _ counted: [Double], _ solver: inout FillingSolver
    ) {
        let (model, accounts) = (input.model, input.accounts)
        let sign = direction == .import ? 1.0 : -1.0
        var free = room
        var wish = accounts.rows(repeating: 0)
        var held = wish
        var raised: [Int] = []
        for der in 0..<model.derCount where ranges[der].participates {
            accounts.add(counted[der], of: der, to: &held)
            let rise = sign * powerKW[der] - counted[der]
            let mayRelieve = model.isEVSE[der] || model.isStorage[der]
            let isAbove = sign * powerKW[der] > Self.inForce(der, sign, input) + 1e-9
            if isAbove || rise > 1e-9,
                Self.isRaise(sign * powerKW[der], counted[der], mayRelieve: mayRelieve, direction)
            {
                raised.append(der)
                accounts.add(max(rise, 0), of: der, to: &wish)
            }
        }
        guard !raised.isEmpty else { return }
        accounts.sumUp(&held)
        accounts.sumUp(&wish)
        var isShort: [Bool] = []
        isShort.reserveCapacity(free.count)
        for row in free.indices {
            free[row] -= held[row]
            isShort.append(wish[row] > free[row] + 1e-9)
        }
        accounts.handDown(&isShort)
        if raised.contains(where: { accounts.isAny(isShort, at: $0) }) {
            grant(raised, sign, input, free, ranges, counted, &solver)
        }
    }

    /// The largest magnitude in a direction that may be in force.
    private static func inForce(_ der: Int, _ sign: Double, _ input: DispatchInput) -> Double {
        let band = input.state.ders[der].allowed
        return (sign > 0 ? band.importLimit : band.exportLimit).kilowatts
    }

    /// Rows at or above which what is counted already exceeds the room: what is counted there is not reserved.
    private static func overdrawn(_ free: [Double], _ accounts: Accounts) -> [Bool] {
        var isOverdrawn = free.map { $0 < -1e-9 }
        accounts.handDown(&isOverdrawn)
        return isOverdrawn
    }

    /// Allocates the free room among the raised: each between what it is counted at (0 more) and its wish.
    private mutating func grant(
        _ raised: [Int], _ sign: Double, _ input: DispatchInput, _ free: [Double], _ ranges: [DERRange],
        _ counted: [Double], _ solver: inout FillingSolver
    ) {
        let model = input.model
        var responses = [PriceResponse](repeating: AccessShape.nothing, count: model.derCount)
        let level = raised.reduce(1.0) { max($0, abs(powerKW[$1]) / model.feeder.ders[$1].weight) }
        let starts = sign > 0 ? reserveStarts(raised, input, free, ranges, counted) : [:]
        for der in raised {
            let rise = max(sign * powerKW[der] - counted[der], 0)
            if starts[der] == .some(nil) { continue }
            let preferred = level * model.feeder.ders[der].weight - counted[der]
            let span = level * model.feeder.ders[der].weight
            responses[der] =
                (try? PriceResponse(
                    lowerKW: min((starts[der] ?? 0) ?? 0, rise), upperKW: rise, preferredKW: preferred,
                    weightUp: model.order.width[der] / span, weightDown: model.order.width[der] / span,
                    tier: model.order.price[der])) ?? AccessShape.nothing
        }
        let open = input.accounts.rows(repeating: -.infinity)
        guard solver.solve(input, responses, lower: open, upper: free.map { max($0, 0) }) else { return }
        let isOverdrawn = Self.overdrawn(free, input.accounts)
        for der in raised {
            let rise = max(sign * powerKW[der] - counted[der], 0)
            let granted = solver.setpointsKW[der]
            if granted < rise - 1e-6 { isAwaitingRoom[der] = true }
            if input.accounts.isAny(isOverdrawn, at: der) || starts[der] == .some(nil) {
                isAwaitingRoom[der] = true
                let held = min(sign * powerKW[der], counted[der], Self.inForce(der, sign, input))
                powerKW[der] = sign * withhold(held, der, ranges[der], sign, input)
                continue
            }
            let raised = min(counted[der] + min(granted, rise), sign * powerKW[der])
            powerKW[der] = sign * withhold(raised, der, ranges[der], sign, input)
        }
    }

    /// What each raise out of a pause needs to reach its minimum, kW; nil where the room does not hold it. One after the
    /// other, the higher tier and the older connection first: room that is shared among several who then all fall short
    /// would serve nobody.
    private func reserveStarts(
        _ raised: [Int], _ input: DispatchInput, _ free: [Double], _ ranges: [DERRange], _ counted: [Double]
    ) -> [Int: Double?] {
        var left = free
        var starts: [Int: Double?] = [:]
        let order = input.model.order
        let ordered = raised.sorted {
            (order.seniority[$1], order.place[$0]) < (order.seniority[$0], order.place[$1])
        }
        for der in ordered {
            guard let minimum = ranges[der].minimum, powerKW[der] > 0,
                Self.inForce(der, 1, input) < minimum * (1 - 1e-9)
            else { continue }
            let needed = max(minimum - counted[der], 0)
            let fits = input.accounts.allRows(onPathOf: der) { left[$0] >= needed * $1 - 1e-9 }
            if fits { input.accounts.forEachRow(onPathOf: der) { left[$0] -= needed * $1 } }
            starts.updateValue(fits ? needed : nil, forKey: der)
        }
        return starts
    }

    /// A raise out of a pause needs its whole minimum at once; less of it stays a pause.
    private func withhold(
        _ power: Double, _ der: Int, _ range: DERRange, _ sign: Double, _ input: DispatchInput
    ) -> Double {
        guard sign > 0, let minimum = range.minimum, power > 0, power < minimum * (1 - 1e-9) else { return power }
        return 0
    }
}

/// How far a DER may be raised at this tick (rule 6).
enum RaiseStep {
    /// The power, kW, between what is in force and `target`, that may be in force now.
    static func limit(
        _ target: Double, _ range: DERRange, der: Int, _ input: DispatchInput, _ memory: DispatchMemory
    ) -> Double {
        let band = input.state.ders[der].allowed
        let lowest = -band.exportLimit.kilowatts
        let highest = band.importLimit.kilowatts
        if target <= max(highest, 0), target >= min(lowest, 0) { return target }
        // A discharge against a measured excess lowers the import: it is a cut, and comes at once.
        if target < lowest, target < min(range.asked, 0), input.model.declared.maximumImportKW[der] > 0 {
            return target
        }
        let held = min(max(target, lowest), highest)
        guard mayRaise(der, input, memory) else { return held }
        guard input.settings.guards.contains(.slowRaise) else { return target }
        // A device whose own step is larger than that would stand still.
        let fraction = max(input.model.declared.raiseStepKW[der], Quantization.stepKW(der, input))
        let step = max(fraction, minimumStep(der, input) - max(held, 0))
        return target > held ? min(target, held + step) : max(target, held - step)
    }

    /// Out of a pause the first step reaches the minimum, however small the fraction.
    private static func minimumStep(_ der: Int, _ input: DispatchInput) -> Double {
        input.minimumChargeKW(der)
    }

    private static func mayRaise(_ der: Int, _ input: DispatchInput, _ memory: DispatchMemory) -> Bool {
        guard isRaisable(der, input, memory) else { return false }
        if let last = memory.ders[der].raisedAt, input.settings.guards.contains(.slowRaise) {
            if input.now.steady - last < input.model.declared.raiseInterval[der] { return false }
        }
        return true
    }

    /// Whether anything but time keeps the DER from being raised: without a fresh reading or a write left it stays.
    static func isRaisable(_ der: Int, _ input: DispatchInput, _ memory: DispatchMemory) -> Bool {
        if input.settings.guards.contains(.restart), !hasFreshReading(der, input, memory) { return false }
        if let budget = input.model.feeder.ders[der].writesPerDay,
            memory.ders[der].writeDay == WriteBudget.day(input.now.utc)
        {
            // The last tenth is kept for downs, which are never refused.
            return memory.ders[der].writes < budget - budget / 10
        }
        return true
    }

    private static func hasFreshReading(_ der: Int, _ input: DispatchInput, _ memory: DispatchMemory) -> Bool {
        guard input.now.steady - memory.startedAt >= input.settings.settlingTime else { return false }
        if input.livePowerKW(der) != nil { return true }
        // A station measures only while it charges: in a pause, and before its first reading, word of its plug is
        // enough.
        guard case .evse = input.model.feeder.ders[der].unit, input.state.ders[der].plug != .unknown else {
            return false
        }
        return input.state.ders[der].power == nil || input.state.ders[der].allowed.importLimit <= .zero
    }
}

/// Counting of setpoint changes by UTC day.
enum WriteBudget {
    static func day(_ time: UTCInstant) -> Int64 { time.milliseconds / 86_400_000 }
}
