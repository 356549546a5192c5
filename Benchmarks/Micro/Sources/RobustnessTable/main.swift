import ImageFingerprint
import SafetyModel

// Reads what Scripts/variants.py writes and prints Markdown; `timing` reads nothing.
if CommandLine.arguments.contains("timing") {
    Timing.show()
} else if CommandLine.arguments.contains("again") {
    var pairs = PairTable(isVerbose: CommandLine.arguments.contains("verbose"))
    while let line = readLine() { pairs.again(line) }
    pairs.show()
} else {
    var references: [String: Reference] = [:]
    var robust: RobustTable?
    var pairs: PairTable?
    var vectors: VectorTable?
    while let record = Record.next() {
        switch record.kind {
        case "reference": references[record.name] = Reference(record)
        case "vector":
            vectors = vectors ?? VectorTable()
            vectors?.add(record)
        case "robust":
            robust = robust ?? RobustTable()
            if let reference = references[record.name] { robust?.add(record, reference) }
        default:
            pairs = pairs ?? PairTable(isVerbose: CommandLine.arguments.contains("verbose"))
            if let reference = references[record.name] { pairs?.add(record, reference) }
        }
    }
    robust?.show()
    pairs?.show()
    vectors?.show()
}
