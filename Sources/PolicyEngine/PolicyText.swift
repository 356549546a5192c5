import Yams

/// A file of YAML with its lines: every value it hands out knows where it stands, every mistake is thrown with its line.
/// All scalars stay text, so `no` is a country and `1` a version.
struct PolicyText {
    let file: String

    /// A scalar and its line.
    struct Word: Hashable {
        var text: String
        var line: Int
    }

    /// A mapping whose keys are all known.
    struct Table {
        var line: Int
        var entries: [String: Entry]

        struct Entry {
            var line: Int
            var node: Node
        }
    }

    /// Reads the file's root; throws for anything that is not one YAML document.
    func root(_ yaml: String) throws(PolicyParseError) -> Node {
        let node: Node?
        do {
            node = try Yams.compose(yaml: yaml)
        } catch {
            throw notYAML(error)
        }
        guard let node else { throw self.error(.wrongShape, 1, "the file is empty", nil) }
        return node
    }

    /// Reads a mapping and refuses keys that are not in the list.
    func table(_ node: Node, keys: [String], of what: String) throws(PolicyParseError) -> Table {
        guard case .mapping(let mapping) = node else {
            throw error(.wrongShape, line(node), "\(what) must be a list of `key: value` lines", nil)
        }
        var table = Table(line: line(node), entries: [:])
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                throw error(.wrongShape, line(key), "a key of \(what) must be one word", nil)
            }
            guard keys.contains(scalar.string) else {
                throw error(
                    .unknownKey, line(key), "unknown key `\(quoted(scalar.string))` in \(what)",
                    Suggestion.hint(for: scalar.string, among: keys))
            }
            table.entries[scalar.string] = Table.Entry(line: line(key), node: value)
        }
        return table
    }

    /// The word at a key, or nil where the key is absent.
    func word(_ key: String, in table: Table) throws(PolicyParseError) -> Word? {
        guard let entry = table.entries[key] else { return nil }
        guard case .scalar(let scalar) = entry.node, !scalar.string.isEmpty else {
            throw error(.wrongShape, entry.line, "`\(key)` must be one word", nil)
        }
        return Word(text: scalar.string, line: entry.line)
    }

    /// The word at a key that must be there.
    func required(_ key: String, in table: Table, of what: String) throws(PolicyParseError) -> Word {
        guard let word = try word(key, in: table) else {
            throw error(.missingKey, table.line, "\(what) has no `\(key)`", nil)
        }
        return word
    }

    /// One word, or a list of words without repeats, at a key; nil where the key is absent.
    func words(_ key: String, in table: Table) throws(PolicyParseError) -> [Word]? {
        guard let entry = table.entries[key] else { return nil }
        guard case .sequence(let sequence) = entry.node else {
            guard let word = try word(key, in: table) else { return nil }
            return [word]
        }
        var words: [Word] = []
        for node in sequence {
            guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
                throw error(.wrongShape, line(node), "`\(key)` must be a list of words", nil)
            }
            if words.contains(where: { $0.text == scalar.string }) {
                throw error(.duplicate, line(node), "`\(quoted(scalar.string))` stands twice under `\(key)`", nil)
            }
            words.append(Word(text: scalar.string, line: line(node)))
        }
        return words
    }

    /// The items of a list at a key; nil where the key is absent.
    func items(_ key: String, in table: Table) throws(PolicyParseError) -> [Node]? {
        guard let entry = table.entries[key] else { return nil }
        guard case .sequence(let sequence) = entry.node else {
            throw error(.wrongShape, entry.line, "`\(key)` must be a list", nil)
        }
        return Array(sequence)
    }

    /// Finds a word among the known ones.
    func choose<Value>(
        _ word: Word, from values: [(name: String, value: Value)], as what: String
    ) throws(PolicyParseError) -> Value {
        if let found = values.first(where: { $0.name == word.text }) { return found.value }
        throw error(
            .unknownValue, word.line, "unknown \(what) `\(quoted(word.text))`",
            Suggestion.hint(for: word.text, among: values.map(\.name)))
    }

    /// Letters a to z, digits and hyphens, 1 to 64 of them.
    func checkName(_ word: Word, as what: String) throws(PolicyParseError) {
        let letters = word.text.utf8
        let allowed = letters.allSatisfy { ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45 }
        guard allowed, letters.count <= 64 else {
            throw error(
                .unknownValue, word.line, "`\(quoted(word.text))` cannot be \(what)",
                "use up to 64 of a to z, 0 to 9 and `-`")
        }
    }

    func error(_ code: PolicyParseError.Code, _ line: Int, _ message: String, _ hint: String?) -> PolicyParseError {
        PolicyParseError(code: code, file: file, line: line, message: message, hint: hint)
    }

    func line(_ node: Node) -> Int { node.mark?.line ?? 1 }

    /// The file's own words in a message: one line, bounded.
    private func quoted(_ text: String) -> String {
        String(text.prefix(64).map { $0.isNewline ? " " : $0 })
    }

    private func notYAML(_ error: any Error) -> PolicyParseError {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return self.error(.notYAML, mark.line, "not YAML: \(problem)", nil)
        case .duplicatedKeysInMapping(let keys, let context):
            let named = keys.map { "`\(quoted($0))`" }.joined(separator: ", ")
            return self.error(.duplicate, context.mark.line, "the key \(named) stands twice", nil)
        default:
            return self.error(.notYAML, 1, "not YAML", nil)
        }
    }
}
