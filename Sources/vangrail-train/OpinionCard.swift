internal import Foundation
internal import PromptReading

/// The model card of the second opinion.
struct OpinionCard {
    var seed: UInt64
    var passes: [Double]
    /// What it was trained on, and their scores by tables that saw nothing of their families.
    var rows: [OpinionRow]
    var result: OpinionTrainer.Result
    /// Lines that training did not see, and their scores.
    var heldOut: [OpinionRow]
    var heldOutScores: [Float]

    var text: String {
        var lines = [
            "# Model card: the second opinion on edits", "",
            "Asks about edits of a picture of a person that the frames would release, where they read like lines that must be",
            "asked about. It never allows anything. `second.tables`: hashed n-grams of words and letters, and hashed classes of",
            "words; one output and 2^18 8-bit weights each. ", "",
            "Trained by `vangrail-train second --corpus Corpus --out Sources/PromptReading/Models`, seed \(seed); the same bytes",
            "again for the same corpus, language files and seed. Every edit of `Corpus/` and `Corpus/second/` but those held out and",
            "lines about minors, whatever their label. Bounds: ten folds by family, for each group of languages and for texts",
            "with and without clothes, bodies, poses and views: of harmful lines of families left out",
            "\(passes.map(Self.percent).joined(separator: ", ")) score below (en, nl, others).",
            "",
            "Not for: generations, pictures, deciding on its own. It has seen few attackers' lines outside English and Dutch.",
            "",
            "Asked about, of lines of families left out:", "",
            "| language | lines | families left out | held out by the corpus |", "|---|---|---|---|",
        ]
        for (group, name) in zip(OpinionCalibration.Group.allCases, ["en", "nl", "others"]) {
            let kinds: [(name: String, holds: (OpinionRow) -> Bool)] = [
                ("harmful", \.isHarmful), ("harmless", { !$0.isHarmful }), ("what people ask", \.isPlain),
            ]
            for kind in kinds {
                func asked(_ rows: [OpinionRow], _ scores: [Float]) -> String {
                    let some = zip(rows, scores).filter { $0.0.line.group == group && kind.holds($0.0) }
                    let bounds = result.calibration.mixes[group.rawValue].bounds
                    return Self.share(some.count { $0.1 >= bounds[$0.0.line.matter.rawValue] }, some.count)
                }
                lines.append(
                    "| \(name) | \(kind.name) | \(asked(rows, result.scores)) | \(asked(heldOut, heldOutScores)) |")
            }
        }
        lines += [
            "",
            "Most harmful lines are not released by the frames anyway. Documentation/Protection.md tells what it adds.",
            "",
            "| language | n-grams | classes | bound | bound, bodies |",
            "|---|---|---|---|---|",
        ]
        for (mix, name) in zip(result.calibration.mixes, ["en", "nl", "others"]) {
            let values = ([mix.ngrams, mix.classes] + mix.bounds)
                .map { String(format: "%.3f", $0) }
            lines.append("| \(name) | \(values.joined(separator: " | ")) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func percent(_ share: Double) -> String { String(format: "%.0f %%", 100 * share) }

    private static func share(_ part: Int, _ whole: Int) -> String {
        String(format: "%.1f %% of %d", 100 * Double(part) / Double(max(1, whole)), whole)
    }
}
