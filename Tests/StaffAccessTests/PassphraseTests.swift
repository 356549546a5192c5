import SafetyModel
import StaffAccess
import Testing

@Suite struct PassphraseTests {
    private let names = ["anna.jansen", "Anna Jansen"]

    private func problem(_ text: String) -> PassphraseError? {
        do throws(PassphraseError) {
            _ = try Passphrase(choosing: text, names: names)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "kettle orbit thirteen moss", "vijf gele fietsen dansen", "зелёный чайник летит", "Xk4#pQ9!mW2z",
        "anna likes seventeen blue kettles", "password for the blue kettle", "緑色のやかんが十三個飛ぶ",
    ])
    func `words that do not belong together are taken`(text: String) { #expect(problem(text) == nil) }

    @Test(arguments: [
        ("", PassphraseError.tooShort), ("elevenchars", .tooShort), ("a", .tooShort),
        // A ligature counts as the letters that it stands for, accents as part of theirs.
        ("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", .tooShort),
        (String(repeating: "ab cd ", count: 171), .tooLong), (String(repeating: "é", count: 513), .tooLong),
        ("aaaaaaaaaaaa", .uniform), ("121212121212", .uniform), ("anna.jansen1", .ownName),
        ("Anna Jansen 2026", .ownName),
        ("jansen jansen", .ownName), ("passwordpassword", .common),
        ("Password-2026!", .common), ("qwertyuiop123", .common), ("1q2w3e4r5t6y7u", .common), ("839201748264", .common),
        ("Correct Horse Battery Staple", .common), ("welkom welkom 01", .common), ("vangrail admin", .common),
        ("ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ", .common),
    ])
    func `what is guessed first is not taken, and the reason is told`(text: String, reason: PassphraseError) {
        #expect(problem(text) == reason)
    }

    @Test func `a passphrase of twelve scalars and of 1024 bytes is taken`() {
        #expect(problem("moss kettle ") == nil)
        #expect(problem(String(repeating: "moss kettle orb ", count: 64)) == nil)
    }

    @Test func `every reason has a code of its own and says what to do`() {
        #expect(Set(PassphraseError.allCases.map(\.code)).count == PassphraseError.allCases.count)
        for reason in PassphraseError.allCases {
            #expect(reason.message.contains { $0 == " " })
            #expect(reason.message.last != ".")
        }
    }

    @Test func `the same passphrase typed another way is the same`() throws {
        let record = try PassphraseRecord(
            Passphrase(choosing: "caf\u{E9} kettle \u{FB01}fteen", names: []), cost: testCost(), random: seededRandom())

        #expect(try record.matches(try #require(Passphrase(typed: "cafe\u{301} kettle fifteen"))))
        #expect(try !record.matches(try #require(Passphrase(typed: "cafe kettle fifteen"))))
    }

    @Test func `what cannot be a passphrase is not tried`() {
        #expect(Passphrase(typed: "") == nil)
        #expect(Passphrase(typed: String(repeating: "a", count: 1025)) == nil)
    }

    @Test func `neither a passphrase nor a record shows itself in a log`() throws {
        let passphrase = try Passphrase(choosing: goodPassphrase, names: [])
        let record = try PassphraseRecord(passphrase, cost: testCost(), random: seededRandom())

        var dumped = ""
        dump(passphrase, to: &dumped)
        dump(record, to: &dumped)
        #expect(!"\(passphrase) \(record) \(dumped)".contains("kettle"))
        #expect(!"\(record) \(dumped)".contains(try #require(record.text.split(separator: "$").last)))
    }
}
