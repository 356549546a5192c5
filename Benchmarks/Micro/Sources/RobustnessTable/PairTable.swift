import Glibc
import ImageFingerprint
import SafetyModel

/// What the local signature says of copies and of edits whose fingerprints lie within PDQ's threshold.
struct PairTable {
    private struct Row {
        var count = 0
        var distances: [Int] = []
        var said = Said()
    }

    private var copies = Ordered<Row>()
    private var edits = Ordered<Row>()
    /// Prints what `compare` judges by, a line a pair, on standard error.
    let isVerbose: Bool

    init(isVerbose: Bool) { self.isVerbose = isVerbose }

    mutating func add(_ record: Record, _ reference: Reference) {
        guard let signature = LocalSignature(rgb: record.rgb, width: record.width, height: record.height) else {
            return
        }
        let fingerprint = PDQ.fingerprint(rgb: record.rgb, width: record.width, height: record.height)
        let distance = fingerprint.distance(to: reference.whole)
        judge(record, distance, signature, reference.signature)
    }

    private mutating func judge(_ record: Record, _ distance: Int, _ signature: LocalSignature, _ other: LocalSignature)
    {
        let said = LocalSignature.compare(signature, other)
        if isVerbose { describe(record, distance, LocalSignature.difference(signature, other), signature, other) }
        if record.kind == "copy" {
            count(&copies, record.row, distance, said)
            count(&copies, "**all copies**", distance, said)
        } else {
            count(&edits, "\(record.row) | \(record.extra) %", distance, said)
            count(&edits, "**all kinds** | \(record.extra) %", distance, said)
        }
    }

    /// A line that `describe` wrote, judged again.
    mutating func again(_ line: String) {
        let parts = line.split(separator: ";").map(String.init)
        guard parts.count == 12, let a = try? LocalSignature(hex: parts[10]),
            let b = try? LocalSignature(hex: parts[11])
        else { return }
        let record = Record(
            kind: parts[0], name: parts[1], row: parts[2], extra: parts[3], width: 0, height: 0, rgb: [])
        judge(record, Int(parts[4]) ?? 256, a, b)
    }

    private func count(_ rows: inout Ordered<Row>, _ key: String, _ distance: Int, _ said: LocalComparison) {
        rows[key, default: Row()].count += 1
        rows[key, default: Row()].distances.append(distance)
        if distance <= Reference.distanceMax { rows[key, default: Row()].said.add(said) }
    }

    private func describe(
        _ record: Record, _ distance: Int, _ found: LocalDifference, _ a: LocalSignature, _ b: LocalSignature
    ) {
        let values = [
            record.kind, record.name, record.row, record.extra, "\(distance)", "\(found.correlation)",
            "\(found.excessMax)", "\(found.tilesOver)", "\(found.region?.tiles ?? 0)", "\(found.region?.weight ?? 0)",
            a.hex, b.hex,
        ]
        var line = values.joined(separator: ";")
        line += "\n"
        line.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
    }

    func show() {
        let head = "pairs | PDQ median | within 31 | same | unsure | edited | different |"
        print("| copy | \(head)\n| --- | --- | --- | --- | --- | --- | --- | --- |")
        for key in copies.keys.sorted(by: last) { show(key, copies[key, default: Row()]) }
        print("\n| edit | area | \(head)\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for key in edits.keys.sorted(by: last) { show(key, edits[key, default: Row()]) }
    }

    /// Sums come last; otherwise the order stays.
    private func last(_ one: String, _ other: String) -> Bool { !one.hasPrefix("**") && other.hasPrefix("**") }

    private func show(_ key: String, _ row: Row) {
        let median = row.distances.sorted()[row.distances.count / 2]
        let cells = [key, "\(row.count)", "\(median)", "\(row.said.count)"]
        let shares = [row.said.same, row.said.unsure, row.said.edited, row.said.different].map {
            row.said.count == 0 ? "-" : tenths(100 * Double($0) / Double(row.said.count))
        }
        print("| \((cells + shares).joined(separator: " | ")) |")
    }
}
