// SPDX-License-Identifier: Apache-2.0

/// What came of some hours of turns, from the devices' own power.
struct TurnsRecord: CustomStringConvertible {
    private(set) var seconds = 0
    private(set) var energyKWh: [Double]
    private(set) var starts: [Int]
    /// Seconds that each ran, by clock hour.
    private(set) var onSeconds: [[Int]] = []
    /// Seconds of each turn that is over.
    private(set) var turns: [Int] = []
    private(set) var largestExcessKW = -Double.infinity
    private var since: [Int?]
    let fairKW: [Double]

    init(fairKW: [Double]) {
        self.fairKW = fairKW
        energyKWh = fairKW.map { _ in 0 }
        starts = fairKW.map { _ in 0 }
        since = fairKW.map { _ in nil }
    }

    mutating func note(_ powerKW: [Double], excessKW: Double) {
        if seconds % 3_600 == 0 { onSeconds.append(fairKW.map { _ in 0 }) }
        for (der, power) in powerKW.enumerated() {
            energyKWh[der] += power / 3_600
            if power > 0 {
                onSeconds[onSeconds.count - 1][der] += 1
                if since[der] == nil {
                    starts[der] += 1
                    since[der] = seconds
                }
            } else if let start = since[der] {
                turns.append(seconds - start)
                since[der] = nil
            }
        }
        largestExcessKW = max(largestExcessKW, excessKW)
        seconds += 1
    }

    var hours: Double { Double(seconds) / 3_600 }
    /// Delivered over fair, of each.
    var ratios: [Double] { zip(energyKWh, fairKW).map { $0 / ($1 * hours) } }
    var leastOfFair: Double { ratios.min()! }
    /// Jain's index of the same.
    var jain: Double {
        let sum = ratios.reduce(0, +)
        return sum * sum / (Double(ratios.count) * ratios.reduce(0) { $0 + $1 * $1 })
    }
    var delivered: Double { energyKWh.reduce(0, +) / (fairKW.reduce(0, +) * hours) }
    var startsPerHour: Double { Double(starts.reduce(0, +)) / Double(starts.count) / hours }
    /// Largest difference between two in one clock hour, s.
    var onTimeSpread: Int { onSeconds.map { $0.max()! - $0.min()! }.max()! }

    var description: String {
        func text(_ value: Double) -> String { "\((value * 10_000).rounded() / 10_000)" }
        return """
            of fair \(text(leastOfFair))...\(text(ratios.max()!)), Jain \(text(jain)), delivered \(text(delivered)), \
            starts \(text(startsPerHour))/h, on-times differ by up to \(onTimeSpread) s in an hour, \
            shortest turn \(turns.min() ?? 0) s
            """
    }
}
