// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The order in which turns are asked for.
///
/// Those first to whom their minimum is guaranteed; higher tiers, and under last in, first out the older connection;
/// then those who have just started, those who are to show that they charge on one phase (`PhaseSwitch`: it takes a
/// minute, and frees two thirds of their minimum), and those whose turn is not over; then those to whom most is owed,
/// where who has a turn has an advantage (`advantageKW`); those who leave their minimum unused last. Of those owed the
/// same the smaller minimum goes first: it leaves room for more of them. Then who came first; ties by identifier.
struct TurnQueue {
    private enum Rank: Int { case started, proves, keeps, next, passes, competes, idle }

    private struct Place {
        var der: Int
        /// Position among the identifiers, for ties.
        var name: Int
        var isGuaranteed: Bool
        var seniority: Double
        var rank: Rank
        /// kWh, with the advantage of those who have a turn.
        var owed: Double
        var credit: Double
        var minimum: Double
        var start: Int64

        func comes(before other: Place) -> Bool {
            if isGuaranteed != other.isGuaranteed { return isGuaranteed }
            if seniority != other.seniority { return seniority > other.seniority }
            return (rank.rawValue, -owed, minimum, start, name)
                < (other.rank.rawValue, -other.owed, other.minimum, other.start, other.name)
        }
    }

    /// A turn passes to one who is owed more by so many turns' lengths of the holder's fair share: of one who takes turns,
    /// and of one whose fair share holds his minimum. Counted in fair shares, how long one waits is much the same for all,
    /// however small their minimums are beside their shares. More of it means fewer starts and less even energy over a
    /// day. Fitted, as `sooner` is, to equal EVSEs and to mixed ones on seeds 1 to 30: together they are what those equal
    /// EVSEs need. The end of eight hours is sensitive: a few per cent more or less move the least share of a single seed
    /// by 0.01 to 0.02.
    static let advantage = (ofTurns: 4.46, ofStays: 3.0)
    /// Less so many of the minimum for those who take turns. With it 40 equal EVSEs of which 12 can run come within 4 %
    /// of each other after eight hours (`TurnsTests`).
    static let sooner = 0.175
    /// The advantage at least, as a part of the minimum: those whose share is next to nothing would change all the time.
    static let leastAdvantage = 0.75
    /// A fair share that falls short of the minimum by so little is none to take turns for.
    static let nearlyMinimum = 1.1

    /// Whether one whose fair share is this can only have it in turns.
    static func takesTurns(minimumKW: Double, fairKW: Double) -> Bool { minimumKW > fairKW * nearlyMinimum }

    private static func advantageKW(minimumKW: Double, fairKW: Double) -> Double {
        let isInTurns = takesTurns(minimumKW: minimumKW, fairKW: fairKW)
        let power = isInTurns ? advantage.ofTurns * fairKW - sooner * minimumKW : advantage.ofStays * fairKW
        return max(power, leastAdvantage * minimumKW)
    }

    private var places: [Place]
    /// How many have a turn that they use.
    let holders: Int

    init(
        _ candidates: [Int], _ input: DispatchInput, _ ranges: [DERRange], fairKW: [Double], _ memory: DispatchMemory
    ) {
        let hours = input.settings.turnLength.inSeconds / 3_600
        places = candidates.map { der in
            let known = memory.ders[der]
            let minimum = ranges[der].minimum!
            let power = Self.advantageKW(minimumKW: minimum, fairKW: fairKW[der])
            return Place(
                der: der, name: input.model.order.place[der], isGuaranteed: ranges[der].guaranteed > 0,
                seniority: input.model.order.seniority[der],
                rank: Self.proves(der, known, input, memory) ? .proves : Self.rank(ranges[der], known, input),
                owed: known.creditKWh + (known.isAdmitted ? power * hours : 0), credit: known.creditKWh,
                minimum: minimum, start: input.state.ders[der].transactionStart?.milliseconds ?? .max)
        }
        holders = places.count { memory.ders[$0.der].isAdmitted && $0.rank != .idle }
    }

    /// Whether it was told to use one phase and waits for a start to show it, or has just started: once for each order.
    private static func proves(
        _ der: Int, _ known: DERMemory, _ input: DispatchInput, _ memory: DispatchMemory
    ) -> Bool {
        guard let order = memory.phaseSwitches[der], order.isUnseen else { return false }
        let rule = input.model.feeder.ders[der].phaseSwitching
        let started = order.provesSince ?? (known.isAdmitted ? known.admissionChangedAt : nil)
        return started.map { input.now.steady - $0 < rule?.completesWithin ?? .zero } ?? true
    }

    private static func rank(_ range: DERRange, _ memory: DERMemory, _ input: DispatchInput) -> Rank {
        if DemandEstimate.isIdle(range, memory) { return .idle }
        guard memory.isAdmitted, let since = memory.admissionChangedAt else { return .competes }
        let age = input.now.steady - since
        if age < input.settings.minimumOnTime { return .started }
        return age < input.settings.turnLength ? .keeps : .competes
    }

    /// Those whose turn is over or who have none.
    var competing: [Int] { places.filter { $0.rank == .competes }.map(\.der) }

    /// Those who are to show that they charge on one phase.
    var proving: [Int] { places.filter { $0.rank == .proves }.map(\.der) }

    /// Those whose turn is not over.
    var keeping: [Int] { places.filter { $0.rank == .started || $0.rank == .keeps }.map(\.der) }

    /// Lets only so many turns change hands now: the winners that are owed most are served, each by as many of those
    /// whose turns pass as stand in his way, the least owed first.
    ///
    /// - Parameters:
    ///   - winners: those who would get a turn if all could change hands.
    ///   - passing: those who would lose theirs.
    ///   - staying: those whose turn is over, and who would not.
    mutating func limit(handovers: Int, to winners: [Int], passing: [Int], staying: [Int]) {
        let next = Set(leastOwedFirst(among: winners).suffix(handovers))
        // Without winners those pass whose room others have beyond their minimum.
        let held = winners.isEmpty ? Set(leastOwedFirst(among: passing).dropFirst(handovers)) : Set(passing)
        let stay = Set(staying)
        for index in places.indices {
            let der = places[index].der
            if next.contains(der) { places[index].rank = .next }
            if held.contains(der) { places[index].rank = .passes }
            if stay.contains(der) { places[index].rank = .keeps }
        }
    }

    private func leastOwedFirst(among ders: [Int]) -> [Int] {
        let chosen = Set(ders)
        return places.filter { chosen.contains($0.der) }.sorted { ($0.owed, $0.name) < ($1.owed, $1.name) }.map(\.der)
    }

    /// Asks for everybody's turn.
    func ask(_ round: inout TurnRound, _ input: DispatchInput, _ memory: DispatchMemory) {
        for place in places.sorted(by: { $0.comes(before: $1) }) {
            let known = memory.ders[place.der]
            guard Self.mayStart(known, input), Admission.isReady(place.der, input, memory) else { continue }
            // Nothing is owed to one who takes nothing.
            let owed = place.rank == .idle ? -.infinity : place.owed
            round.ask(
                place.der, input, keeps: place.rank.rawValue <= Rank.passes.rawValue, owed: owed, credit: place.credit,
                hadTurn: known.isAdmitted)
        }
    }

    /// Whether one that was stopped has paused for its least time.
    private static func mayStart(_ memory: DERMemory, _ input: DispatchInput) -> Bool {
        guard !memory.isAdmitted, let changed = memory.admissionChangedAt else { return true }
        return input.now.steady - changed >= input.settings.minimumOffTime
    }
}
