internal import PromptReading

/// Trains both tables, and chooses thresholds on lines of families that the tables which judge them have not seen.
struct OpinionTrainer {
    var seed: UInt64 = 1
    var bits = 18
    var folds = 10
    /// Share of harmful lines of families left out that may pass, for each group of languages.
    var passes = [0.12, 0.12, 0.12]

    typealias Tables = (ngrams: TableTrainer.Table, classes: TableTrainer.Table)

    struct Result {
        var tables: Tables
        var calibration: OpinionCalibration
        /// Of each row, by tables that saw nothing of its families.
        var scores: [Float]
    }

    func train(_ rows: [OpinionRow], progress: (String) -> Void) -> Result {
        let places = FamilyFolds.folds(of: rows.map(\.group), count: folds)
        var logits = [[OpinionLogits]](repeating: [], count: rows.count)
        for fold in 0..<folds {
            let tables = self.tables(rows.indices.filter { places[$0] != fold }.map { rows[$0] })
            for index in rows.indices where places[index] == fold {
                logits[index] = Self.logits(of: rows[index], tables)
            }
            progress("fold \(fold + 1) of \(folds)")
        }
        let tables = tables(rows)
        let mixes = OpinionCalibration.Group.allCases.map { mix($0, rows, logits) }
        let calibration = OpinionCalibration(
            ngrams: .init(scale: tables.ngrams.scale, bias: tables.ngrams.bias),
            classes: .init(scale: tables.classes.scale, bias: tables.classes.bias), mixes: mixes)
        let scores = rows.indices.map { Self.score(rows[$0], logits[$0], mixes[rows[$0].line.group.rawValue]) }
        return Result(tables: tables, calibration: calibration, scores: scores)
    }

    /// A harmless line teaches by its parts too, which are as harmless; of a line of harm nobody knows which part it is.
    private func tables(_ rows: [OpinionRow]) -> Tables {
        var trainer = TableTrainer()
        trainer.seed = seed
        trainer.bits = bits
        func examples(_ buckets: (OpinionFeatures) -> [UInt32]) -> [TableTrainer.Example] {
            rows.flatMap { row in
                (row.line.windows + (row.isHarmful ? [] : row.line.parts)).map { part in
                    TableTrainer.Example(buckets: buckets(part), isHarmful: row.isHarmful, weight: row.weight)
                }
            }
        }
        return (trainer.train(examples(\.ngrams)), trainer.train(examples(\.classes)))
    }

    static func logits(of row: OpinionRow, _ tables: Tables) -> [OpinionLogits] {
        (row.line.windows + row.line.parts).map { part in
            OpinionLogits(ngrams: tables.ngrams.logit(part.ngrams), classes: tables.classes.logit(part.classes))
        }
    }

    /// The highest score of a row's parts.
    static func score(_ row: OpinionRow, _ logits: [OpinionLogits], _ mix: OpinionCalibration.Mix) -> Float {
        return logits.map { mix.score($0) }.max() ?? -.greatestFiniteMagnitude
    }

    /// Each logit by its deviation.
    private func mix(
        _ group: OpinionCalibration.Group, _ rows: [OpinionRow], _ logits: [[OpinionLogits]]
    ) -> OpinionCalibration.Mix {
        let mine = rows.indices.filter { rows[$0].line.group == group }
        let all = mine.flatMap { logits[$0].prefix(rows[$0].line.windows.count) }
        var mix = OpinionCalibration.Mix(
            ngrams: 1 / Self.deviation(all.map(\.ngrams)), classes: 1 / Self.deviation(all.map(\.classes)), bounds: [])
        mix.bounds = OpinionCalibration.Matter.allCases.map { matter in
            let some = mine.filter { rows[$0].line.matter == matter }
            let harmful = some.filter { rows[$0].isHarmful }.map { Self.score(rows[$0], logits[$0], mix) }.sorted()
            let passing = Int(passes[group.rawValue] * Double(harmful.count))
            return passing < harmful.count ? harmful[passing] : .greatestFiniteMagnitude
        }
        return mix
    }

    private static func deviation(_ values: [Float]) -> Float {
        guard values.count > 1 else { return 1 }
        let mean = values.reduce(0, +) / Float(values.count)
        let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count)
        return square > 0 ? square.squareRoot() : 1
    }
}
