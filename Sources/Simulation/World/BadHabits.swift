// SPDX-License-Identifier: Apache-2.0

/// What devices in the field do wrong; each can be switched on for one site or one station.
///
/// They are listed once, in `named`; where nothing is said, a station of any version of OCPP can have it.
public struct BadHabits: OptionSet, Sendable, Hashable {
    /// One bit for each.
    public let rawValue: UInt64
    /// Habits from their bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    // MARK: - Limits

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
    /// A station whose clock is minutes off: behind, a profile begins in its future and limits nothing yet.
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
    /// A station that lets a seventh more through than its limit says.
    public static let drawsMore = BadHabits(rawValue: 1 << 18)
    /// A station that refuses profiles in watts.
    public static let rejectsWatts = BadHabits(rawValue: 1 << 19)
    /// A station of 1.6 that refuses a profile of a transaction unless it names it; in 2.x all do.
    public static let needsTransactionOfProfile = BadHabits(rawValue: 1 << 20)
    /// A station that refuses a profile of a transaction if it names it.
    public static let rejectsTransactionOfProfile = BadHabits(rawValue: 1 << 21)
    /// A station in which somebody else has left a profile of a transaction that allows all, and which it takes up again
    /// at each boot.
    public static let keepsLeftoverTransactionProfile = BadHabits(rawValue: 1 << 22)
    /// The same with a default of a higher stack level.
    public static let keepsLeftoverLevel = BadHabits(rawValue: 1 << 23)
    /// A station that refuses every stack level but the lowest.
    public static let takesOnlyLevelZero = BadHabits(rawValue: 1 << 24)
    /// A station that refuses the highest stack level that it says it has.
    public static let rejectsHighestLevel = BadHabits(rawValue: 1 << 25)
    /// A station that takes no limit of the station as a whole.
    public static let rejectsStationLimit = BadHabits(rawValue: 1 << 26)
    /// A station that takes nothing else.
    public static let takesOnlyStationLimit = BadHabits(rawValue: 1 << 27)
    /// A station that keeps to the limit of the moment it lost its connection, for as long as it is offline.
    public static let freezesOffline = BadHabits(rawValue: 1 << 28)

    // MARK: - Words

    /// A station whose times have no zone.
    public static let writesTimesWithoutZone = BadHabits(rawValue: 1 << 29)
    /// A station that writes "0" for a time, but for those of its transactions.
    public static let writesZeroTimes = BadHabits(rawValue: 1 << 30)
    /// A station that writes `Celcius`.
    public static let misspellsCelsius = BadHabits(rawValue: 1 << 31)
    /// A station of 2.x that speaks 1.6 whatever was agreed: it is of use only where its version is pinned.
    public static let speaks16 = BadHabits(rawValue: 1 << 32)
    /// A station that never says that it booted, not even when it is asked to.
    public static let neverBoots = BadHabits(rawValue: 1 << 33)

    // MARK: - Transactions

    /// A station at which another driver tries, and soon gives up, where one charges already.
    public static let startsInVain = BadHabits(rawValue: 1 << 34)
    /// A station that tells each event of a transaction twice, as after a lost answer.
    public static let repeatsTransactionMessages = BadHabits(rawValue: 1 << 35)
    /// A station that never tells the beginning of what began offline; in 1.6 it ends that as transaction -1.
    public static let losesStarts = BadHabits(rawValue: 1 << 36)
    /// A station of 2.1 whose vehicle tells what it can discharge as a negative number.
    public static let tellsDischargeNegative = BadHabits(rawValue: 1 << 37)

    /// Each habit with its name.
    public static let named: [(name: String, habit: BadHabits)] = [
        ("ignoresLimits", .ignoresLimits), ("rejectsAmperes", .rejectsAmperes),
        ("losesProfilesOnBoot", .losesProfilesOnBoot), ("answersReadBackUnlimited", .answersReadBackUnlimited),
        ("slowAnswers", .slowAnswers), ("disconnects", .disconnects), ("skewedClock", .skewedClock),
        ("derivesPowerOnlyFromEnergy", .derivesPowerOnlyFromEnergy), ("silentMeter", .silentMeter),
        ("wrongSign", .wrongSign), ("wattsAsKilowatts", .wattsAsKilowatts), ("futureClock", .futureClock),
        ("repeatsMessages", .repeatsMessages), ("reordersMessages", .reordersMessages),
        ("losesMessages", .losesMessages), ("rejectsStateOfCharge", .rejectsStateOfCharge),
        ("jumpsStateOfCharge", .jumpsStateOfCharge), ("ignoresPhases", .ignoresPhases), ("drawsMore", .drawsMore),
        ("rejectsWatts", .rejectsWatts), ("needsTransactionOfProfile", .needsTransactionOfProfile),
        ("rejectsTransactionOfProfile", .rejectsTransactionOfProfile),
        ("keepsLeftoverTransactionProfile", .keepsLeftoverTransactionProfile),
        ("keepsLeftoverLevel", .keepsLeftoverLevel), ("takesOnlyLevelZero", .takesOnlyLevelZero),
        ("rejectsHighestLevel", .rejectsHighestLevel), ("rejectsStationLimit", .rejectsStationLimit),
        ("takesOnlyStationLimit", .takesOnlyStationLimit), ("freezesOffline", .freezesOffline),
        ("writesTimesWithoutZone", .writesTimesWithoutZone), ("writesZeroTimes", .writesZeroTimes),
        ("misspellsCelsius", .misspellsCelsius), ("speaks16", .speaks16), ("neverBoots", .neverBoots),
        ("startsInVain", .startsInVain), ("repeatsTransactionMessages", .repeatsTransactionMessages),
        ("losesStarts", .losesStarts), ("tellsDischargeNegative", .tellsDischargeNegative),
    ]

    /// The habit of that name.
    public init?(named name: String) {
        guard let found = Self.named.first(where: { $0.name == name }) else { return nil }
        self = found.habit
    }

    /// Those that a station can have, whatever its version; the others are of sites, or of the transport.
    public static let ofStations: BadHabits = named.map(\.habit).reduce(into: []) { all, habit in
        if BadHabits.ofSites.isDisjoint(with: habit) { all.formUnion(habit) }
    }

    private static let ofSites: BadHabits = [
        .futureClock, .repeatsMessages, .reordersMessages, .losesMessages, .jumpsStateOfCharge,
    ]
}
