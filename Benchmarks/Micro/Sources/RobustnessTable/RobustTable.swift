import ImageFingerprint
import SafetyModel

/// Which edits are found by which means, and what the local signature says of those that are.
struct RobustTable {
    private struct Row {
        var count = 0
        var alone = 0
        var turned = 0
        var parts = 0
        var crops = 0
        var said = Said()
    }

    private var rows = Ordered<Row>()

    mutating func add(_ record: Record, _ reference: Reference) {
        let queries = QueryFingerprints.of(rgb: record.rgb, width: record.width, height: record.height)
        var row = rows[record.row, default: Row()]
        defer { rows[record.row, default: Row()] = row }
        row.count += 1
        func finds(_ queries: [LabelledFingerprint]) -> Bool {
            (reference.closest(to: queries, crops: false)?.distance ?? 256) <= Reference.distanceMax
        }
        if finds(Array(queries.prefix(1))) { row.alone += 1 }
        if finds(queries.filter { $0.part == .whole }) { row.turned += 1 }
        if finds(queries) { row.parts += 1 }
        guard let best = reference.closest(to: queries, crops: true), best.distance <= Reference.distanceMax else {
            return
        }
        row.crops += 1
        if let said = reference.confirm(record, best.query, best.entry) { row.said.add(said) }
    }

    func show() {
        print(
            "| change | n | PDQ | + 8 orientations | + trim, halves, quadrants | + crops | same | unsure | edited | different |"
        )
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for key in rows.keys {
            let row = rows[key, default: Row()]
            let found = [row.alone, row.turned, row.parts, row.crops].map { percent($0, row.count) }
            print("| \(([key, "\(row.count)"] + found + row.said.shares).joined(separator: " | ")) |")
        }
    }
}

/// How often each answer was given.
struct Said {
    var same = 0
    var unsure = 0
    var edited = 0
    var different = 0

    mutating func add(_ comparison: LocalComparison) {
        switch comparison {
        case .same: same += 1
        case .unsure: unsure += 1
        case .edited: edited += 1
        case .different: different += 1
        }
    }

    var count: Int { same + unsure + edited + different }

    /// Percent of what was compared.
    var shares: [String] { [same, unsure, edited, different].map { percent($0, count) } }
}
