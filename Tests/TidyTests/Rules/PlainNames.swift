/// Types and files are named for what they are: no part of a name says only "miscellaneous".
enum PlainNames {
    private static let forbiddenParts = ["Utils", "Util", "Helper", "Helpers", "Manager", "Common", "Misc"]
    private static let keywords = ["struct", "class", "enum", "actor", "protocol", "typealias"]

    static func findings(in source: SwiftSource) -> [Finding] {
        var found: [Finding] = []
        let fileName = source.file.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? ""
        if let problem = problem(with: fileName) { found.append(Finding(file: source.file, line: 1, problem: problem)) }
        for (index, line) in source.code.enumerated() {
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
            for (word, name) in zip(words, words.dropFirst()) where keywords.contains(word) {
                guard let problem = problem(with: name) else { continue }
                found.append(Finding(file: source.file, line: index + 1, problem: problem))
            }
        }
        return found
    }

    /// What is wrong with a name; nil when nothing is.
    static func problem(with name: String) -> String? {
        let parts = parts(of: name)
        if let part = parts.first(where: forbiddenParts.contains) {
            return "`\(name)`: a name with `\(part)` does not say what the thing is"
        }
        if parts.first == "Default", parts.last == "Impl" || parts.last == "Implementation" {
            return "`\(name)`: name the implementation by what sets it apart"
        }
        return nil
    }

    /// `HTTPHelperPool` is `HTTPHelper`, `Pool`: a part begins at every capital that follows a small letter.
    private static func parts(of name: String) -> [String] {
        var parts: [String] = []
        var previous: Character?
        for character in name {
            if character.isUppercase, previous?.isUppercase != true || parts.isEmpty {
                parts.append(String(character))
            } else if parts.isEmpty {
                parts.append(String(character))
            } else {
                parts[parts.count - 1].append(character)
            }
            previous = character
        }
        return parts
    }
}
