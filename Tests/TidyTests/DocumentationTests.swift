import Testing

@Suite struct DocumentationTests {
    @Test func `every page of the documentation has one title`() throws {
        for path in try pages() {
            let titles = headings(in: try Repository.text(path)).filter { $0.hasPrefix("# ") }
            #expect(titles.count == 1, "\(path) has \(titles.count) titles")
        }
    }

    @Test func `the pages that the house promises exist`() throws {
        let present = try Repository.files().map(\.path)
        for name in ["Vocabulary", "ThreatModel", "HTTP", "Configuration"] {
            #expect(present.contains("Documentation/\(name).md"))
        }
        for name in ["README.md", "LICENSE", "NOTICE"] { #expect(present.contains(name)) }
    }

    @Test func `a decision record has its five parts`() throws {
        for path in try pages() where path.hasPrefix("Documentation/Decisions/") {
            let lines = try Repository.text(path).split(separator: "\n")
            for part in ["Status", "Context", "Decision", "Consequences", "Alternatives"] {
                let isThere = lines.contains { $0 == "## \(part)" || $0.hasPrefix("\(part): ") }
                #expect(isThere, "\(path) lacks `\(part)`")
            }
        }
    }

    @Test func `the map in the README shows the folders of Sources, each once`() throws {
        let rows = mapRows(in: try Repository.text("README.md"))
        #expect(rows.sorted() == (try Repository.folders(in: "Sources")))
    }

    @Test func `the map in the README shows the targets of Package swift`() throws {
        let manifest = Manifest(text: try Repository.text("Package.swift"))
        let targets = Set(manifest.targets.keys).subtracting(manifest.tests)
        #expect(Set(mapRows(in: try Repository.text("README.md"))) == targets)
    }

    @Test func `links between pages lead somewhere`() throws {
        let present = Set(try Repository.files().map(\.path))
        for path in try pages() + ["README.md"] {
            let folder = path.split(separator: "/").dropLast().map(String.init)
            for link in links(in: try Repository.text(path)) {
                let target = resolve(link, from: folder)
                let isFolder = present.contains { $0.hasPrefix(target + "/") }
                #expect(present.contains(target) || isFolder, "\(path) links to \(link)")
            }
        }
    }

    @Test func `every command of the program is documented`() throws {
        let text = try Repository.text("Documentation/Configuration.md")
        let commands = try Repository.swiftFiles(under: "Sources/vangrail").flatMap { file in
            values(of: "commandName:", in: try Repository.text(file))
        }
        try #require(!commands.isEmpty)
        for command in Set(commands).subtracting(["vangrail"]).sorted() {
            let isNamed = ["`vangrail \(command)", " \(command)`", " \(command) "].contains(where: text.contains)
            #expect(isNamed, "`\(command)` is not in Documentation/Configuration.md")
        }
    }

    @Test func `every setting is documented with its key, its variable, its flag and its default`() throws {
        let settings = try declaredSettings()
        let text = try Repository.text("Documentation/Configuration.md")

        try #require(!settings.isEmpty, "\(Self.settingsFile) declares nothing")
        for setting in settings {
            let row = text.split(separator: "\n").first { $0.hasPrefix("| `\(setting.key)` |") }
            let found = try #require(row, "`\(setting.key)` has no row in Documentation/Configuration.md")
            #expect(found.contains("| `\(Self.variable(of: setting.key))` |"), "`\(setting.key)`: its variable")
            let flag = setting.isSecret ? "` | none |" : "| `--\(setting.key)` |"
            #expect(found.contains(flag), "`\(setting.key)`: its flag")
            if !setting.fallback.isEmpty {
                #expect(found.contains("| `\(setting.fallback)` |"), "`\(setting.key)`: its default")
            }
        }
    }

    @Test func `every setting that is documented exists`() throws {
        let keys = Set(try declaredSettings().map(\.key))
        let text = try Repository.text("Documentation/Configuration.md")
        let documented = text.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains("| `VANGRAIL_") }
            .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }

        #expect(Set(documented).subtracting(keys).isEmpty)
    }

    // The readers themselves, on samples.

    @Test func `a link, a map row and a heading are read as they are written`() {
        let text = """
            # Title
            ```
            # no title
            ```
            See [one](Documentation/One.md#part) and [two](https://example.org/two).
            | target | does |
            |---|---|
            | `SafetyModel` | values |
            """

        #expect(headings(in: text) == ["# Title"])
        #expect(links(in: text) == ["Documentation/One.md"])
        #expect(mapRows(in: text) == ["SafetyModel"])
        #expect(resolve("../Two.md", from: ["Documentation", "Decisions"]) == "Documentation/Two.md")
        #expect(Self.variable(of: "public-url") == "VANGRAIL_PUBLIC_URL")
        #expect(values(of: "commandName:", in: "commandName: \"a-b\", x, commandName:\"c\"") == ["a-b", "c"])
    }

    @Test func `a setting is read as it is declared`() {
        let text = """
            static let all = [
                Setting(key: "listen", kind: .text, fallback: "127.0.0.1:8080", meaning: "Where."),
                Setting(
                    key: "admin-key", kind: .text, fallback: "", isSecret: true,
                    meaning: "A key."),
            ]
            """

        let settings = DeclaredSetting.settings(in: text)

        #expect(settings.map(\.key) == ["listen", "admin-key"])
        #expect(settings.map(\.fallback) == ["127.0.0.1:8080", ""])
        #expect(settings.map(\.isSecret) == [false, true])
    }

    private static let settingsFile = "Sources/vangrail/Settings/Setting.swift"

    private func declaredSettings() throws -> [DeclaredSetting] {
        DeclaredSetting.settings(in: try Repository.text(Self.settingsFile))
    }

    static func variable(of key: String) -> String {
        "VANGRAIL_" + String(key.map { $0 == "-" || $0 == "." ? "_" : $0 }).uppercased()
    }

    private func pages() throws -> [String] {
        try Repository.files().map(\.path).filter { $0.hasPrefix("Documentation/") && $0.hasSuffix(".md") }
    }

    /// Lines that begin with `#`, outside code blocks.
    private func headings(in text: String) -> [String] {
        var inBlock = false
        return text.split(separator: "\n").compactMap { line in
            if line.hasPrefix("```") { inBlock.toggle() }
            return !inBlock && line.hasPrefix("#") ? String(line) : nil
        }
    }

    /// The first cells of the table whose head is `| target | does |`, without back-ticks.
    private func mapRows(in text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let head = lines.firstIndex(where: { $0.hasPrefix("| target | does |") }) else { return [] }
        return lines[(head + 2)...].prefix { $0.hasPrefix("|") }.compactMap { row in
            row.split(separator: "|").first.map { $0.filter { $0 != "`" && $0 != " " } }
        }
    }

    /// The targets of links into the repository, without what follows `#`.
    private func links(in text: String) -> [String] {
        text.split(separator: "](").dropFirst().compactMap { rest in
            let link = rest.prefix { $0 != ")" }
            guard !link.contains("://"), !link.hasPrefix("#"), !link.hasPrefix("mailto:") else { return nil }
            return link.split(separator: "#").first.map(String.init)
        }
    }

    private func resolve(_ link: String, from folder: [String]) -> String {
        var parts = folder
        for part in link.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }

    /// The string literals that follow a word, in the order of the file.
    private func values(of word: String, in text: String) -> [String] {
        text.split(separator: word, omittingEmptySubsequences: false).dropFirst().compactMap { rest in
            let parts = rest.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
            return parts.count == 3 && parts[0].allSatisfy({ $0 == " " || $0 == "\n" }) ? String(parts[1]) : nil
        }
    }
}

/// A setting as Setting.swift declares it.
struct DeclaredSetting {
    var key: String
    var fallback: String
    var isSecret: Bool

    /// The settings of the table, read as text, in its order.
    static func settings(in text: String) -> [DeclaredSetting] {
        text.split(separator: "Setting(", omittingEmptySubsequences: false).dropFirst().compactMap { call in
            guard call.drop(while: \.isWhitespace).hasPrefix("key: \""), let key = literal(after: "key: ", in: call)
            else { return nil }
            return DeclaredSetting(
                key: key, fallback: literal(after: "fallback: ", in: call) ?? "",
                isSecret: call.contains("isSecret: true"))
        }
    }

    private static func literal(after label: String, in text: Substring) -> String? {
        guard let start = text.firstRange(of: label + "\"") else { return nil }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }
}
