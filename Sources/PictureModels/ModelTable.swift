import PolicyEngine

/// A table of the file of models, read key by key; a key that nobody knows is an error with a suggestion.
struct ModelTable {
    let place: String
    private let values: [String: Any]

    init(_ value: Any?, place: String, keys: [String]) throws(ModelsFileError) {
        guard let values = value as? [String: Any] else {
            throw .invalid(place, "a table of keys and values is expected")
        }
        if let unknown = values.keys.sorted().first(where: { !keys.contains($0) }) {
            throw .invalid(place, "unknown key `\(unknown)`: \(Suggestion.hint(for: unknown, among: keys))")
        }
        self.values = values
        self.place = place
    }

    func has(_ key: String) -> Bool { values[key] != nil }

    func text(_ key: String) throws(ModelsFileError) -> String? {
        guard let value = values[key] else { return nil }
        guard let text = value as? String, !text.isEmpty else { throw wrong(key, "a text") }
        return text
    }

    func required(_ key: String) throws(ModelsFileError) -> String {
        guard let text = try text(key) else { throw .invalid(place, "`\(key)` is missing") }
        return text
    }

    func number(_ key: String) throws(ModelsFileError) -> Double? {
        guard let value = values[key] else { return nil }
        guard let number = Self.number(value) else { throw wrong(key, "a number") }
        return number
    }

    func numbers(_ key: String, count: Int) throws(ModelsFileError) -> [Double]? {
        guard let value = values[key] else { return nil }
        let numbers =
            (value as? [Any])?.compactMap(Self.number)
            ?? Self.number(value).map { [Double](repeating: $0, count: count) }
        guard let numbers, numbers.count == count else { throw wrong(key, "a number, or \(count) in a list") }
        return numbers
    }

    func list(_ key: String) throws(ModelsFileError) -> [Any] {
        guard let value = values[key] else { return [] }
        guard let list = value as? [Any] else { throw wrong(key, "a list") }
        return list
    }

    /// A list of texts, or one alone.
    func texts(_ key: String) throws(ModelsFileError) -> [String]? {
        guard let value = values[key] else { return nil }
        // WHY: labels such as 0-2 are texts to YAML, and 18 is not.
        let texts = (value as? [Any] ?? [value]).compactMap { $0 as? String ?? ($0 as? Int).map(String.init) }
        guard !texts.isEmpty, texts.count == (value as? [Any])?.count ?? 1 else {
            throw wrong(key, "a text, or a list of them")
        }
        return texts
    }

    /// One of the words of a kind; `usual` where there is none.
    func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, usual: Word
    ) throws(ModelsFileError) -> Word where Word.RawValue == String {
        guard let text = try text(key) else { return usual }
        guard let word = Word(rawValue: text) else {
            throw wrong(key, Word.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
        }
        return word
    }

    func wrong(_ key: String, _ expected: String) -> ModelsFileError { .invalid(place, "`\(key)` is \(expected)") }

    private static func number(_ value: Any) -> Double? { value as? Double ?? (value as? Int).map(Double.init) }
}
