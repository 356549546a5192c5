/// A file of Swift has at most 500 lines, and no file of the repository is over 30 MB.
enum FileSizes {
    static let linesMax = 500
    static let bytesMax = 30_000_000

    /// What is over the ceiling today, with its lines; the list may only shrink.
    static let ratchet: [String: Int] = [:]

    static func finding(file: String, lines: Int) -> Finding? {
        let ceiling = ratchet[file] ?? linesMax
        guard lines > ceiling else { return nil }
        return Finding(file: file, line: ceiling + 1, problem: "\(lines) lines, at most \(ceiling)")
    }
}
