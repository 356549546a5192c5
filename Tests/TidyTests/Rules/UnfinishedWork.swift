/// Nothing is left for later in a comment: it is done, or it is an issue.
enum UnfinishedWork {
    // Written in two halves so that this file does not find itself.
    private static let marks = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]

    static func findings(file: String, text: String) -> [Finding] {
        var found: [Finding] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            for mark in marks where words.contains(Substring(mark)) {
                found.append(Finding(file: file, line: index + 1, problem: "`\(mark)`: do it, or file an issue"))
            }
        }
        return found
    }
}
