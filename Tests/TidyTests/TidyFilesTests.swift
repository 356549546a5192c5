import Testing

@Suite struct TidyFilesTests {
    /// Endings of files that hold text.
    private static let textEndings = [
        ".swift", ".md", ".sh", ".py", ".txt", ".json", ".jsonl", ".yaml", ".yml", ".c", ".h", ".html", ".css", ".js",
        "Makefile", "LICENSE", "NOTICE", ".gitignore", ".swift-format", ".modulemap",
    ]

    @Test func `nothing is left for later in a comment`() throws {
        let folders = ["Sources/", "Tests/", "scripts/", "Benchmarks/"]
        let findings = try textFiles().filter { path in folders.contains(where: path.hasPrefix) }
            .flatMap { UnfinishedWork.findings(file: $0, text: try Repository.text($0)) }
        #expect(findings.isEmpty, "\(report(findings))")
    }

    @Test func `no file names the host of a package registry`() throws {
        let findings = try textFiles().flatMap { RegistryHosts.findings(file: $0, text: try Repository.text($0)) }
        #expect(findings.isEmpty, "\(report(findings))")
    }

    @Test func `no file is too big for a repository`() throws {
        let big = try Repository.files().filter { $0.size > FileSizes.bytesMax }.map(\.path)
        #expect(big.isEmpty, "\(big)")
    }

    @Test func `no path has a space`() throws {
        let spaced = try Repository.files().map(\.path).filter { $0.contains(" ") }
        #expect(spaced.isEmpty, "\(spaced)")
    }

    @Test func `the walk sees the repository and nothing else`() throws {
        let paths = try Repository.files().map(\.path)

        #expect(paths.contains("Package.swift") && paths.contains("Tests/TidyTests/TidyFilesTests.swift"))
        #expect(!paths.contains { $0.hasPrefix(".build/") || $0.hasPrefix(".git/") || $0.hasPrefix("/") })
    }

    // The rules themselves, on samples; the bad words are put together here, so that this file stays clean.

    @Test func `unfinished work is found`() {
        let text = "let a = 1\n// TO" + "DO: later\nlet mastodon = 2"
        #expect(UnfinishedWork.findings(file: "Bad.swift", text: text).map(\.line) == [2])
    }

    @Test(arguments: [
        "pip install -i https://py" + "pi.org/simple a", "deb http://deb.debian" + ".org/debian bookworm",
    ])
    func `a registry's host is found`(line: String) {
        #expect(RegistryHosts.findings(file: "Bad.sh", text: line).count == 1)
    }

    @Test func `a package asked for by name is left alone`() {
        #expect(RegistryHosts.findings(file: "Good.sh", text: "pip install openai==3.54.0").isEmpty)
    }

    private func textFiles() throws -> [String] {
        try Repository.files().map(\.path).filter { path in
            Self.textEndings.contains(where: path.hasSuffix) || path.hasPrefix("scripts/") || path.hasPrefix(".ci/")
        }
    }
}
