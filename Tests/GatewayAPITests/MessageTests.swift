import Casework
import Desk
import Foundation
import HTTPTypes
import SafetyModel
import Testing
import WireJSON

@testable import DeskWeb

/// Nine languages that say the same.
@Suite struct MessageTests {
    private static func section(_ language: PageLanguage, _ name: String) throws -> [String: String] {
        let bytes = try #require(MessageFile.bytes[language])
        guard case .object(let members)? = try JSONReader.read(bytes).member(name) else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: members.members.compactMap { key, value in value.text.map { (key, $0) } })
    }

    @Test(arguments: PageLanguage.allCases)
    func `a language has every key and gap, and none too much`(_ language: PageLanguage) throws {
        for (name, wanted) in [
            ("pages", try Self.section(.en, "pages")), ("mails", try Self.section(.en, "mails")),
            (
                "messages",
                Dictionary(uniqueKeysWithValues: EnglishTexts.all.map { ($0.key.text, $0.value) })
            ),
        ] {
            let texts = try Self.section(language, name)
            if language == .en, name == "messages" {
                #expect(texts.isEmpty, "English messages are Casework's own")
                continue
            }
            try #require(!texts.isEmpty)
            #expect(Set(texts.keys).symmetricDifference(wanted.keys).sorted() == [], "\(language) \(name)")
            for (key, text) in texts {
                #expect(gaps(in: text) == gaps(in: wanted[key] ?? ""), "\(language) \(key)")
                #expect(!text.isEmpty && trimmed(text) == text, "\(language) \(key)")
            }
        }
    }

    @Test func `the mails are those that there are, and no subject says what it is about`() throws {
        #expect(Set(try Self.section(.en, "mails").keys) == Set(DeskTexts.Mail.allCases.map(\.rawValue)))
        for language in PageLanguage.allCases {
            let subject = DeskTexts.mail(.subject, language.code, ["number": "ntc_1"])
            #expect(subject.contains("ntc_1") && subject.split(separator: " ").count <= 6, "\(subject)")
            #expect(!DeskTexts.mail(.closing, language.code).isEmpty)
        }
        #expect(DeskTexts.mail(.greeting, "xx") == DeskTexts.mail(.greeting, "en"))
    }

    @Test func `statements are whole in every language, and differ`() {
        for language in PageLanguage.allCases {
            let texts = DeskTexts.messages(language.code)
            #expect(Set(texts.keys) == Set(MessageKey.all))
            let line = MessageLine(.durationUntil, ["date": "2026-12-02"]).rendered(texts)
            #expect(line.contains("2026-12-02") && (language == .en) == (line == "This holds until 2026-12-02."))
        }
    }

    /// Every key that the pages write down exists, and every key that exists is written down somewhere.
    @Test func `pages and files name the same keys`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/DeskWeb")
        var plain: Set<String> = []
        var prefixes: Set<String> = []
        for folder in ["Notice", "Messages"] {
            let files = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path())
            for file in files where file.hasSuffix(".swift") {
                let text = try String(contentsOf: root.appending(path: "\(folder)/\(file)"), encoding: .utf8)
                for match in text.matches(of: /"([a-z-]+)[.]([a-z-]*)(\\\()?/) {
                    let key = "\(match.output.1).\(match.output.2)"
                    if ["css", "js"].contains(match.output.2) { continue }
                    if match.output.3 == nil { plain.insert(key) } else { prefixes.insert(key) }
                }
            }
        }
        let pages = try Self.section(.en, "pages")
        let groups = Set(pages.keys.map { $0.prefix { $0 != "." } }.map(String.init))
        for key in plain where groups.contains(String(key.prefix { $0 != "." })) && !key.hasSuffix(".") {
            #expect(pages[key] != nil || prefixes.contains(key), "\(key) is used and has no words")
        }
        // `section` makes keys of the rules, the forms of sentences those of pages, and pictures come as a group.
        let made = prefixes.union(["photo."]).filter { !$0.isEmpty }
        for key in pages.keys {
            let isNamed = plain.contains(key) || made.contains { key.hasPrefix($0) } || key == "optional"
            #expect(isNamed, "\(key) has words and is not used")
        }
    }

    @Test func `words that are made of values exist for every value`() {
        let words = Words(.en)
        var keys = NoticeGround.allCases.map { "ground.\($0.rawValue)" }
        keys += DeskError.Field.allCases.map { "error.\($0.rawValue)" }
        keys += NoticeDraft.Sender.allCases.map { "sender.\($0.rawValue)" }
        keys += Regime.allCases.map { "regime.\($0.rawValue)" }
        keys += NoticeStatus.Outcome.allCases.map { "outcome.\($0.rawValue)" }
        keys += NoticeStatus.Step.Kind.allCases.map { "step.\($0.rawValue)" }
        keys += NoticeElement.allCases.map { "element.\($0.rawValue)" }
        keys += Category.allCases.map { "category.\($0.rawValue)" }
        keys += Decision.Kind.allCases.map { "kind.\($0.rawValue)" }
        keys += StatusRoutes.Deed.allCases.flatMap { ["told.\($0.rawValue)", "\($0.rawValue).title"] }
        for key in keys { #expect(words(key) != key, "\(key)") }
    }

    @Test func `a gap is filled once, and a value is never read as a gap`() {
        #expect(filled("{a} and {b}, {c", ["a": "{b}", "b": "2"]) == "{b} and 2, {c")
        #expect(gaps(in: "{a} {b-c} {") == ["a", "b-c"])
    }

    @Test func `the language is the one asked for, else the browser's, else English`() {
        #expect(PageLanguage(asked: "uk", accepted: "de") == .uk)
        #expect(PageLanguage(asked: "xx", accepted: "it, de-AT;q=0.8, nl") == .de)
        #expect(PageLanguage(asked: nil, accepted: nil) == .en)
        #expect(PageLanguage("tr" as LanguageCode) == .tr && PageLanguage("zz" as LanguageCode) == .en)
    }

    @Test func `each page stands in each language, and Arabic runs from right to left`() async throws {
        try await DeskHouse().open { client in
            for language in PageLanguage.allCases {
                for path in [
                    "/notice", "/notice/status", "/statement", "/terms", "/complaint/dec_01abcdefghjkmnpqrstvwxyz12",
                ] {
                    let page = try await client.send(.get, "\(path)?lang=\(language.rawValue)", key: nil)
                    let direction = language == .ar ? " dir=\"rtl\"" : ""
                    #expect(
                        page.status == 200 && page.text.contains("<html lang=\"\(language.rawValue)\"\(direction)>"))
                    #expect(page.text.matches(of: />[a-z]+[.][a-z-]+</).isEmpty, "a key stands for its words")
                    let outside = page.text.replacing(
                        /<template id="words">.*?<\/template>/.dotMatchesNewlines(), with: "")
                    #expect(!outside.contains("{") && page.text.contains(Words(language)("site.skip")))
                    #expect(!page.text.contains("style=") && !page.text.contains("onclick"))
                }
            }
            let turkish = try await client.send(
                .get, "/notice", key: nil, headers: [.acceptLanguage: "xx,tr-TR;q=0.9,en;q=0.8"])
            #expect(turkish.text.contains("<html lang=\"tr\">"))
        }
    }

    @Test func `help lines can be read, say where they were read, and lie near each language`() throws {
        let lines = HelpLines.all
        for language in PageLanguage.allCases {
            let sorted = lines.sorted(for: language)
            #expect(!sorted.near.isEmpty && sorted.near.allSatisfy { !$0.lines.isEmpty } && sorted.world != nil)
        }
        for country in lines.countries {
            for line in country.lines {
                #expect(line.phone != nil || line.page != nil)
                #expect(
                    !line.source.isEmpty && line.read.count == 10 && ["all", "child", "adult"].contains(line.audience))
            }
        }
        let dutch = try #require(lines.countries.first { $0.code == "NL" })
        #expect(dutch.lines.map(\.name).prefix(2) == ["Helpwanted (Offlimits)", "Slachtofferhulp Nederland"])
    }
}
