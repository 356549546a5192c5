/// Finds the word that was perhaps meant.
public enum Suggestion {
    /// "did you mean `x`?" where a word is close, else all of them.
    public static func hint(for word: String, among words: [String]) -> String {
        let plain = normal(word)
        let near = words.map { (word: $0, distance: distance(plain, normal($0))) }.min { left, right in
            left.distance != right.distance ? left.distance < right.distance : left.word < right.word
        }
        if let near, near.distance <= max(1, near.word.count / 3) { return "did you mean `\(near.word)`?" }
        return "known here: " + words.joined(separator: ", ")
    }

    /// How many letters must be added, dropped, changed or swapped with their neighbour.
    static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.unicodeScalars.prefix(64)), Array(right.unicodeScalars.prefix(64)))
        var twoBack = [Int](repeating: 0, count: right.count + 1)
        var back = Array(0...right.count)
        for row in left.indices {
            var now = [row + 1] + [Int](repeating: 0, count: right.count)
            for column in right.indices {
                let change = back[column] + (left[row] == right[column] ? 0 : 1)
                now[column + 1] = min(change, back[column + 1] + 1, now[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    now[column + 1] = min(now[column + 1], twoBack[column - 1] + 1)
                }
            }
            (twoBack, back) = (back, now)
        }
        return back[right.count]
    }

    private static func normal(_ word: String) -> String {
        String(word.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 })
    }
}
