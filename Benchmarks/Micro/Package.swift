// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let reader: [Target.Dependency] = ["PromptReading", "RedTeam", "SafetyModel"].map {
    .product(name: $0, package: "vangrail")
}

// Apart from the load harness, so that measuring a server does not resolve and build the server's own graph.
// The path package builds only the products named here; a second build reuses them.
let package = Package(
    name: "micro-benchmarks",
    dependencies: [.package(name: "vangrail", path: "../..")],
    targets: [
        .executableTarget(
            name: "MicroBenchmarks",
            dependencies: [.product(name: "ImageFingerprint", package: "vangrail")],
            swiftSettings: house),
        .executableTarget(name: "ReaderBenchmarks", dependencies: reader, swiftSettings: house),
        .executableTarget(
            name: "RobustnessTable",
            dependencies: [
                .product(name: "ImageFingerprint", package: "vangrail"),
                .product(name: "SafetyModel", package: "vangrail"),
            ], swiftSettings: house),
        .executableTarget(
            name: "IndexBenchmarks",
            dependencies: [
                .product(name: "FingerprintIndex", package: "vangrail"),
                .product(name: "SafetyModel", package: "vangrail"),
            ], swiftSettings: house),
        .executableTarget(name: "ReaderFuzz", dependencies: reader, swiftSettings: house),
        .executableTarget(
            name: "WatermarkTool", dependencies: [.product(name: "Watermark", package: "vangrail")],
            swiftSettings: house),
        .executableTarget(
            name: "CredentialsTool", dependencies: [.product(name: "ContentCredentials", package: "vangrail")],
            swiftSettings: house),
    ]
)
