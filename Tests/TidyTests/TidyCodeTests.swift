import Testing

@Suite struct TidyCodeTests {
    @Test func `code in Sources neither traps nor silences the compiler without a reason`() throws {
        let findings = try sources(under: "Sources").flatMap(DangerousCode.findings)
        #expect(findings.isEmpty, "\(report(findings))")
    }

    @Test func `tests silence the compiler only with a reason`() throws {
        let findings = try sources(under: "Tests").flatMap(DangerousCode.findings).filter { finding in
            finding.problem.contains("SAFETY")
        }
        #expect(findings.isEmpty, "\(report(findings))")
    }

    @Test func `names say what things are`() throws {
        let findings = try (sources(under: "Sources") + sources(under: "Tests")).flatMap(PlainNames.findings)
        #expect(findings.isEmpty, "\(report(findings))")
    }

    @Test func `every public type and function says what it is for`() throws {
        let findings = try sources(under: "Sources").flatMap(PublicDocumentation.findings)
        #expect(findings.isEmpty, "\(report(findings))")
    }

    @Test func `no Swift file is too long`() throws {
        let files = try Repository.swiftFiles(under: "Sources") + Repository.swiftFiles(under: "Tests")
        let findings = try files.compactMap { file in
            let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false).count
            return FileSizes.finding(file: file, lines: lines)
        }
        #expect(findings.isEmpty, "\(report(findings))")
    }

    @Test func `the list of long files only shrinks`() throws {
        for (file, ceiling) in FileSizes.ratchet {
            let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines > FileSizes.linesMax, "\(file) is short enough now: take it off the list")
            #expect(lines == ceiling, "\(file) has \(lines) lines: write that down")
        }
    }

    // The rules themselves, on samples.

    @Test(arguments: [
        "fatalError()", "let a = try! b()", "let a = b as! C", "let a = b!", "let a = b()!.c", "let a = b[0]!",
        "var a: Int!", "Task.detached { }", "struct A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1",
    ])
    func `dangerous code is found`(line: String) {
        #expect(!DangerousCode.findings(in: SwiftSource(file: "Bad.swift", text: line)).isEmpty)
    }

    @Test(arguments: [
        "if a != b { }", "guard !a else { return }", "let text = \"a!\"", "// try! it", "let a = try b()", "a ! = b",
        "let text = \"\\(a ? \"b!\" : \"c\")!\"", "let a = !(b) || !c",
    ])
    func `harmless code is left alone`(line: String) {
        let findings = DangerousCode.findings(in: SwiftSource(file: "Good.swift", text: line))
        #expect(findings.isEmpty, "\(report(findings))")
    }

    @Test func `a line that says why makes unchecked code acceptable`() {
        let text = "// SAFETY: the lock guards every access.\nfinal class A: @unchecked Sendable {}"
        #expect(DangerousCode.findings(in: SwiftSource(file: "Good.swift", text: text)).isEmpty)
    }

    @Test(arguments: [
        "struct PictureUtils {}", "final class CaseManager {}", "enum TestHelpers {}", "actor DefaultStoreImpl {}",
    ])
    func `a name that says nothing is found`(line: String) {
        #expect(PlainNames.findings(in: SwiftSource(file: "Bad.swift", text: line)).count == 1)
    }

    @Test(arguments: ["struct CommonwealthName {}", "struct DefaultPolicy {}", "actor Pool {}", "enum Utility {}"])
    func `a name that only resembles a bad one is left alone`(line: String) {
        #expect(PlainNames.findings(in: SwiftSource(file: "Good.swift", text: line)).isEmpty)
    }

    @Test func `a public declaration without words is found`() {
        let text = """
            public struct A {
                public var b: Int
                /// Counts.
                @inlinable
                public func c() {}
                public static func d() {}
                public static func < (left: A, right: A) -> Bool { true }
            }
            """
        let findings = PublicDocumentation.findings(in: SwiftSource(file: "Bad.swift", text: text))
        #expect(findings.map(\.line) == [1, 6])
    }

    @Test func `a file over the ceiling is found`() {
        #expect(FileSizes.finding(file: "Sources/A/Long.swift", lines: 501) != nil)
        #expect(FileSizes.finding(file: "Sources/A/Short.swift", lines: 500) == nil)
    }

    @Test func `strings, comments and interpolations are told from code`() {
        let text = ##"""
            let a = "x \(b("y") + c!) z" // d!
            let e = #"f \#(g) "h""# /* i /* j */ k */ + l
            """##
        let source = SwiftSource(file: "Mixed.swift", text: text)

        #expect(source.code[0].contains("c!") && !source.code[0].contains("d!") && !source.code[0].contains("x"))
        #expect(source.code[1].contains("g") && source.code[1].contains("+ l"))
        #expect(!source.code[1].contains("h") && !source.code[1].contains("k"))
    }

    private func sources(under folder: String) throws -> [SwiftSource] { try Repository.swiftSources(under: folder) }
}
