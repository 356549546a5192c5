internal import PromptReading

/// Trains both tables, and chooses thresholds on lines of families that the tables which judge them have not seen.
struct OpinionTrainer {
    var seed: UInt64 = 1
    var bits = 18
    var folds = 10
    /// Share of harmful lines of families left out that may pass, for each group of languages.
    var passes = [0.12, 0.12, 0.12]
    /// What encoders that saw nothing of a text's families make of it, by text; without it the encoder is never asked.
    var encoderLogits: [String: Float] = [:]

    /// How much the encoder counts beside a table, for each group: it was taught English most.
    private static let encoderShares: [Float] = [1.5, 1, 1]
    /// Share of harmful lines that the tables may let pass before the encoder is asked.
    private static let passesBefore = 0.03
    /// Share of harmless lines that the tables may stop before it is.
    private static let stopsBefore = 0.02

    typealias Tables = (ngrams: TableTrainer.Table, classes: TableTrainer.Table)

    struct Result {
        var tables: Tables
        var calibration: OpinionCalibration
        /// Of each row, by tables that saw nothing of its families.
        var logits: [[OpinionLogits]]
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
        return Result(tables: tables, calibration: calibration, logits: logits)
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
        let read = mine.filter { rows[$0].line.texts.allSatisfy { encoderLogits[$0] != nil } }
        guard !read.isEmpty else {
            return OpinionCalibration.Mix(ngrams: mix.ngrams, classes: mix.classes, bounds: mix.bounds)
        }
        let whole = read.flatMap { rows[$0].line.texts.prefix(rows[$0].line.windows.count) }
        mix.encoder = Self.encoderShares[group.rawValue] / Self.deviation(whole.compactMap { encoderLogits[$0] })
        mix.cascades = OpinionCalibration.Matter.allCases.map { matter in
            cascade(matter, read, rows, logits, mix, passes[group.rawValue])
        }
        return mix
    }

    /// When the encoder is asked, so that of harmful lines `passes` pass; never where nothing was read by it.
    private func cascade(
        _ matter: OpinionCalibration.Matter, _ read: [Int], _ rows: [OpinionRow], _ logits: [[OpinionLogits]],
        _ mix: OpinionCalibration.Mix, _ passes: Double
    ) -> OpinionCalibration.Cascade {
        let some = read.filter { rows[$0].line.matter == matter }
        func highest(_ isHarmful: Bool) -> [Float] {
            some.filter { rows[$0].isHarmful == isHarmful }.map { Self.score(rows[$0], logits[$0], mix) }.sorted()
        }
        let (harmful, harmless) = (highest(true), highest(false))
        let alone = mix.bounds[matter.rawValue]
        guard !harmful.isEmpty, !harmless.isEmpty else { return .init(from: alone, to: alone, bound: alone) }
        let from = harmful[Int(Self.passesBefore * Double(harmful.count))]
        var cascade = OpinionCalibration.Cascade(
            from: from, to: max(from, harmless[harmless.count - 1 - Int(Self.stopsBefore * Double(harmless.count))]),
            bound: alone)
        let together = some.filter { rows[$0].isHarmful }
            .map { Self.score(rows[$0], logits[$0], mix, cascade, encoderLogits) }.sorted()
        cascade.bound = together[Int(passes * Double(together.count))]
        return cascade
    }

    /// The highest score of a row's parts by tables and encoder: infinite where the tables are certain.
    static func score(
        _ row: OpinionRow, _ logits: [OpinionLogits], _ mix: OpinionCalibration.Mix,
        _ cascade: OpinionCalibration.Cascade, _ encoderLogits: [String: Float]
    ) -> Float {
        zip(row.line.texts, logits).map { text, logits in
            let score = mix.score(logits)
            guard score >= cascade.from, score < cascade.to else {
                return score < cascade.from ? -Float.greatestFiniteMagnitude : .greatestFiniteMagnitude
            }
            return score + mix.encoder * (encoderLogits[text] ?? 0)
        }.max() ?? -.greatestFiniteMagnitude
    }

    private static func deviation(_ values: [Float]) -> Float {
        guard values.count > 1 else { return 1 }
        let mean = values.reduce(0, +) / Float(values.count)
        let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count)
        return square > 0 ? square.squareRoot() : 1
    }
}
