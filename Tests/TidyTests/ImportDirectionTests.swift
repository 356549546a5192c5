import Testing

@Suite struct ImportDirectionTests {
    @Test func `every target of Package swift has a row in the import table, and no row is left over`() throws {
        let manifest = Manifest(text: try Repository.text("Package.swift"))
        let swiftTargets = Set(manifest.targets.keys).subtracting(manifest.tests).subtracting(ImportTable.cTargets)

        #expect(swiftTargets == Set(ImportTable.rows.keys))
        #expect(!manifest.tests.isEmpty)
    }

    @Test(arguments: ImportTable.rows.keys.sorted())
    func `a target imports only what its row allows`(target: String) throws {
        let row = try #require(ImportTable.rows[target])
        var findings: [Finding] = []

        for source in try sources(of: target) {
            for found in Imports.modules(in: source) where !row.all.contains(found.module) {
                findings.append(
                    Finding(file: source.file, line: found.line, problem: "\(target) may not import \(found.module)"))
            }
        }

        #expect(findings.isEmpty, "\(report(findings))")
    }

    @Test(arguments: ImportTable.rows.keys.sorted())
    func `a target imports only what it declares in Package swift`(target: String) throws {
        let manifest = Manifest(text: try Repository.text("Package.swift"))
        let declared = try #require(manifest.targets[target])
        let modules = declared.products.reduce(declared.targets) { modules, product in
            modules.union(ImportTable.modulesOfProduct[product] ?? [product])
        }
        let allowed = modules.union(ImportTable.systemModules)
        var findings: [Finding] = []

        for source in try sources(of: target) {
            for found in Imports.modules(in: source) where !allowed.contains(found.module) {
                findings.append(
                    Finding(file: source.file, line: found.line, problem: "\(found.module) is not declared"))
            }
        }

        #expect(findings.isEmpty, "\(report(findings))")
    }

    @Test func `arrows point down only`() throws {
        let layers: [[String]] = [
            ["vangrail", "vangrail-lens", "vangrail-train"],
            ["GatewayAPI", "DeskWeb"],
            ["Storage", "Generators", "Outreach", "PictureModels", "Lens", "LensWorker", "LensWire"],
            ["Desk"],
            ["StaffFederation"],
            ["StaffAccess"],
            ["Screening", "Casework"],
            ["PromptReading", "PolicyEngine", "AuditTrail", "WireJSON", "RedTeam"],
            ["ImageFingerprint", "FingerprintIndex", "ContentCredentials", "Watermark", "PictureSignals"],
            ["SafetyModel"],
        ]
        // Inside a layer four arrows exist: pages reuse the routes' rights; both ends of the lens share its wire, and
        // whoever plugs models in says in its words how they are fed.
        let sameLayer = [
            ("DeskWeb", "GatewayAPI"), ("LensWorker", "LensWire"), ("Lens", "LensWire"), ("PictureModels", "LensWire"),
        ]

        #expect(Set(layers.flatMap(\.self)) == Set(ImportTable.rows.keys))
        for (height, layer) in layers.enumerated() {
            let below = Set(layers[(height + 1)...].flatMap(\.self)).union(ImportTable.cTargets)
            for target in layer {
                let beside = sameLayer.filter { $0.0 == target }.map(\.1)
                let ours = try #require(ImportTable.rows[target]).ours
                #expect(ours.subtracting(below).subtracting(beside).isEmpty, "\(target)")
            }
        }
    }

    @Test func `only routes and executables import the web framework`() {
        for (target, row) in ImportTable.rows where !["GatewayAPI", "DeskWeb", "vangrail"].contains(target) {
            #expect(row.all.isDisjoint(with: ImportTable.webFramework), "\(target)")
        }
    }

    @Test func `a foreign library has one owner`() {
        let owners = [
            "GRDB": ["Storage"],
            "CVipsShim": ["LensWorker"],
            "AsyncHTTPClient": ["Generators", "Outreach", "PictureModels", "vangrail"],
            "Yams": ["PictureModels", "PolicyEngine", "vangrail"],
        ]
        for (library, targets) in owners {
            let users = ImportTable.rows.filter { $0.value.all.contains(library) }.keys.sorted()
            #expect(users == targets.sorted(), "\(library)")
        }
    }

    @Test(arguments: ["SafetyModel", "ImageFingerprint", "PromptReading", "PolicyEngine", "AuditTrail", "Screening"])
    func `values, mechanisms and use cases do no input or output`(target: String) throws {
        let exception: Set<String> = target == "ImageFingerprint" ? ["Glibc"] : []
        let row = try #require(ImportTable.rows[target])
        #expect(row.all.subtracting(exception).isDisjoint(with: ImportTable.inputAndOutput))
    }

    @Test(arguments: ["ImageFingerprint", "PolicyEngine", "AuditTrail"])
    func `a mechanism is given bytes, times and random numbers, and takes none itself`(target: String) throws {
        let findings = try sources(of: target).flatMap(SelfHelp.findings)
        #expect(findings.isEmpty, "\(report(findings))")
    }

    @Test(arguments: [
        "let now = Date()", "let n = Int.random(in: 0..<3)", "let text = try String(contentsOfFile: path)",
        "let clock = ContinuousClock()", "print(result)", "let home = getenv(\"HOME\")",
    ])
    func `a mechanism that helps itself is found`(line: String) {
        #expect(SelfHelp.findings(in: SwiftSource(file: "Bad.swift", text: line)).count == 1)
    }

    @Test(arguments: ["let a = fingerprint(b)", "a.append(contentsOf: b)", "let date = UpToDate()"])
    func `a mechanism that only sounds like it is left alone`(line: String) {
        #expect(SelfHelp.findings(in: SwiftSource(file: "Good.swift", text: line)).isEmpty)
    }

    @Test func `screening and casework, routes and adapters never meet`() throws {
        let adapters: Set<String> = ["Storage", "Generators", "Outreach", "Lens", "LensWorker"]
        for target in ["Screening", "GatewayAPI", "DeskWeb"] {
            #expect(try #require(ImportTable.rows[target]).ours.isDisjoint(with: adapters), "\(target)")
        }
    }

    @Test func `imports are read with their attributes, kinds and submodules, and not out of words`() {
        let source = SwiftSource(
            file: "Bad.swift",
            text: """
                public import GRDB
                @testable internal import Storage
                import struct Foundation.Data
                import Crypto.AES // import Nothing
                let text = "import Hummingbird"
                /* import NIOCore */
                """)

        #expect(Imports.modules(in: source).map(\.module) == ["GRDB", "Storage", "Foundation", "Crypto"])
        #expect(Imports.modules(in: source).map(\.line) == [1, 2, 3, 4])
    }

    @Test func `the manifest is read with variables and inline products`() {
        let manifest = Manifest(
            text: """
                let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
                let package = Package(
                    targets: [
                        library("Storage", ["Screening", "SafetyModel", grdb], resources: [.copy("Tables")]),
                        library("Screening"),
                        library("SafetyModel"),
                        tests("StorageTests", ["Storage", .product(name: "GRDBTesting", package: "GRDB.swift")]),
                    ]
                )
                """)

        #expect(
            manifest.targets["Storage"]
                == Manifest.Target(name: "Storage", targets: ["Screening", "SafetyModel"], products: ["GRDB"]))
        #expect(manifest.targets["StorageTests"]?.products == ["GRDBTesting"])
        #expect(manifest.tests == ["StorageTests"])
    }

    private func sources(of target: String) throws -> [SwiftSource] {
        let sources = try Repository.swiftSources(under: "Sources/\(target)")
        try #require(!sources.isEmpty, "Sources/\(target) has no Swift file")
        return sources
    }
}
