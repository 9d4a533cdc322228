// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
//
// The arrows of the house. A target sees only what is listed in its `dependencies`, so the compiler refuses the rest;
// `HouseTests` reads the imports again and says which arrow was broken.
//
// HEADROOM_CORE_ONLY=1 keeps the targets that need nothing but this repository and Yams. Sanitizer, fuzz and coverage
// builds of the numeric core and of the codecs then take seconds instead of the many minutes of NIO, BoringSSL and GRDB.

import PackageDescription

let coreOnly = Context.environment["HEADROOM_CORE_ONLY"] != nil
/// The plug-in of `make docs`; other builds neither fetch nor resolve it.
let makesDocs = Context.environment["HEADROOM_DOCS"] != nil

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

// MARK: - Core: no network, no database

let coreTargets: [Target] = [
    .target(name: "JSON", swiftSettings: settings),
    .target(name: "GridModel", dependencies: [yams], resources: [.embedInCode("Schema/topology-1.schema.json")], swiftSettings: settings),
    .target(name: "DERDispatch", dependencies: ["GridModel", "JSON"], swiftSettings: settings),
    .target(
        name: "Planning", dependencies: ["GridModel", "DERDispatch", "JSON"],
        resources: [.embedInCode("Schema/scenario-1.schema.json")], swiftSettings: settings),
    .target(name: "OCPP", dependencies: ["JSON"], swiftSettings: settings),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "GridModelTests", dependencies: ["GridModel", "TestSupport", yams], swiftSettings: settings),
    .testTarget(
        name: "DERDispatchTests", dependencies: ["DERDispatch", "GridModel", "JSON", "TestSupport"],
        swiftSettings: settings),
    .testTarget(
        name: "PlanningTests", dependencies: ["Planning", "GridModel", "TestSupport"], exclude: ["Peers"],
        swiftSettings: settings),
    .testTarget(
        name: "OCPPTests", dependencies: ["OCPP", "JSON", "TestSupport"], exclude: ["Peers"], swiftSettings: settings),
    .testTarget(name: "HouseTests", dependencies: ["GridModel", "TestSupport"], swiftSettings: settings),
]

// MARK: - Edge: sockets, the broker, the database, the command

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOWebSocket", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
]
let grdb: [Target.Dependency] = [
    .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
]
let hummingbird: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdTLS", package: "hummingbird"),
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
]
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// The operator's page, built into the program.
let dashboard = [
    "index.html", "icon.svg", "page.css", "panels.css", "app.js", "api.js", "live.js", "model.js", "tree.js", "words.js",
    "chart.js", "node-panel.js", "der-panel.js", "limits.js", "records.js",
]

let edgeTargets: [Target] = [
    .systemLibrary(name: "CMosquitto", pkgConfig: "libmosquitto", providers: [.apt(["libmosquitto-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "MQTT", dependencies: ["CMosquitto", "JSON", logging, subprocess], swiftSettings: settings),
    .target(name: "OCPPWebSocket", dependencies: [logging] + nio, swiftSettings: settings),
    .target(name: "Store", dependencies: ["GridModel", "DERDispatch", "JSON"] + grdb, swiftSettings: settings),
    .target(
        name: "Gateway",
        dependencies: ["GridModel", "DERDispatch", "JSON", "OCPP", "OCPPWebSocket", "MQTT", "Store", "COpenSSL", logging]
            + nio + hummingbird,
        exclude: ["Schema"], resources: dashboard.map { .embedInCode("Dashboard/\($0)") }, swiftSettings: settings),
    .target(
        name: "Simulation", dependencies: ["GridModel", "JSON", "OCPP", "OCPPWebSocket", "MQTT", logging],
        swiftSettings: settings),
    .executableTarget(
        name: "headroom",
        dependencies: [
            "GridModel", "DERDispatch", "Planning", "JSON", "Gateway", "Simulation", "Store", "MQTT", arguments, logging,
        ]
            + nio,
        swiftSettings: settings),
    .testTarget(
        name: "MQTTTests", dependencies: ["MQTT", "CMosquitto", "TestSupport", logging, subprocess],
        swiftSettings: settings),
    .testTarget(
        name: "OCPPWebSocketTests", dependencies: ["OCPPWebSocket", "TestSupport", logging] + nio, exclude: ["Peers"],
        swiftSettings: settings),
    .testTarget(
        name: "StoreTests", dependencies: ["Store", "GridModel", "DERDispatch", "TestSupport"] + grdb,
        swiftSettings: settings),
    .testTarget(
        name: "GatewayTests",
        dependencies: ["Gateway", "GridModel", "DERDispatch", "OCPP", "JSON", "Store", "MQTT", "TestSupport", logging],
        swiftSettings: settings),
    .testTarget(name: "HeadroomTests", dependencies: ["MQTT", "TestSupport", logging, subprocess], swiftSettings: settings),
    .testTarget(
        name: "SimulationTests",
        dependencies: [
            "Simulation", "Gateway", "GridModel", "DERDispatch", "OCPP", "JSON", "Store", "MQTT", "TestSupport", logging,
        ],
        swiftSettings: settings),
]

let edgePackages: [Package.Dependency] = [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
]

let package = Package(
    name: "headroom",
    // The libraries are for Benchmarks/, a package of its own.
    products: [
        .library(name: "JSON", targets: ["JSON"]), .library(name: "GridModel", targets: ["GridModel"]),
        .library(name: "DERDispatch", targets: ["DERDispatch"]), .library(name: "OCPP", targets: ["OCPP"]),
    ] + (coreOnly ? [] : [.executable(name: "headroom", targets: ["headroom"])]),
    dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")] + (coreOnly ? [] : edgePackages)
        + (makesDocs ? [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")] : []),
    targets: coreTargets + (coreOnly ? [] : edgeTargets)
)
