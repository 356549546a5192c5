import SafetyModel
import Testing

struct SafetyModelTests {
    @Test func `identifiers sort by the time they were made`() {
        let early = DecisionID(at: Moment(milliseconds: 1_000), random: .max, random2: .max)
        let late = DecisionID(at: Moment(milliseconds: 1_001), random: 0, random2: 0)

        #expect(early.text < late.text)
        #expect(early.text.hasPrefix("dec_") && early.text.count == 30)
    }

    @Test func `identifiers made at once differ`() {
        let now = Moment(milliseconds: 5)

        #expect(Set((0..<1000).map { _ in CaseID.mint(at: now) }).count == 1000)
    }

    @Test func `decisions are ordered from mild to strict`() {
        #expect(Decision.Kind.allCases == Decision.Kind.allCases.sorted())
        #expect(Decision.Kind.allCases.filter(\.releases) == [.allow, .label])
    }

    @Test func `a fingerprint survives its hexadecimal form`() throws {
        let hex = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"

        let fingerprint = try #require(Fingerprint(hex: hex, quality: 100))

        #expect(fingerprint.hex == hex)
        #expect(fingerprint.words[3] == 0xf8f8_f0ce_e0f4_a84f)
    }

    @Test(arguments: ["", "f8", String(repeating: "g", count: 64), String(repeating: "A", count: 64)])
    func `what is not 64 lower-case hexadecimal digits is no fingerprint`(text: String) {
        #expect(Fingerprint(hex: text, quality: 100) == nil)
    }

    @Test func `distance counts the bits that differ`() throws {
        let none = Fingerprint(words: SIMD4(0, 0, 0, 0), quality: 100)
        let some = Fingerprint(words: SIMD4(1, 3, 7, .max), quality: 100)

        #expect(none.distance(to: some) == 1 + 2 + 3 + 64)
        #expect(some.distance(to: some) == 0)
    }

    @Test func `a required reader that failed on one input is missing`() {
        var coverage = Coverage()
        coverage.record("image-0", .lens, .read)
        coverage.record("image-1", .lens, .failed)
        coverage.record("prompt", .prompt, .read)

        #expect(coverage.missing(of: [.lens, .prompt]) == [.lens])
    }

    @Test func `a required reader that never ran is missing`() {
        #expect(Coverage().missing(of: [.prompt]) == [.prompt])
    }
}
