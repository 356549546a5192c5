import Testing

@testable import PromptReading

@Suite struct GeneralTextTests {
    private func words(_ text: String) -> [String] {
        let text = GeneralText(text)
        return text.tokens.map { text.word($0) }
    }

    @Test func cutsWordsMarksAndIdeographs() {
        #expect(words("A red, rusty car!") == ["a", "red", ",", "rusty", "car", "!"])
        #expect(words("東京 tower") == ["東", "京", "tower"])
        #expect(words("").isEmpty)
    }

    @Test func dropsCaseDiacriticsAndWhatIsInvisible() {
        #expect(words("Café NAÏVE Łódź") == ["cafe", "naive", "łodz"])
        #expect(words("zero\u{200B}width cafe\u{301}") == ["zerowidth", "cafe"])
        #expect(words("чей ёлка") == ["чеи", "елка"])
    }

    @Test func isBounded() {
        let long = GeneralText(String(repeating: "word ", count: 20_000))
        #expect(long.tokens.count <= GeneralText.mostTokens)
        #expect(!long.isWhole)
        let line = GeneralText(String(repeating: "a", count: 100_000))
        #expect(line.bytes.count <= GeneralText.mostScalars)
        #expect(GeneralText("short").isWhole)
    }
}
