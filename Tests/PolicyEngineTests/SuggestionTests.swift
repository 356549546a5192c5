import Testing

@testable import PolicyEngine

@Suite struct SuggestionTests {
    @Test(arguments: [
        ("refuse", "refuse", 0), ("refuse", "refused", 1), ("hodl", "hold", 1), ("", "ask", 3), ("label", "lable", 1),
        ("kitten", "sitting", 3),
    ])
    func `distance counts letters added, dropped, changed and swapped`(_ left: String, _ right: String, _ count: Int) {
        #expect(Suggestion.distance(left, right) == count)
        #expect(Suggestion.distance(right, left) == count)
    }

    @Test func `case and underscores are no difference`() {
        #expect(Suggestion.hint(for: "Adult_Mode", among: ["audience", "adult-mode"]) == "did you mean `adult-mode`?")
    }

    @Test func `where nothing is close all words are named`() {
        #expect(Suggestion.hint(for: "permit", among: ["allow", "hold"]) == "known here: allow, hold")
    }

    @Test func `a very long word is compared by its beginning`() {
        let word = String(repeating: "a", count: 100_000)

        #expect(Suggestion.distance(word, "") == 64)
    }
}
