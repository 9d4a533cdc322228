// SPDX-License-Identifier: Apache-2.0

import GridModel

/// One diagram over time as SVG: a line a scenario, and the limits as dashed lines.
struct Chart {
    /// A curve with its place in the colours of the page.
    struct Curve {
        var values: [Double]
        var style: String
        var name: String
    }

    var title: String
    var unit: String
    var curves: [Curve]
    /// Limits by step, drawn dashed; nil where there is none.
    var bounds: [[Double?]] = []
    var horizon: Horizon
    var offsetH: Double
    var height = 240.0
    /// False for a curve that is sorted by size: the axis then says parts of the time.
    var isOverTime = true

    /// Width of the drawing; half a page wants half of it, so that letters stay as large.
    var width = 920.0

    private static let left = 58.0
    private static let right = 12.0
    private static let top = 12.0
    private static let bottom = 28.0
    /// Points of a line; more than this cannot be seen, so each stretch is drawn from its least to its greatest.
    private static let maximumPoints = 900

    var svg: String {
        let scale = AxisScale(values: curves.flatMap(\.values) + bounds.flatMap { $0.compactMap { $0 } })
        let names = curves.map(\.name).joined(separator: ", ")
        return """
            <svg viewBox="0 0 \(Self.text(width)) \(Self.text(height))" role="img" aria-label="\(HTML.escaped(title + ": " + names))">
            \(grid(scale))\(timeAxis)\(bounds.map { boundLine($0, scale) }.joined())\(curves.map { line($0, scale) }.joined())
            </svg>
            """
    }

    private var count: Int { curves.first?.values.count ?? 0 }

    private func x(_ step: Double) -> Double {
        Self.left + (width - Self.left - Self.right) * step / Double(max(count, 1))
    }

    private func y(_ value: Double, _ scale: AxisScale) -> Double {
        let part = (value - scale.lower) / (scale.upper - scale.lower)
        return Self.top + (height - Self.top - Self.bottom) * (1 - part)
    }

    private func grid(_ scale: AxisScale) -> String {
        scale.ticks.map { tick in
            let height = Self.text(y(tick, scale))
            let kind = tick == 0 ? "zero" : "grid"
            return """
                <line class="\(kind)" x1="\(Self.text(Self.left))" x2="\(Self.text(width - Self.right))" y1="\(height)" y2="\(height)"/>\
                <text class="tick" x="\(Self.text(Self.left - 6))" y="\(height)" dy="4" text-anchor="end">\(ReportText.decimal(tick, scale.decimals))</text>
                """
        }.joined() + "<text class=\"tick\" x=\"4\" y=\"\(Self.text(Self.top))\" dy=\"4\">\(unit)</text>"
    }

    private var timeAxis: String {
        let base = Self.text(height - 8)
        let marks = isOverTime ? TimeTicks(horizon: horizon, offsetH: offsetH).marks : Self.shares(count)
        return marks.map { mark in
            let place = Self.text(x(mark.step))
            return """
                <line class="grid" x1="\(place)" x2="\(place)" y1="\(Self.text(Self.top))" y2="\(Self.text(height - Self.bottom))"/>\
                <text class="tick" x="\(place)" y="\(base)" text-anchor="\(mark.step >= Double(count) ? "end" : "middle")">\(mark.label)</text>
                """
        }.joined()
    }

    private static func shares(_ count: Int) -> [(step: Double, label: String)] {
        [(0.0, "0"), (25, "25 % of the time"), (50, "50 % of the time"), (75, "75 % of the time"), (100, "100 %")]
            .map { (Double(count) * $0 / 100, $1) }
    }

    private func line(_ curve: Curve, _ scale: AxisScale) -> String {
        let points = Self.thinned(curve.values).map {
            "\(Self.text(x($0.step + 0.5))),\(Self.text(y($0.value, scale)))"
        }
        return
            "<polyline class=\"curve \(curve.style)\" points=\"\(points.joined(separator: " "))\"><title>\(HTML.escaped(curve.name))</title></polyline>"
    }

    /// A limit as it changes from step to step.
    private func boundLine(_ bound: [Double?], _ scale: AxisScale) -> String {
        var path = "", last: Double?
        for (step, value) in bound.enumerated() {
            guard let value else {
                last = nil
                continue
            }
            let height = Self.text(y(value, scale))
            if last == nil { path += "M\(Self.text(x(Double(step)))) \(height)" }
            if let last, last != value { path += "H\(Self.text(x(Double(step))))V\(height)" }
            if step == bound.count - 1 || bound[step + 1] == nil { path += "H\(Self.text(x(Double(step + 1))))" }
            last = value
        }
        return path.isEmpty ? "" : "<path class=\"bound\" d=\"\(path)\"><title>limit</title></path>"
    }

    /// At most so many points: of each stretch the least and the greatest, in their order, so that no peak is lost.
    static func thinned(_ values: [Double]) -> [(step: Double, value: Double)] {
        let stretch = (values.count * 2 + maximumPoints - 1) / maximumPoints
        guard values.count > maximumPoints else { return values.enumerated().map { (Double($0.offset), $0.element) } }
        var points: [(step: Double, value: Double)] = []
        for first in stride(from: 0, to: values.count, by: stretch) {
            let part = first..<min(first + stretch, values.count)
            guard let least = part.min(by: { values[$0] < values[$1] }),
                let most = part.max(by: { values[$0] < values[$1] })
            else { continue }
            for step in least == most ? [least] : [min(least, most), max(least, most)] {
                points.append((Double(step), values[step]))
            }
        }
        return points
    }

    private static func text(_ value: Double) -> String { ReportText.decimal(value, 1) }
}

/// Round numbers for an axis that holds all values and 0.
struct AxisScale {
    let lower: Double
    let upper: Double
    let ticks: [Double]
    let decimals: Int

    init(values: [Double]) {
        let least = min(values.filter(\.isFinite).min() ?? 0, 0)
        let most = max(values.filter(\.isFinite).max() ?? 0, 0)
        let span = max(most - least, 1e-3) * 1.06
        var step = 1e-3
        for factor in [2, 2.5, 2].cycled where span / step > 5.5 { step *= factor }
        lower = (least / step).rounded(.down) * step
        upper = (most * 1.03 / step).rounded(.up) * step + (most == least ? step : 0)
        let (first, unit) = (lower, step)
        ticks = (0...Int(((upper - lower) / step).rounded())).map { first + Double($0) * unit }
            .map { $0.magnitude < unit / 2 ? 0 : $0 }
        decimals = step >= 1 ? 0 : step >= 0.1 ? 1 : 3
    }
}

extension [Double] {
    /// 1, 2, 5, 10, 20 ...: the factors again and again, as often as twelve decades need.
    fileprivate var cycled: [Double] { (0..<12).flatMap { _ in self } }
}

/// Marks of the time axis on whole hours or days of people's clock.
struct TimeTicks {
    let marks: [(step: Double, label: String)]

    init(horizon: Horizon, offsetH: Double) {
        let hours = Double(horizon.stepCount) * horizon.stepHours
        let every = [1.0, 3, 6, 12, 24, 48, 168, 720, 2_160].first { hours / $0 <= 10 } ?? 8_760
        let spacing = Int64(every * 3_600_000)
        let offset = Int64(offsetH * 3_600_000)
        var time = (LoadGenerator.floored(horizon.start.milliseconds + offset - 1, by: spacing) + 1) * spacing
        var found: [(step: Double, label: String)] = []
        while time - offset <= horizon.end.milliseconds {
            let step = Double(time - offset - horizon.start.milliseconds) / Double(horizon.stepMinutes * 60_000)
            found.append((step, Self.label(time, isDaily: every >= 24)))
            time += spacing
        }
        marks = found
    }

    private static func label(_ localMs: Int64, isDaily: Bool) -> String {
        let text = ReportText.clock(UTCInstant(milliseconds: localMs))
        let clock = String(text.dropFirst(11).prefix(5))
        return isDaily || clock == "00:00" ? String(text.dropFirst(5).prefix(5)) : clock
    }
}
