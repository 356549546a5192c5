/// Every public type and function in Sources says in a `///` line what it is for. A type inside another one may leave
/// that to the outer one.
enum PublicDocumentation {
    private static let kinds = ["struct", "class", "enum", "actor", "protocol", "func"]

    static func findings(in source: SwiftSource) -> [Finding] {
        var found: [Finding] = []
        for (index, line) in source.code.enumerated() where isPublicDeclaration(line) {
            if !isDocumented(source, at: index) {
                let declaration = source.lines[index].trimming()
                found.append(Finding(file: source.file, line: index + 1, problem: "no `///` above `\(declaration)`"))
            }
        }
        return found
    }

    private static func isPublicDeclaration(_ line: Substring) -> Bool {
        let words = line.split { $0 == " " || $0 == "(" }.prefix(6)
        guard words.first == "public" else { return false }
        guard let place = words.firstIndex(where: { kinds.contains(String($0)) }) else { return false }
        if line.first == " ", words[place] != "func" { return false }
        // An operator is what its protocol says.
        if words.dropFirst(place + 1).first?.first?.isLetter == false { return false }
        // `public static func` and `public final class` are declarations, `public var` with a function type is not.
        return !words[..<place].contains { $0 == "var" || $0 == "let" || $0 == "init" }
    }

    private static func isDocumented(_ source: SwiftSource, at index: Int) -> Bool {
        var above = index - 1
        while above >= 0 {
            let line = source.lines[above].trimming()
            if line.hasPrefix("///") { return true }
            // Attributes and plain comments may stand between.
            guard line.hasPrefix("@") || line.hasPrefix("//") || line.hasPrefix("#if") else { return false }
            above -= 1
        }
        return false
    }
}
