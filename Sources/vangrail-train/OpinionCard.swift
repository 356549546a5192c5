internal import Foundation
internal import PromptReading

/// The model card of the second opinion.
struct OpinionCard {
    var seed: UInt64
    var passes: [Double]
    /// What it was trained on.
    var known: [OpinionRow]
    var result: OpinionTrainer.Result
    /// By text, of encoders that saw nothing of its families.
    var knownLogits: [String: Float]
    /// Lines that training did not see.
    var heldOut: [OpinionRow]
    /// By text.
    var heldOutLogits: [String: Float]

    var text: String {
        var lines = [
            "# Model card: the second opinion on edits", "",
            "Asks about edits of a picture of a person that the frames would release, where they read like lines that must be",
            "asked about. It never allows anything. `second.tables`: hashed n-grams of words and letters, and hashed classes of",
            "words; one output and 2^18 8-bit weights each. `second.encoder`: the lower half of multilingual-e5-small (MIT), a",
            "vocabulary of 42,000 pieces, fine-tuned, 8-bit weights; reads what the tables leave unclear.", "",
            "Trained by the commands of `Documentation/General.md`, seed \(seed); the tables are the same bytes again for the",
            "same corpus, language files, logits and seed. Every edit of `Corpus/` and `Corpus/second/` but those held out and",
            "lines about minors, whatever their label. Bounds: ten folds by family (tables) and three (encoder), for each",
            "group of languages and for texts with and without clothes, bodies, poses and views: of harmful lines of families",
            "left out \(passes.map(Self.percent).joined(separator: ", ")) score below (en, nl, others).",
            "",
            "Not for: generations, pictures, deciding on its own. Its attackers' lines are by models, outside English and Dutch some hundred a language.",
            "",
            "Asked about, of lines of families left out:", "",
            "| language | lines | families left out: by the tables alone | with the encoder | that it reads "
                + "| held out by the corpus: by the tables alone | with the encoder |",
            "|---|---|---|---|---|---|---|",
        ]
        for (group, name) in zip(OpinionCalibration.Group.allCases, ["en", "nl", "others"]) {
            let kinds: [(name: String, holds: (OpinionRow) -> Bool)] = [
                ("harmful", \.isHarmful), ("harmless", { !$0.isHarmful }), ("what people ask", \.isPlain),
            ]
            for kind in kinds {
                // Of lines that came after the encoders which leave families out nothing can be said.
                func of(_ rows: [OpinionRow], _ logits: [String: Float]) -> [Int] {
                    rows.indices.filter { index in
                        rows[index].line.group == group && kind.holds(rows[index])
                            && (logits.isEmpty || rows[index].line.texts.allSatisfy { logits[$0] != nil })
                    }
                }
                let left = asked(of(known, knownLogits), known, knownLogits) { result.logits[$0] }
                let held = asked(of(heldOut, heldOutLogits), heldOut, heldOutLogits) {
                    OpinionTrainer.logits(of: heldOut[$0], result.tables)
                }
                lines.append(
                    "| \(name) | \(kind.name) | \(left.alone) | \(left.together) | \(left.read) | \(held.alone) "
                        + "| \(held.together) |")
            }
        }
        lines += [
            "",
            "Most harmful lines are not released by the frames anyway. Documentation/Protection.md tells what it adds.",
            "",
            "| language | n-grams | classes | encoder | alone | from, to, together | alone, bodies | from, to, together |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for (mix, name) in zip(result.calibration.mixes, ["en", "nl", "others"]) {
            let weights = [mix.ngrams, mix.classes, mix.encoder].map(Self.number)
            let bounds = zip(mix.bounds, mix.cascades).flatMap { bound, cascade in
                [
                    Self.number(bound),
                    [cascade.from, cascade.to, cascade.bound].map(Self.number).joined(separator: ", "),
                ]
            }
            lines.append("| \(name) | \((weights + bounds).joined(separator: " | ")) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Shares of some rows that are asked about, without and with the encoder, and that it reads.
    private func asked(
        _ some: [Int], _ rows: [OpinionRow], _ encoderLogits: [String: Float], _ logits: (Int) -> [OpinionLogits]
    ) -> (alone: String, together: String, read: String) {
        var (alone, together, read) = (0, 0, 0)
        for index in some {
            let (row, logits) = (rows[index], logits(index))
            let mix = result.calibration.mixes[row.line.group.rawValue]
            let matter = row.line.matter.rawValue
            let cascade = mix.cascades[matter]
            let highest = OpinionTrainer.score(row, logits, mix)
            if highest >= mix.bounds[matter] { alone += 1 }
            if highest >= cascade.from, highest < cascade.to { read += 1 }
            if OpinionTrainer.score(row, logits, mix, cascade, encoderLogits) >= cascade.bound { together += 1 }
        }
        let isKnown = !encoderLogits.isEmpty
        return (
            Self.share(alone, some.count), isKnown ? Self.share(together, some.count) : "not measured",
            Self.share(read, some.count)
        )
    }

    private static func number(_ value: Float) -> String { String(format: "%.3f", value) }

    private static func percent(_ share: Double) -> String { String(format: "%.0f %%", 100 * share) }

    private static func share(_ part: Int, _ whole: Int) -> String {
        String(format: "%.1f %% of %d", 100 * Double(part) / Double(max(1, whole)), whole)
    }
}
