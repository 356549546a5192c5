/// Which modules each target may import: the arrows of the design, as a table. A row lists our own targets, then the
/// modules of other packages, then the modules of the system and the toolchain.
enum ImportTable {
    struct Row {
        var ours: Set<String> = []
        var libraries: Set<String> = []
        var system: Set<String> = []

        var all: Set<String> { ours.union(libraries).union(system) }
    }

    /// Only routes and executables know that there is HTTP around them.
    static let webFramework: Set<String> = ["Hummingbird", "HummingbirdCore", "HummingbirdTLS", "HummingbirdRouter"]
    /// What does input and output: nothing of it below the adapters.
    static let inputAndOutput: Set<String> = [
        "AsyncHTTPClient", "GRDB", "Hummingbird", "HummingbirdCore", "NIOPosix", "NIOHTTP1", "NIOFileSystem",
        "FoundationNetworking", "Glibc", "Musl", "Network", "ServiceLifecycle", "CVips", "CVipsShim", "CLensChannel",
    ]

    /// Foundation's parts that open no file and no connection by themselves come first.
    private static let values: Set<String> = ["FoundationEssentials", "Synchronization"]
    private static let foundation: Set<String> = ["Foundation", "FoundationEssentials", "Synchronization", "Dispatch"]
    private static let posix = foundation.union(["Glibc", "Musl", "Darwin"])

    static let rows: [String: Row] = [
        // Values and vocabulary.
        "SafetyModel": Row(),
        // The C library gives it the cosine.
        "ImageFingerprint": Row(ours: ["SafetyModel"], system: ["Synchronization", "Glibc"]),

        // It maps files of its own below a folder that it is given.
        "FingerprintIndex": Row(ours: ["SafetyModel", "CFingerprintScan"], system: posix),

        "ContentCredentials": Row(libraries: ["Crypto", "CryptoExtras", "X509", "SwiftASN1"], system: values),
        // The C library gives it the cosine.
        "Watermark": Row(ours: ["CWatermark"], system: ["Glibc"]),

        // The C library gives it logarithms.
        "PictureSignals": Row(ours: ["CInk"], system: foundation),

        // Mechanisms: given bytes, clocks, ids and keys; no input or output of their own. PromptReading reads its own
        // language files out of its bundle, once, and for that it needs Foundation.
        "PromptReading": Row(ours: ["SafetyModel", "CEncoder"], system: foundation),
        "PolicyEngine": Row(ours: ["SafetyModel"], libraries: ["Yams", "Crypto"], system: values),
        "AuditTrail": Row(ours: ["SafetyModel"], libraries: ["Crypto"], system: values),
        "WireJSON": Row(),
        // It reads the corpus folder, once.
        "RedTeam": Row(ours: ["SafetyModel"], system: foundation),

        // Use cases.
        "Screening": Row(
            ours: [
                "PromptReading", "PolicyEngine", "AuditTrail", "ImageFingerprint", "ContentCredentials", "SafetyModel",
            ], libraries: ["Crypto"],
            system: values),

        "Casework": Row(ours: ["SafetyModel"]),

        // Text that people type has many spellings; Foundation makes them one.
        "StaffAccess": Row(
            ours: ["Casework", "SafetyModel"], libraries: ["Crypto", "CryptoExtras"], system: foundation),

        "StaffFederation": Row(
            ours: ["StaffAccess", "Casework", "WireJSON", "SafetyModel"], libraries: ["Crypto", "JWTKit"],
            system: values),

        // The use cases of the desk: casework with a memory and hands.
        "Desk": Row(
            ours: [
                "StaffFederation", "StaffAccess", "Casework", "Screening", "AuditTrail", "ImageFingerprint",
                "FingerprintIndex", "SafetyModel",
            ], libraries: ["Crypto"], system: values),

        // Adapters: each owns its foreign library.
        "Storage": Row(
            ours: ["Screening", "FingerprintIndex", "ImageFingerprint", "AuditTrail", "SafetyModel"],
            libraries: ["GRDB", "Crypto"],
            system: posix),
        "Generators": Row(
            ours: ["WireJSON", "Screening", "SafetyModel"],
            libraries: ["AsyncHTTPClient", "NIOCore", "NIOPosix", "NIOHTTP1"], system: foundation),
        "Outreach": Row(
            ours: [
                "WireJSON", "Desk", "StaffFederation", "Casework", "Screening", "ContentCredentials", "SafetyModel",
            ],
            libraries: ["AsyncHTTPClient", "Crypto", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOSSL"],
            system: posix),
        "LensWire": Row(ours: ["ImageFingerprint", "SafetyModel", "CLensChannel"], system: posix),
        "Lens": Row(
            ours: ["LensWire", "Screening", "ImageFingerprint", "SafetyModel", "CLensChannel"], system: posix),
        "LensWorker": Row(
            ours: [
                "LensWire", "ImageFingerprint", "Watermark", "PictureSignals", "SafetyModel", "CFaces", "CText",
                "CModels",
                "CVipsShim",
                "CLensChannel",
            ],
            system: posix),

        "PictureModels": Row(
            ours: ["Screening", "LensWire", "WireJSON", "PolicyEngine", "SafetyModel"],
            libraries: ["AsyncHTTPClient", "NIOCore", "NIOHTTP1", "Yams"], system: foundation),

        // Routes, dialects, pages.
        "GatewayAPI": Row(
            ours: [
                "WireJSON", "Desk", "Casework", "Screening", "PolicyEngine", "AuditTrail", "ImageFingerprint",
                "SafetyModel",
            ], libraries: webFramework.union(["HTTPTypes", "NIOCore", "Crypto", "Logging"]), system: posix),
        "DeskWeb": Row(
            ours: [
                "GatewayAPI", "WireJSON", "Desk", "Casework", "Screening", "ContentCredentials", "SafetyModel",
            ],
            libraries: webFramework.union(["HTTPTypes", "NIOCore", "ServiceLifecycle"]), system: posix),

        // Executables: composition.
        "vangrail": Row(
            ours: [
                "DeskWeb", "GatewayAPI", "Storage", "Generators", "Outreach", "PictureModels", "Lens", "Desk",
                "StaffFederation",
                "StaffAccess",
                "Casework", "Screening", "RedTeam", "PromptReading", "PolicyEngine", "AuditTrail", "ImageFingerprint",
                "ContentCredentials", "SafetyModel",
            ],
            libraries: webFramework.union([
                "ArgumentParser", "Configuration", "Logging", "ServiceLifecycle", "UnixSignals", "NIOCore", "NIOHTTP1",
                "AsyncHTTPClient", "Yams", "Crypto",
            ]),
            system: posix),
        "vangrail-lens": Row(ours: ["LensWorker"], system: posix),
        "vangrail-train": Row(
            ours: ["RedTeam", "PromptReading", "SafetyModel"], libraries: ["ArgumentParser"], system: posix),
    ]

    /// The modules that come with a product of another package, where there are more than the one of its name.
    static let modulesOfProduct: [String: Set<String>] = [
        "Hummingbird": ["Hummingbird", "HummingbirdCore"],
        "AsyncHTTPClient": ["AsyncHTTPClient", "NIOHTTP1"],
        "NIOCore": ["NIOCore", "NIOHTTP1", "NIOFoundationCompat"],
    ]

    /// Targets of C, whose own sources have no Swift imports.
    static let cTargets: Set<String> = [
        "CEncoder", "CFaces", "CFingerprintScan", "CInk", "CLensChannel", "CModels", "CPango", "CText", "CVips",
        "CVipsShim",
        "CWatermark",
    ]

    /// Modules of the system and the toolchain that need no declaration in Package.swift.
    static let systemModules: Set<String> = [
        "Foundation", "FoundationEssentials", "FoundationNetworking", "Synchronization", "Dispatch", "Glibc", "Musl",
        "Darwin",
    ]
}

/// Reads the imports of a file.
enum Imports {
    /// The top modules that a file imports, with their lines (counted from 1).
    static func modules(in source: SwiftSource) -> [(module: String, line: Int)] {
        source.code.enumerated().compactMap { index, line in
            let words = line.split { $0 == " " || $0 == "." || $0 == ";" }.map(String.init)
            guard let place = words.firstIndex(of: "import"), place + 1 < words.count else { return nil }
            let before = words[..<place]
            let attributes: Set<String> = ["public", "package", "internal", "private", "fileprivate"]
            guard before.allSatisfy({ attributes.contains($0) || $0.hasPrefix("@") }) else { return nil }
            let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let next = words[place + 1]
            return (kinds.contains(next) && place + 2 < words.count ? words[place + 2] : next, index + 1)
        }
    }
}
