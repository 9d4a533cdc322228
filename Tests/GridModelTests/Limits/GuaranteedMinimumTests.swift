// SPDX-License-Identifier: Apache-2.0

import GridModel
import Testing

struct GuaranteedMinimumTests {
    /// The list that vendors print beside the formula, kW.
    @Test func theFormulaGivesThePublishedList() {
        let published = [4.2, 7.56, 10.5, 13.02, 15.12, 16.8, 18.06, 18.9, 19.32]
        for (index, expected) in published.enumerated() {
            #expect(abs(GuaranteedMinimum.par14a(devices: index + 1).kilowatts - expected) < 1e-9)
        }
        #expect(abs(GuaranteedMinimum.par14a(devices: 20).kilowatts - 4.2 * (1 + 19 * 0.45)) < 1e-9)
        #expect(GuaranteedMinimum.par14a(devices: 0) == .zero)
    }

    @Test func itSpeaksOfWhatDrawsMoreThan4200WattsAndCanBeCommanded() {
        func load(_ kW: Double, _ communication: Communication = .mqtt) -> DER {
            DER(
                id: .init("d")!, node: .init("s")!, site: .init("s")!,
                unit: .load(ControllableLoad(maximum: .kilowatts(kW))),
                defaultLimit: DefaultLimit(importLimit: .zero, exportLimit: .zero), communication: communication)
        }
        #expect(GuaranteedMinimum.par14a.covers(load(4.3)))
        #expect(!GuaranteedMinimum.par14a.covers(load(4.2)))
        #expect(!GuaranteedMinimum.par14a.covers(load(11, .none)))
        #expect(GuaranteedMinimum.power(.kilowatts(3)).covers(load(1)))
        // What nobody can draw is not guaranteed.
        #expect(GuaranteedMinimum.power(.kilowatts(9)).total(of: [load(2), load(3)]) == .kilowatts(5))
        #expect(GuaranteedMinimum.par14a.total(of: [load(11), load(4), load(5)]).kilowatts == 7.56)
    }
}

struct ConnectionDateTests {
    @Test(arguments: ["2024-02-29", "1999-12-31", "2000-02-29", "0001-01-01"])
    func takesDaysOfTheCalendar(text: String) { #expect(ConnectionDate(text)?.text == text) }

    @Test(arguments: [
        "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-1-1", "24-01-01", "2024-01-01T00",
        "", "2024/01/01", "2o24-01-01", "２024-01-0",
    ])
    func refusesTheRest(text: String) { #expect(ConnectionDate(text) == nil) }

    @Test func earlierIsLess() { #expect(ConnectionDate("2009-12-31")! < ConnectionDate("2010-01-01")!) }
}
