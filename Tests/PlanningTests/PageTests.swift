// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import Testing

@testable import Planning

/// The page: it asks for nothing, says what the tables say, and takes no markup from a file.
struct PageTests {
    @Test func itNeedsNothingBesideItselfAndSaysTheFigures() throws {
        let feeder = try Sample.pair()
        let reports = try ["on", "off"].map {
            try Planner.run(
                feeder,
                try Sample.scenario(
                    id: $0, "title: \"<b>what</b> & why\"", "profiles: {ev: {chance: 1, meanEnergyKWh: 30}}",
                    "policy: {dispatch: \($0)}"))
        }
        let page = ReportPage(reports, topology: "pair<.yaml").html
        for word in ["<script", "http://", "https://", "url(", "@import", "src=", "href=", "<b>what</b>", "pair<.yaml"]
        {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("&lt;b&gt;what&lt;/b&gt; &amp; why") && page.contains("pair&lt;.yaml"))
        #expect(page.contains("prefers-color-scheme:dark") && page.contains("@media print"))
        // What the dispatcher keeps and no table shows, and what is not done at all.
        for words in ["Limits of a phase bind the dispatcher", "stations with phaseSwitching stay on three phases"] {
            #expect(page.contains(words))
        }
        for report in reports {
            #expect(page.contains("<td>\(ReportText.decimal(report.totals.headPeakKW, 1))</td>"))
        }
        let table = ReportText.table(reports)
        let lines = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.first == ["on", "off"])
        let peaks = reports.map { ReportText.decimal($0.totals.headPeakKW, 1) }
        #expect(lines.contains(["peak", "of", "the", "head,", "kW"] + peaks), "\(table)")
    }

    @Test func everythingOpenedIsClosed() throws {
        let report = try Planner.run(try Sample.pair(), try Sample.scenario())
        let page = ReportPage([report], topology: "t").html
        let body = try #require(page.range(of: "<html")).lowerBound
        let text = page[body...].replacing(/<meta[^>]*>/, with: "")
        let parser = XMLWords(String(text))
        #expect(parser.unbalanced == nil, "\(parser.unbalanced ?? "")")
    }

    @Test func axesHaveRoundMarksAndHoldAllValues() {
        for (least, most) in [(0.0, 477.7), (-380, 381), (-0.2, 0.05), (0, 0), (0, 123_456)] {
            let scale = AxisScale(values: [least, most])
            #expect(scale.lower <= least && scale.upper >= most && scale.lower < scale.upper)
            #expect((2...9).contains(scale.ticks.count), "\(scale.ticks)")
            #expect(scale.ticks.contains(0))
        }
    }

    @Test func noPeakIsLostWhenPointsAreThinned() {
        var values = (0..<50_000).map { Double($0 % 97) }
        values[31_234] = 1_000
        values[777] = -500
        let points = Chart.thinned(values)
        #expect(points.count <= 1_000 && points.contains { $0.value == 1_000 } && points.contains { $0.value == -500 })
        #expect(zip(points, points.dropFirst()).allSatisfy { $0.step < $1.step })
    }
}

/// Whether the elements of a text close in the order they opened.
private struct XMLWords {
    var unbalanced: String?

    init(_ text: String) {
        var open: [Substring] = []
        for match in text.matches(of: /<(\/?)([a-zA-Z0-9]+)[^>]*?(\/?)>/) {
            let name = match.2
            if !match.3.isEmpty { continue }
            if match.1.isEmpty { open.append(name) } else if open.popLast() != name { unbalanced = "</\(name)>" }
        }
        if unbalanced == nil, let left = open.last { unbalanced = "<\(left)>" }
    }
}
