// SPDX-License-Identifier: Apache-2.0

/// What the controllable DERs of a site may together draw from the grid whatever an operator dims.
///
/// Only a rating, or the limit agreed for a connection, goes below it (design.md section 6, rule 1). What the site's
/// own generation covers comes on top, since the limits of the tree bound the net flow.
public enum GuaranteedMinimum: Sendable, Hashable {
    /// German sec. 14a EnWG for devices behind one energy management system: 4.2 kW for the first, and for each further
    /// one 4.2 kW times a simultaneity factor.
    ///
    /// Formula and factors are those of the Bundesnetzagentur's ruling BK6-22-300, Annex 1, no. 4.5.2: 0.80 for two
    /// devices, 0.05 less for each further one, 0.45 from nine on. They were compared with a vendor's documentation and
    /// with two independent programs that name the clause, which agree; the ruling itself was not at hand.
    ///
    /// Not covered, to be given as `power`: heat pumps or cooling plants above 11 kW (0.4 of their power stands for the
    /// first 4.2 kW), several of one kind (they count as one device), and devices that the operator commands directly.
    case par14a
    /// So much.
    case power(ActivePower)

    /// The draw above which a device is controllable in the sense of sec. 14a, and what the first one keeps.
    public static let par14aDevice = ActivePower.kilowatts(4.2)

    /// The simultaneity factor for so many devices.
    public static func par14aFactor(devices: Int) -> Double {
        // Whole hundredths: 0.80, 0.75, ... 0.45.
        Double(max(45, 80 - 5 * (devices - 2))) / 100
    }

    /// The guaranteed power of so many devices: 4.2, 7.56, 10.5, 13.02, 15.12, 16.8, 18.06, 18.9, 19.32 kW, ...
    public static func par14a(devices: Int) -> ActivePower {
        guard devices > 0 else { return .zero }
        return par14aDevice * (1 + Double(devices - 1) * par14aFactor(devices: devices))
    }

    /// Whether it speaks of a DER: one that draws, can be commanded and, for sec. 14a, may draw more than 4.2 kW.
    public func covers(_ der: DER) -> Bool {
        if case .none = der.communication { return false }
        switch self {
        case .par14a: return der.unit.maximumImport > Self.par14aDevice
        case .power: return der.unit.maximumImport > .zero
        }
    }

    /// What the site's DERs are guaranteed together; never more than they can draw.
    public func total(of ders: some Sequence<DER>) -> ActivePower {
        let covered = ders.filter(covers)
        let most = covered.reduce(ActivePower.zero) { $0 + $1.unit.maximumImport }
        switch self {
        case .par14a: return min(Self.par14a(devices: covered.count), most)
        case .power(let power): return min(power, most)
        }
    }
}
