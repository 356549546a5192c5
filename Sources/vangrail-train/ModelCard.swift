internal import Foundation
internal import PromptReading

/// What somebody should know who uses the model files.
struct ModelCard {
    var seed: UInt64
    var rounds: Int
    var rows: [Row]
    var calibration: GeneralCalibration
    var benign: Int
    var stoppedOfOtherHalf: Int
    var lookAlikes: Int
    var lookAlikesStopped: Int

    private static let licences = [
        (
            "all-MiniLM-L6-v2 (before fine-tuning)", "Apache-2.0",
            "sentence-transformers, from Microsoft's MiniLM"
        ),
        ("coprov2_train", "MIT", "SafetyDPO (CoProV2)"),
        ("hatecheck", "CC-BY-4.0", "HateCheck, Multilingual HateCheck"),
        ("openai_moderation_eval", "MIT", "OpenAI moderation evaluation set"),
        ("coco_captions", "CC-BY-4.0", "COCO captions"), ("tifa, dpg", "Apache-2.0", "TIFA, DPG-Bench"),
        ("t2i_compbench", "MIT", "T2I-CompBench"), ("xflickrco_captions", "MIT", "IGLUE xFlickrCO"),
        ("i2ebench_instructions", "Apache-2.0", "I2EBench"),
        ("diffusiondb_prompts", "CC0, Apache-2.0", "DiffusionDB through ImageReward"),
        ("corpus, authored, grammar, mix", "Apache-2.0", "this project (mix: with style words of DiffusionDB)"),
    ]

    var text: String {
        var lines = [
            "# Model card: the general decider", "",
            "Reads prompts for image generators, English foremost, and scores seven harms and any harm.",
            "`general.ngrams`: hashed word and character n-grams, eight linear heads, 8-bit weights.",
            "`general.encoder`: all-MiniLM-L6-v2, fine-tuned, 8-bit weights; reads what n-grams leave unclear.",
            "", "Not for: languages besides English (weak to useless), chats, deciding about people on its own.",
            "It misses metaphors, code words and prompts whose words are harmless and whose pictures are not.", "",
            "## Training", "",
            "N-grams: seed \(seed), \(rounds) rounds, `vangrail-train fit`.",
            "Encoder: `scripts/train_encoder.py --minutes 27`, then `scripts/export_encoder.py`. The file of",
            "2026-11-28 is one run of it, from all-MiniLM-L6-v2, on a share of the rows of this table: 1,400 steps",
            "of 64 rows (1.2 rounds), seed 3.",
            "No line that was put together names a child beside anything sexual; rows of the public sets that",
            "do (by word lists) were left out as well, whatever their label.",
            "",
            "| rows from | train | held out |", "|---|---|---|",
        ]
        var counts: [String: (train: Int, held: Int)] = [:]
        for row in rows where row.part != .dev {
            let source = row.source.hasPrefix("corpus:") ? "corpus" : row.source
            counts[source, default: (0, 0)].train += row.part == .train ? 1 : 0
            counts[source, default: (0, 0)].held += row.part == .test ? 1 : 0
        }
        for (source, count) in counts.sorted(by: { $0.key < $1.key }) {
            lines.append("| \(source) | \(count.train) | \(count.held) |")
        }
        lines += [
            "", "## Calibration", "",
            "Thresholds stop together a share of \(benign) benign prompts that training did not see. Chosen on half "
                + "and counted on the other: \(stoppedOfOtherHalf) stopped "
                + String(format: "(%.2f %%).", 100 * Double(stoppedOfOtherHalf) / Double(max(1, benign))),
            "Then they rise together until few look-alikes are stopped; of \(lookAlikes), counted likewise: "
                + "\(lookAlikesStopped) "
                + String(format: "(%.1f %%).", 100 * Double(lookAlikesStopped) / Double(max(1, lookAlikes))),
            "", "| harm | n-grams in the mix | encoder in the mix | threshold (mix) | threshold (n-grams alone) |",
            "|---|---|---|---|---|",
        ]
        for (harm, name) in (Harms.names + ["any"]).enumerated() {
            let values = [calibration.mixNgram, calibration.mixEncoder, calibration.mixed, calibration.alone]
                .map { String(format: "%.2f", $0[harm]) }.joined(separator: " | ")
            lines.append("| \(name) | \(values) |")
        }
        lines += ["", "## Licences of what it learned from", "", "| part | licence | from |", "|---|---|---|"]
        lines += Self.licences.map { "| \($0.0) | \($0.1) | \($0.2) |" }
        return lines.joined(separator: "\n") + "\n"
    }
}
