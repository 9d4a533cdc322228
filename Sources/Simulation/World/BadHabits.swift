// SPDX-License-Identifier: Apache-2.0

/// What devices in the field do wrong; each can be switched on for one site or one station.
public struct BadHabits: OptionSet, Sendable, Hashable {
    /// One bit for each.
    public let rawValue: UInt32
    /// Habits from their bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Says yes to every limit and draws what it likes.
    public static let ignoresLimits = BadHabits(rawValue: 1 << 0)
    /// A station that refuses profiles in amperes.
    public static let rejectsAmperes = BadHabits(rawValue: 1 << 1)
    /// A station that forgets its profiles when it boots.
    public static let losesProfilesOnBoot = BadHabits(rawValue: 1 << 2)
    /// A station that reads back its plate, whatever profile it holds.
    public static let answersReadBackUnlimited = BadHabits(rawValue: 1 << 3)
    /// Takes seconds, at times too many, before it answers.
    public static let slowAnswers = BadHabits(rawValue: 1 << 4)
    /// Loses its connection every few minutes, for some seconds to a minute.
    public static let disconnects = BadHabits(rawValue: 1 << 5)
    /// A station whose clock is minutes off.
    public static let skewedClock = BadHabits(rawValue: 1 << 6)
    /// A station that reports its energy register and nothing else.
    public static let derivesPowerOnlyFromEnergy = BadHabits(rawValue: 1 << 7)
    /// Publishes no readings.
    public static let silentMeter = BadHabits(rawValue: 1 << 8)
    /// Publishes power with the opposite sign.
    public static let wrongSign = BadHabits(rawValue: 1 << 9)
    /// Publishes watts where kilowatts are due.
    public static let wattsAsKilowatts = BadHabits(rawValue: 1 << 10)
    /// A site that stamps its messages an hour ahead.
    public static let futureClock = BadHabits(rawValue: 1 << 11)
    /// Sends each tenth message twice.
    public static let repeatsMessages = BadHabits(rawValue: 1 << 12)
    /// Holds back each fifth message, so that later ones overtake it.
    public static let reordersMessages = BadHabits(rawValue: 1 << 13)
    /// Drops each tenth message.
    public static let losesMessages = BadHabits(rawValue: 1 << 14)
    /// A station that refuses a whole list of measurands for the state of charge in it.
    public static let rejectsStateOfCharge = BadHabits(rawValue: 1 << 15)
    /// A site whose batteries report a state of charge that jumps by two percents, up and down.
    public static let jumpsStateOfCharge = BadHabits(rawValue: 1 << 16)
    /// A station that says yes to a number of phases and stays on those it is on.
    public static let ignoresPhases = BadHabits(rawValue: 1 << 17)
}
