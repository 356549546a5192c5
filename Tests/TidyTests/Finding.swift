/// Something untidy: where, and what is wrong with it.
struct Finding: Hashable, CustomStringConvertible {
    var file: String
    /// Counted from 1.
    var line: Int
    var problem: String

    var description: String { "\(file):\(line): \(problem)" }
}

/// Makes a failed test print one finding a line.
func report(_ findings: [Finding]) -> String {
    findings.map(\.description).joined(separator: "\n")
}
