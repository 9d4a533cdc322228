// SPDX-License-Identifier: Apache-2.0

/// How a three-phase station may be told to charge on one phase, and back: declared, never guessed.
///
/// At 6 A, the least that charges, three phases take 4.14 kW and one takes 1.38 kW.
public struct PhaseSwitching: Sendable, Hashable {
    /// Least time from one switch to the next: contactors and vehicles wear by each.
    public var dwell: Duration
    /// Time in which a switch must show in the currents, while the vehicle charges.
    public var completesWithin: Duration
    /// Most switches in any hour.
    public var mostPerHour: Int
    /// Whether it never starts out of a pause on other phases than it was told last: then a pause makes a switch sure,
    /// else only currents do.
    public var startsAsTold: Bool

    /// By its members.
    public init(
        dwell: Duration = .seconds(300), completesWithin: Duration = .seconds(120), mostPerHour: Int = 6,
        startsAsTold: Bool = false
    ) {
        self.dwell = dwell
        self.completesWithin = completesWithin
        self.mostPerHour = mostPerHour
        self.startsAsTold = startsAsTold
    }

    /// Most switches an hour that may be declared: one each two minutes.
    public static let largestPerHour = 30
}
