// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: house)
}

func executable(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: house)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: house)
}

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let client = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let certificates = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// What the page at `/protect` is made of.
let protectFiles = [
    "protect.html", "protect.words.en.json", "protect.words.nl.json", "protect.css", "protect.js", "protect-door.js",
    "photo-list.js", "crop-frame.js", "words.js", "fingerprint.js", "fingerprint-worker.js", "pdq.js", "enrolment.js",
    "border-trim.js", "picture.js", "picture-head.js", "pixel-area.js",
]

/// What the public pages of the desk are made of: their words, one file for each language, help lines, style, scripts.
let noticeFiles =
    ["nl", "en", "de", "fr", "es", "pl", "ar", "tr", "uk"].map { "Messages/messages.\($0).json" }
    + ["help-lines.json", "notice.css", "notice.js", "notice-pictures.js", "notice-secret.js"].map {
        "Notice/Files/\($0)"
    }

/// Scripts and style of the desk for staff.
let staffFiles = ["staff.css", "staff.js", "staff-keys.js", "staff-pictures.js", "staff-queue.js", "staff-secret.js"]
    .map { "Staff/Files/\($0)" }

// Arrows point down only; Tests/TidyTests holds the import allow-list.
let package = Package(
    name: "vangrail",
    products: [
        .executable(name: "vangrail", targets: ["vangrail"]),
        .executable(name: "vangrail-lens", targets: ["vangrail-lens"]),
        .library(name: "ImageFingerprint", targets: ["ImageFingerprint"]),
        .library(name: "ContentCredentials", targets: ["ContentCredentials"]),
        .library(name: "Watermark", targets: ["Watermark"]),
        .library(name: "FingerprintIndex", targets: ["FingerprintIndex"]),
        .library(name: "PromptReading", targets: ["PromptReading"]),
        .library(name: "RedTeam", targets: ["RedTeam"]),
        .library(name: "SafetyModel", targets: ["SafetyModel"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0",
            traits: [.defaults, "YAML", "CommandLineArguments"]),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    ],
    targets: [
        // Executables: composition only.
        executable(
            "vangrail",
            [
                "DeskWeb", "GatewayAPI", "Storage", "Generators", "Outreach", "PictureModels", "Lens", "Desk",
                "StaffFederation",
                "StaffAccess",
                "Casework", "Screening",
                "RedTeam",
                "PromptReading", "PolicyEngine", "AuditTrail", "ImageFingerprint", "ContentCredentials", "SafetyModel",
                crypto, arguments,
                configuration, logging,
                lifecycle, hummingbird,
                nioCore, nioHTTP1, client, yams,
                signals,
            ]),
        executable("vangrail-lens", ["LensWorker"]),
        executable("vangrail-train", ["RedTeam", "PromptReading", "SafetyModel", arguments]),

        // Routes, dialects, pages.
        library(
            "GatewayAPI",
            [
                "WireJSON", "Desk", "Casework", "Screening", "PolicyEngine", "AuditTrail", "ImageFingerprint",
                "SafetyModel", hummingbird, httpTypes, nioCore, crypto, logging,
            ]),
        library(
            "DeskWeb",
            [
                "GatewayAPI", "WireJSON", "Desk", "Casework", "Screening", "ContentCredentials", "SafetyModel",
                hummingbird, httpTypes, nioCore, lifecycle,
            ],
            resources: (protectFiles.map { "Protect/Files/\($0)" } + noticeFiles + staffFiles).map { .embedInCode($0) }),

        // Adapters.
        library(
            "Storage", ["Screening", "FingerprintIndex", "ImageFingerprint", "AuditTrail", "SafetyModel", grdb, crypto]),
        library("Generators", ["WireJSON", "Screening", "SafetyModel", client, nioCore, nioPosix]),
        library(
            "Outreach",
            [
                "WireJSON", "Desk", "StaffFederation", "Casework", "Screening", "ContentCredentials", "SafetyModel",
                client, crypto, nioCore, nioPosix, nioHTTP1, nioSSL,
            ]),
        library("Lens", ["Screening", "LensWire", "SafetyModel", "CLensChannel"]),
        library(
            "PictureModels",
            ["Screening", "LensWire", "WireJSON", "PolicyEngine", "SafetyModel", client, nioCore, yams]),
        library(
            "LensWorker",
            [
                "LensWire", "ImageFingerprint", "Watermark", "PictureSignals", "SafetyModel", "CFaces", "CText",
                "CModels",
                "CVipsShim", "CLensChannel",
            ],
            resources: [
                "plain.png", "plain.jpg", "plain.webp", "plain.gif", "plain.avif", "plain.heic",
            ].map { .embedInCode("Samples/\($0)") }),

        // Use cases.
        library(
            "Screening",
            [
                "PromptReading", "PolicyEngine", "AuditTrail", "ImageFingerprint", "ContentCredentials", "SafetyModel",
                crypto,
            ]),

        library("Casework", ["SafetyModel"]),
        library("StaffAccess", ["Casework", "SafetyModel", crypto, cryptoExtras]),
        library("StaffFederation", ["StaffAccess", "Casework", "WireJSON", "SafetyModel", crypto, jwt]),
        library(
            "Desk",
            [
                "StaffFederation", "StaffAccess", "Casework", "Screening", "AuditTrail", "ImageFingerprint",
                "FingerprintIndex", "SafetyModel", crypto,
            ]),

        // Mechanisms.
        library(
            "PromptReading", ["SafetyModel", "CEncoder"], resources: [.copy("Languages"), .copy("Models")]),
        library(
            "PolicyEngine", ["SafetyModel", yams, crypto], resources: [.embedInCode("Policies/default.yaml")]),
        library("AuditTrail", ["SafetyModel", crypto]),
        // Arithmetic over every pixel; optimised in debug builds too, where tests would wait for it.
        .target(
            name: "ImageFingerprint", dependencies: ["SafetyModel"],
            swiftSettings: house + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
        library("FingerprintIndex", ["SafetyModel", "CFingerprintScan"]),
        library("ContentCredentials", [crypto, cryptoExtras, certificates, asn1]),
        library("Watermark", ["CWatermark"]),
        // As ImageFingerprint.
        .target(
            name: "PictureSignals", dependencies: ["CInk"],
            swiftSettings: house + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
        library("LensWire", ["ImageFingerprint", "SafetyModel", "CLensChannel"]),
        library("WireJSON"),
        library("RedTeam", ["SafetyModel"]),
        library("SafetyModel"),

        // Small C targets: passing memory between processes, and libvips behind a header of our own.
        .target(name: "CLensChannel"),
        // Scans of fingerprints by what the processor offers; optimised in debug builds too.
        .target(name: "CFingerprintScan", cSettings: [.unsafeFlags(["-O3"])]),
        // Brightness and contrast of every pixel, where letters are looked for; optimised in debug builds too.
        .target(name: "CInk", cSettings: [.unsafeFlags(["-O3"])]),
        // The arithmetic of the mark; optimised in debug builds too.
        .target(name: "CWatermark", cSettings: [.unsafeFlags(["-O3"])]),
        // The small encoder's arithmetic; optimised in debug builds too, where tests would wait for it.
        .target(name: "CEncoder", cSettings: [.unsafeFlags(["-O3"])]),
        // dlib's detector of faces behind a header of our own.
        .target(
            name: "CFaces", cxxSettings: [.unsafeFlags(["-O3"])],
            linkerSettings: [
                .linkedLibrary("dlib"), .linkedLibrary("lapack"), .linkedLibrary("blas"), .linkedLibrary("stdc++"),
            ]),
        // Tesseract's reader of a line of letters behind a header of our own.
        .target(name: "CText", linkerSettings: [.linkedLibrary("tesseract")]),
        // ONNX Runtime behind a header of our own, opened at run time where an operator names it; nothing of it is linked.
        .target(name: "CModels", linkerSettings: [.linkedLibrary("dl")]),
        .systemLibrary(name: "CVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),
        .systemLibrary(name: "CPango", pkgConfig: "pangoft2", providers: [.apt(["libpango1.0-dev"])]),
        .target(name: "CVipsShim", dependencies: ["CVips", "CPango"], linkerSettings: [.linkedLibrary("deflate")]),

        // Tests: one target for each target, the ones that cross them, and what several of them need.
        .target(
            name: "TestSupport", dependencies: ["Screening", "ImageFingerprint", "SafetyModel"],
            path: "Tests/TestSupport", swiftSettings: house),
        tests("SafetyModelTests", ["SafetyModel"]),
        tests(
            "PromptReadingTests", ["PromptReading", "CEncoder", "RedTeam", "SafetyModel"],
            resources: [.process("Fixtures")]),
        tests("VangrailTrainTests", ["vangrail-train", "RedTeam", "PromptReading", "SafetyModel"]),
        tests("PolicyEngineTests", ["PolicyEngine", "SafetyModel", "TestSupport"]),
        tests("AuditTrailTests", ["AuditTrail", "SafetyModel"]),
        tests("WireJSONTests", ["WireJSON", "TestSupport"]),
        tests("FingerprintIndexTests", ["FingerprintIndex", "CFingerprintScan", "SafetyModel", "TestSupport"]),
        tests("ContentCredentialsTests", ["ContentCredentials", crypto, certificates, asn1]),
        tests("CaseworkTests", ["Casework", "SafetyModel"], resources: [.copy("Fixtures")]),
        tests("StaffAccessTests", ["StaffAccess", "Casework", "SafetyModel", crypto]),
        tests(
            "StaffFederationTests",
            ["StaffFederation", "StaffAccess", "Casework", "SafetyModel", "WireJSON", crypto, cryptoExtras]),
        tests(
            "DeskTests",
            [
                "Desk", "StaffFederation", "StaffAccess", "WireJSON", "Casework", "Screening", "Storage",
                "PolicyEngine", "PromptReading", "AuditTrail",
                "ImageFingerprint", "SafetyModel", "TestSupport",
            ]),
        tests("PictureSignalsTests", ["PictureSignals", "CInk"]),
        tests("WatermarkTests", ["Watermark", "CWatermark"]),
        tests("ImageFingerprintTests", ["ImageFingerprint", "SafetyModel", "TestSupport"]),
        tests(
            "LensTests",
            ["Lens", "LensWire", "CLensChannel", "Screening", "ImageFingerprint", "SafetyModel", "TestSupport"],
            resources: [.copy("Fixtures")]),
        tests(
            "StorageTests",
            ["Storage", "Screening", "ImageFingerprint", "AuditTrail", "SafetyModel", "TestSupport", grdb]),
        tests(
            "PictureModelsTests",
            ["PictureModels", "LensWire", "WireJSON", "Screening", "SafetyModel", nioCore, nioPosix]),
        tests("GeneratorsTests", ["Generators", "WireJSON", "Screening", "SafetyModel", client, nioCore, nioPosix]),
        tests(
            "OutreachTests",
            [
                "Outreach", "WireJSON", "Desk", "Casework", "SafetyModel", "Screening", crypto, certificates, asn1,
                nioCore,
                nioPosix, nioHTTP1, nioSSL,
            ]),
        tests(
            "ScreeningTests",
            [
                "Screening", "Storage", "PromptReading", "PolicyEngine", "AuditTrail", "ImageFingerprint",
                "SafetyModel",
                "TestSupport",
            ]),
        tests(
            "GatewayAPITests",
            [
                "GatewayAPI", "DeskWeb", "WireJSON", "Desk", "Casework", "Screening", "ContentCredentials",
                "AuditTrail", "SafetyModel",
                "TestSupport",
                hummingbird,
                httpTypes, nioCore, nioPosix, logging, .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
        tests("EndToEndTests", ["SafetyModel", "TestSupport"], exclude: ["Python"]),
        tests("TidyTests", []),
    ],
    cxxLanguageStandard: .cxx17
)
