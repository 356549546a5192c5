// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

// A package of its own, so that Vangrail's graph stays small. `scripts/benchmark` builds and runs it.
let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        .executableTarget(
            name: "FakeUpstream", dependencies: ["Wire", "CZlib", nioCore, nioPosix, arguments],
            swiftSettings: house),
        .executableTarget(
            name: "LoadGenerator", dependencies: ["Wire", "LoadResult", nioCore, nioPosix, arguments],
            swiftSettings: house),
        .executableTarget(name: "BenchmarkReport", dependencies: ["LoadResult", arguments], swiftSettings: house),
        .target(name: "Wire", dependencies: [nioCore], swiftSettings: house),
        .target(name: "LoadResult", swiftSettings: house),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .testTarget(name: "WireTests", dependencies: ["Wire", nioCore], swiftSettings: house),
        .testTarget(name: "LoadResultTests", dependencies: ["LoadResult"], swiftSettings: house),
    ]
)
