// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
//
// Measurements, apart from the product. Build with HEADROOM_CORE_ONLY=1: the core alone then builds, in a minute.

import PackageDescription

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "headroom", path: "..")],
    targets: [
        .executableTarget(
            name: "headroom-bench",
            dependencies: [
                .product(name: "DERDispatch", package: "headroom"), .product(name: "GridModel", package: "headroom"),
                .product(name: "JSON", package: "headroom"), .product(name: "OCPP", package: "headroom"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
    ]
)
