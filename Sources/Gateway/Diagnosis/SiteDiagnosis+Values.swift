// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Units and signs.
extension SiteDiagnosis {
    static func values(_ subject: ObservedSubject) -> [Finding] {
        var found = [
            power(subject), stateOfCharge(subject), jumps(subject), voltage(subject), command(subject),
            trend(subject),
        ].compactMap { $0 }
        // One wrong sign is told once.
        if let first = found.firstIndex(where: { $0.kind == .sign }) {
            found = found.enumerated().filter { $0.element.kind != .sign || $0.offset == first }.map(\.element)
        }
        if found.isEmpty, let refused = subject.topics.compactMap({ $0.seen.refused["implausible"] }).first {
            found.append(
                .fault(
                    .value, subject.name, seen: "\(refused.count) refused: \(refused.lastReason)",
                    expected: "values that its plate allows",
                    remedy: "check unit and sign, and the plate in the topology"
                ))
        }
        return found
    }

    // MARK: - Power

    /// Whether a power has the wrong sign for a DER that works one way only, or another unit.
    private static func power(_ subject: ObservedSubject) -> Finding? {
        let powers = subject.messages.compactMap(\.powerKW)
        let bounds = subject.plausibleKW
        let most = max(-bounds.lowerBound, bounds.upperBound)
        let inverted = powers.filter { isWrongWay($0, subject) && (bounds.contains($0) || bounds.contains(-$0)) }
        if let example = inverted.last, inverted.count >= fewMessages {
            return wrongWay(example, inverted.count, subject)
        }
        let scaled = powers.filter { !bounds.contains($0) && abs($0) / 1_000 <= most }
        guard let example = scaled.last, scaled.count >= fewMessages else { return nil }
        let wrongToo = isWrongWay(example / 1_000, subject) ? "; and the sign is the wrong one too" : ""
        return .fault(
            .unit, subject.name,
            seen: "powerKW \(FindingText.number(example)), of a plate of \(plate(subject))\(wrongToo)",
            expected: "kW: \(FindingText.number(example / 1_000)), if that is in W",
            remedy: "divide by 1000 at the source, or give the mapping scale: 0.001")
    }

    /// The largest power that is told of the subject.
    private static func plate(_ subject: ObservedSubject) -> String {
        guard let unit = subject.unit else {
            return "\(FindingText.number(subject.plausibleKW.upperBound)) kW at most"
        }
        return "\(FindingText.number(max(unit.maximumImport, unit.maximumExport).kilowatts)) kW"
    }

    /// Whether a DER that delivers only imports, or one that draws only exports.
    private static func isWrongWay(_ power: Double, _ subject: ObservedSubject) -> Bool {
        guard let unit = subject.unit else { return false }
        let (imports, exports) = (unit.maximumImport.kilowatts, unit.maximumExport.kilowatts)
        let noise = max(noiseKW, 0.05 * max(imports, exports))
        if imports == 0, exports > 0 { return power > noise }
        return exports == 0 && power < -noise
    }

    private static func wrongWay(_ power: Double, _ count: Int, _ subject: ObservedSubject) -> Finding {
        let isPV = subject.unit?.kind == .photovoltaic
        return .fault(
            .sign, subject.name,
            seen: "\(isPV ? "imports" : "exports") \(FindingText.number(abs(power))) kW in \(count) messages",
            expected: isPV
                ? "export, which is negative: a photovoltaic unit draws nothing worth mention"
                : "import, which is positive: it has no export on its plate",
            remedy: "turn the sign at the source, or give the mapping negate: + is import, - is export")
    }

    // MARK: - Against what it was told, and against its own state of charge

    /// A battery that does the opposite of what it was told, as much as it was told.
    private static func command(_ subject: ObservedSubject) -> Finding? {
        guard case .battery = subject.unit, subject.isPowerWhole, let command = subject.command,
            abs(command.powerKW) >= leastCommandKW
        else { return nil }
        let after = subject.messages.filter { ($0.at - command.sentAt).inSeconds >= command.settlingS }
            .compactMap(\.powerKW)
        let slack = noiseKW + 0.2 * abs(command.powerKW)
        let opposite = after.filter { abs($0 + command.powerKW) <= slack }
        guard let example = opposite.last, opposite.count >= fewMessages,
            Double(opposite.count) >= mostOf * Double(after.count)
        else { return nil }
        return .fault(
            .sign, subject.name,
            seen: "\(FindingText.number(example)) kW, told \(FindingText.number(command.powerKW)) kW",
            expected: "the same sign: + charges, - discharges",
            remedy: "turn the sign of its readings, or that of the setpoint it takes, whichever is wrong")
    }

    /// Smaller setpoints are not told from noise.
    private static let leastCommandKW = 0.5

    /// A state of charge that rises while power flows out, or falls while it flows in.
    private static func trend(_ subject: ObservedSubject) -> Finding? {
        guard case .battery(let battery) = subject.unit, subject.isPowerWhole else { return nil }
        let pairs = subject.messages.compactMap { message -> (at: Double, soc: Double, kW: Double)? in
            guard let soc = message.soc, let power = message.powerKW, (0...1).contains(soc) else { return nil }
            return (Double(message.at.milliseconds) / 1_000, soc, power)
        }
        guard let first = pairs.first, let last = pairs.last, pairs.count >= fewMessages else { return nil }
        let energy = zip(pairs, pairs.dropFirst()).reduce(0) { $0 + $1.0.kW * ($1.1.at - $1.0.at) / 3_600 }
        let stored = (last.soc - first.soc) * battery.capacity.kilowattHours
        guard abs(last.soc - first.soc) >= leastRise, energy * stored < 0, abs(energy) >= 0.25 * abs(stored) else {
            return nil
        }
        return .fault(
            .sign, subject.name,
            seen:
                "its state of charge went from \(FindingText.number(first.soc)) to \(FindingText.number(last.soc)) "
                + "while it said to \(energy < 0 ? "deliver" : "draw") \(FindingText.number(abs(energy))) kWh",
            expected: "a state of charge that rises while power is positive",
            remedy: "turn the sign of powerKW at the source, or give the mapping negate: + charges, - discharges")
    }

    /// Changes of the state of charge below this are the steps of its display.
    private static let leastRise = 0.002

    // MARK: - State of charge and voltage

    private static func stateOfCharge(_ subject: ObservedSubject) -> Finding? {
        let above = subject.messages.compactMap(\.soc).filter { $0 > 1 }
        guard let example = above.last, above.count >= fewMessages else { return nil }
        let isPercent = example <= 100
        return .fault(
            .unit, subject.name, seen: "soc \(FindingText.number(example))",
            expected: isPercent
                ? "0...1: \(FindingText.number(example / 100)), if that is in %"
                : "0...1: that is an energy, in Wh or J",
            remedy: isPercent
                ? "divide by 100 at the source, or give the mapping scale: 0.01"
                : "divide by the capacity in the same unit: soc is a share")
    }

    private static func voltage(_ subject: ObservedSubject) -> Finding? {
        guard subject.nominalV > 0 else { return nil }
        let ratios = subject.messages.compactMap(\.voltageV).map { $0 / subject.nominalV }
            .filter { !(0.5...1.5).contains($0) && $0 != 0 }
        guard let ratio = ratios.last, ratios.count >= fewMessages else { return nil }
        let (what, remedy): (String, String) =
            switch ratio {
            case 1.6...1.9: ("the voltage between two lines", "divide by the square root of 3")
            case 0.0004...0.002: ("kV", "multiply by 1000")
            case 400...2_000: ("mV", "divide by 1000")
            default: ("another unit or another voltage level", "publish V, line to neutral")
            }
        return .fault(
            .unit, subject.name, seen: "voltageV \(FindingText.number(ratio * subject.nominalV)): \(what)",
            expected: "about \(FindingText.number(subject.nominalV.rounded())) V, line to neutral", remedy: remedy)
    }

    // MARK: - The meter against the sum

    /// Whether the meter fits the sum of the site's DERs and what its other loads may be; else whether it would with
    /// the sign turned or in another unit.
    static func balance(_ site: SiteObservation) -> [Finding] {
        guard let meter = site.subjects.first(where: { $0.unit == nil }), meter.isPowerWhole else { return [] }
        let pairs = meter.messages.compactMap { message -> (meter: Double, sum: Double)? in
            guard message.isAccepted, let power = message.powerKW, let sum = message.sumOfDERsKW else { return nil }
            return (power, sum)
        }
        guard pairs.count >= fewMessages, let last = pairs.last else { return [] }
        func share(_ turn: (Double) -> Double) -> Double {
            let fits = pairs.count { pair in
                let slack = noiseKW + 0.1 * abs(pair.sum)
                let rest = turn(pair.meter) - pair.sum
                return rest >= site.baseLoadKW.lowerBound - slack && rest <= site.baseLoadKW.upperBound + slack
            }
            return Double(fits) / Double(pairs.count)
        }
        guard share({ $0 }) < 1 - mostOf else { return [] }
        let seen =
            "the meter reads \(FindingText.number(last.meter)) kW, its DERs sum up to "
            + "\(FindingText.number(last.sum)) kW"
        let expected =
            "a difference of \(FindingText.number(site.baseLoadKW.lowerBound)) to "
            + "\(FindingText.number(site.baseLoadKW.upperBound)) kW, the site's other load"
        if share({ -$0 }) >= mostOf {
            return [
                .fault(
                    .sign, meter.name, seen: seen, expected: expected,
                    remedy: "turn the sign of the meter: + is what the site draws from the grid")
            ]
        }
        // A factor shows only where what it makes is more than noise.
        let isSmall = abs(last.meter) < noiseKW && abs(last.meter) * 1_000 >= noiseKW
        let isLarge = abs(last.meter) / 1_000 >= noiseKW
        if (isSmall && share { $0 * 1_000 } >= mostOf) || (isLarge && share { $0 / 1_000 } >= mostOf) {
            return [
                .fault(
                    .unit, meter.name, seen: "\(seen): a factor of 1000", expected: expected,
                    remedy: "publish the meter's power in kW")
            ]
        }
        return [
            .note(
                .balance, meter.name, seen: seen, expected: expected,
                remedy: "check whether all of the site is behind this meter, and minBaseLoadKW and maxBaseLoadKW")
        ]
    }
}
