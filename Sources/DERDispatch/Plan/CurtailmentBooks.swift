// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// Energy that DERs were told not to take or give although they would have, by DER and rule, since the books began.
///
/// It grows no further than DERs times rules: what a DER that left the feeder lost stays with its site.
public struct CurtailmentBooks: Sendable, Hashable {
    /// Energies by rule.
    public typealias Energies = [CurtailmentRule: ActiveEnergy]

    /// When the books began.
    public var since: UTCInstant
    /// Energies of each DER, by position.
    public private(set) var ders: [Energies]
    /// Energies of DERs that are no longer on the feeder, by their site.
    public private(set) var departed: [Site.ID: Energies] = [:]
    private var bookedUntil: MonotonicInstant?

    /// Empty books for so many DERs.
    public init(derCount: Int, since: UTCInstant) {
        ders = Array(repeating: [:], count: derCount)
        self.since = since
    }

    /// Books what a plan took until now, since the last booking.
    public mutating func book(_ plan: DispatchPlan, until now: MonotonicInstant) {
        let begin = bookedUntil ?? plan.madeAt.steady
        bookedUntil = now
        let step = BookedStep.between(begin, now)
        guard step > .zero, plan.setpoints.count == ders.count else { return }
        for der in plan.setpoints.indices {
            guard let (rule, power) = plan.setpoints[der].curtailed else { continue }
            ders[der][rule, default: .zero] += power.energy(seconds: step.inSeconds)
        }
    }

    /// Takes up what an earlier run booked.
    public mutating func resume(_ energies: Energies, der: Int) { ders[der] = energies }

    /// Takes up what an earlier run booked of DERs that had left.
    public mutating func resume(_ energies: Energies, departedFrom site: Site.ID) { departed[site] = energies }

    /// The same on a feeder that changed. A site that is gone takes its books with it.
    public func carried(over change: FeederChange, from old: Feeder, to new: Feeder) -> CurtailmentBooks {
        var books = CurtailmentBooks(derCount: new.ders.count, since: since)
        books.bookedUntil = bookedUntil
        for (der, former) in change.formerDER.enumerated() {
            if let former, old.ders[former].site == new.ders[der].site { books.ders[der] = ders[former] }
        }
        let sites = Set(new.sites.map(\.id))
        books.departed = departed.filter { sites.contains($0.key) }
        let kept = Set(new.ders.map { SitedDER(der: $0.id, site: $0.site) })
        for (position, der) in old.ders.enumerated()
        where !ders[position].isEmpty && sites.contains(der.site)
            && !kept.contains(SitedDER(der: der.id, site: der.site))
        {
            books.departed[der.site, default: [:]].merge(ders[position]) { $0 + $1 }
        }
        return books
    }

    private struct SitedDER: Hashable {
        var der: DER.ID
        var site: Site.ID
    }

    /// What all DERs lost together.
    public var total: Energies {
        let left = departed.sorted { $0.key < $1.key }.map(\.value)
        return (ders + left).reduce(into: [:]) { sum, energies in sum.merge(energies) { $0 + $1 } }
    }

    /// What each site lost, sites by identifier; those that lost nothing are left out.
    public func bySite(_ feeder: Feeder) -> [SiteCurtailment] {
        var sites: [Site.ID: SiteCurtailment] = [:]
        for (position, der) in feeder.ders.enumerated() where !ders[position].isEmpty {
            sites[der.site, default: SiteCurtailment(site: der.site)].add(ders[position], of: der.id)
        }
        for (site, energies) in departed {
            sites[site, default: SiteCurtailment(site: site)].add(energies, of: nil)
        }
        return sites.values.sorted { $0.site < $1.site }
    }
}

/// What one site lost.
public struct SiteCurtailment: Sendable, Hashable {
    /// What one DER lost.
    public struct Part: Sendable, Hashable {
        /// The DER.
        public var der: DER.ID
        /// By all rules together.
        public var energy: ActiveEnergy
    }

    /// The site.
    public var site: Site.ID
    /// By rule, DERs that left among it.
    public private(set) var energies: CurtailmentBooks.Energies = [:]
    /// By DER, in the order of the feeder; those that left are not among them.
    public private(set) var ders: [Part] = []

    fileprivate init(site: Site.ID) { self.site = site }

    fileprivate mutating func add(_ more: CurtailmentBooks.Energies, of der: DER.ID?) {
        energies.merge(more) { $0 + $1 }
        if let der { ders.append(Part(der: der, energy: more.total)) }
    }
}

extension CurtailmentBooks.Energies {
    /// All of it.
    public var total: ActiveEnergy { inOrder.reduce(.zero) { $0 + $1.energy } }

    /// By rule, in a fixed order.
    public var inOrder: [(rule: CurtailmentRule, energy: ActiveEnergy)] {
        sorted { $0.key.order < $1.key.order }.map { ($0.key, $0.value) }
    }
}
