extension Substring {
    /// True when the text has the word, not as the end of a longer one (`print(` in `fingerprint(`).
    func hasWord(_ word: String) -> Bool {
        let startsInsideWords = word.first?.isWordPart != true
        return ranges(of: word).contains { range in
            startsInsideWords || self[..<range.lowerBound].last?.isWordPart != true
        }
    }

    /// The text without spaces at either end.
    func trimming() -> String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

extension Character {
    /// Letters, digits and what else may stand in a name.
    var isWordPart: Bool { isLetter || isNumber || self == "_" || self == "`" }
}
