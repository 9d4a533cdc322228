// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import TestSupport
import Testing

/// The tree as it stands keeps the rules.
struct HouseTests {
    static let root = RepositoryFiles.root
    static let sources = SourceText.all(in: root)

    func expectNone(_ broken: [String]) {
        #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
    }

    @Test func theTreeIsFound() {
        #expect(Self.sources.contains { $0.path == "Sources/GridModel/Feeder/Feeder.swift" })
        #expect(Self.sources.contains { $0.path == "Tests/HouseTests/HouseTests.swift" })
    }

    @Test func noImportBreaksAnArrow() { expectNone(HouseRules.brokenArrows(Self.sources)) }
    @Test func pureModulesImportNothingOfTheOutside() { expectNone(HouseRules.impureImports(Self.sources)) }
    @Test func pureModulesReadNoClockAndPrintNothing() { expectNone(HouseRules.impureCode(Self.sources)) }
    @Test func noInputEndsTheProcess() { expectNone(HouseRules.traps(Self.sources)) }
    @Test func filesStayShort() { expectNone(HouseRules.longFiles(Self.sources)) }
    @Test func functionsStayShort() { expectNone(HouseRules.longFunctions(Self.sources)) }
    @Test func everyFileNamesItsLicence() { expectNone(HouseRules.missingLicence(Self.sources)) }
    @Test func noFileNamesAMachine() { expectNone(HouseRules.machinePaths(Self.sources)) }

    @Test func everyTopologyIsValid() throws {
        let names = try RepositoryFiles.topologies()
        #expect(names.count >= 4)
        for name in names {
            let text = try RepositoryFiles.text("topology/\(name)")
            expectNone(TopologyFile.read(text, file: name).findings.map(\.description))
        }
    }
}

/// Each rule finds what is planted, and only that.
struct HouseRulesTests {
    static let licence = "// SPDX-License-Identifier: Apache-2.0\n"

    func source(_ path: String, _ text: String) -> [SourceText] { [SourceText(path: path, text: Self.licence + text)] }

    @Test func findsABrokenArrow() {
        let planted = source("Sources/OCPP/X.swift", "import JSON\npublic import GridModel\n")
        #expect(HouseRules.brokenArrows(planted) == ["Sources/OCPP/X.swift:3: OCPP may not import GridModel"])
        #expect(
            HouseRules.brokenArrows(source("Sources/Gateway/X.swift", "import GridModel\n@testable import MQTT\n"))
                .isEmpty)
        #expect(
            HouseRules.brokenArrows(source("Sources/Util/X.swift", "")) == [
                "Sources/Util/X.swift:1: unknown module Util"
            ])
        #expect(HouseRules.brokenArrows(source("Sources/JSON/X.swift", "// import GridModel\n")).isEmpty)
        #expect(HouseRules.brokenArrows(source("Sources/JSON/X.swift", "import struct GridModel.Feeder\n")).count == 1)
    }

    @Test(arguments: [
        "Foundation", "Dispatch", "Glibc", "Logging", "NIOCore", "Synchronization", "FoundationEssentials",
    ])
    func findsAnImpureImport(module: String) {
        for pure in ["GridModel", "DERDispatch", "JSON", "OCPP"] {
            #expect(
                HouseRules.impureImports(source("Sources/\(pure)/X.swift", "internal import \(module)\n")).count == 1)
        }
        #expect(HouseRules.impureImports(source("Sources/Gateway/X.swift", "import \(module)\n")).isEmpty)
        #expect(HouseRules.impureImports(source("Sources/GridModel/X.swift", "import Yams\n")).isEmpty)
    }

    @Test(arguments: ["let t = Date()", "ContinuousClock.now", "await f()", "print(x)", "Task { }"])
    func findsClocksHandOffsAndPrinting(code: String) {
        #expect(HouseRules.impureCode(source("Sources/DERDispatch/X.swift", "\(code)\n")).count == 1)
        #expect(HouseRules.impureCode(source("Sources/Store/X.swift", "\(code)\n")).isEmpty)
        #expect(HouseRules.impureCode(source("Sources/DERDispatch/X.swift", "// \(code)\n")).isEmpty)
        #expect(HouseRules.impureCode(source("Sources/DERDispatch/X.swift", "let s = \"\(code)\"\n")).isEmpty)
        #expect(
            HouseRules.impureCode(source("Sources/DERDispatch/X.swift", "let s = \"\"\"\n  \(code)\n  \"\"\"\n"))
                .isEmpty)
    }

    @Test func wordsThatOnlyEndAlikeAreNone() {
        #expect(HouseRules.impureCode(source("Sources/GridModel/X.swift", "blueprint(x)\nlast.print(y)\n")).isEmpty)
    }

    @Test func findsTraps() {
        #expect(HouseRules.traps(source("Sources/Gateway/X.swift", "fatalError(\"x\")\nlet y = try! f()\n")).count == 2)
        #expect(HouseRules.traps(source("Tests/GatewayTests/X.swift", "fatalError()\n")).isEmpty)
    }

    @Test func findsALongFile() {
        let line = "let a = 1\n"
        #expect(HouseRules.longFiles(source("Sources/JSON/X.swift", String(repeating: line, count: 499))).isEmpty)
        #expect(HouseRules.longFiles(source("Tests/JSONTests/X.swift", String(repeating: line, count: 500))).count == 1)
    }

    @Test(arguments: ["func f() {", "public init(a: Int = { 1 }()) {", "    mutating func g<T>(_ a: T) -> [T] {"])
    func findsALongFunction(head: String) {
        func planted(_ inner: Int) -> [SourceText] {
            source(
                "Sources/JSON/X.swift",
                head + "\n" + String(repeating: "  if a { b() } // {\n", count: inner) + "}\nfunc h() {}\n")
        }
        #expect(HouseRules.longFunctions(planted(58)).isEmpty)
        #expect(HouseRules.longFunctions(planted(59)).count == 1)
    }

    @Test func countsNoBracesOfStringsAndNoProtocols() {
        let text = "protocol P {\n  func a()\n  func b() -> Int\n}\nfunc c() {\n  let s = \"{{{\"\n}\n"
        let lengths = FunctionLengths.measure(source("Sources/JSON/X.swift", text)[0].code)
        #expect(lengths.map(\.name) == ["c"])
        #expect(lengths.map(\.lines) == [3])
    }

    @Test func findsAMissingLicenceAndAMachinePath() {
        #expect(HouseRules.missingLicence([SourceText(path: "Sources/JSON/X.swift", text: "import JSON\n")]).count == 1)
        let path = "/" + "home/someone/x"
        #expect(HouseRules.machinePaths(source("Tests/JSONTests/X.swift", "let p = \"\(path)\"\n")).count == 1)
    }

    @Test func readsAFolder() throws {
        let folder = try TemporaryFolder()
        let module = folder.url.appendingPathComponent("Sources/OCPP/V16")
        try FileManager.default.createDirectory(at: module, withIntermediateDirectories: true)
        try Data("import Foundation\n".utf8).write(to: module.appendingPathComponent("X.swift"))
        let sources = SourceText.all(in: folder.url)
        #expect(sources.map(\.path) == ["Sources/OCPP/V16/X.swift"])
        #expect(HouseRules.impureImports(sources).count == 1)
        #expect(HouseRules.missingLicence(sources).count == 1)
    }
}
