/// Code in Sources ends a process, hides a failure or silences the compiler only where a line says why that is safe.
enum DangerousCode {
    /// Words that may not stand in code, each with what to do instead.
    private static let forbidden = [
        ("fatalError(", "use a typed error, or `precondition` with the invariant in words"),
        ("try!", "handle the error"),
        ("as!", "use `as?`"),
        ("unowned(unsafe)", "use a strong reference"),
        ("Task.detached", "make it a service"),
        ("@preconcurrency import Foundation", "Foundation is annotated"),
    ]

    /// Words that need a `SAFETY:` line at most four lines above or two below.
    private static let unchecked = ["@unchecked Sendable", "nonisolated(unsafe)", "unsafeBitCast", "unsafeDowncast"]

    static func findings(in source: SwiftSource) -> [Finding] {
        var found: [Finding] = []
        for (index, line) in source.code.enumerated() {
            for (word, advice) in forbidden where line.hasWord(word) {
                found.append(Finding(file: source.file, line: index + 1, problem: "`\(word)`: \(advice)"))
            }
            for word in unchecked where line.contains(word) && !isExplained(source, at: index) {
                let problem = "`\(word)` needs a `// SAFETY:` line beside it"
                found.append(Finding(file: source.file, line: index + 1, problem: problem))
            }
            if let column = forcedUnwrap(in: Array(line)) {
                found.append(
                    Finding(file: source.file, line: index + 1, problem: "forced unwrap at column \(column + 1)"))
            }
        }
        return found
    }

    private static func isExplained(_ source: SwiftSource, at index: Int) -> Bool {
        source.lines[max(0, index - 4)...min(index + 2, source.lines.count - 1)].contains { $0.contains("SAFETY:") }
    }

    /// The column of a `!` right behind a value; nil when there is none. `!=` and `!value` are no unwraps, and a type
    /// such as `Int!` is found too, since it unwraps silently.
    static func forcedUnwrap(in line: [Character]) -> Int? {
        for index in line.indices.dropFirst() where line[index] == "!" {
            let next = index + 1 < line.count ? line[index + 1] : " "
            let before = line[index - 1]
            guard next != "=" else { continue }
            if before.isWordPart || before == ")" || before == "]" || before == "}" {
                let word = String(line[..<index].reversed().prefix(while: \.isWordPart).reversed())
                if word != "try", word != "as" { return index }
            }
        }
        return nil
    }
}
