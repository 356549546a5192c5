internal import ArgumentParser
internal import Foundation
internal import PromptReading

/// Trains the second opinion on edits.
struct Second: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Trains the second opinion's tables on the corpus' edits, writes second.tables and second.md.")

    @Option(help: "The corpus folder.") var corpus: String
    @Option(help: "The folder that the files go into.") var out: String
    @Option(help: "Seed of the order of training.") var seed: UInt64 = 1
    @Option(
        parsing: .upToNextOption,
        help: "Shares of harmful lines of families left out that may pass: English, Dutch, others.")
    var passes = OpinionTrainer().passes
    @Option(help: "What scripts/train_opinion.py makes of each text; without it the encoder's bounds stay as they are.")
    var logits: String?

    func validate() throws {
        guard passes.count == 3, passes.allSatisfy({ (0..<1).contains($0) }) else {
            throw ValidationError("three shares are needed, from 0 to 1")
        }
    }

    func run() throws {
        var trainer = OpinionTrainer()
        trainer.seed = seed
        trainer.passes = passes
        if let logits { trainer.encoderLogits = try Self.encoderLogits(logits) }
        let (known, heldOut) = try OpinionRow.rows(corpus: corpus, bits: trainer.bits)
        say("\(known.count) rows to train on, \(heldOut.count) to measure on")
        var result = trainer.train(known, progress: say)
        if logits == nil {
            try result.calibration.keepEncoder(of: SecondTraining.calibration(tables: out + "/second.tables"))
        }
        let bytes = SecondTraining.file(
            bits: trainer.bits, calibration: result.calibration, ngrams: result.tables.ngrams.weights,
            classes: result.tables.classes.weights)
        try Data(bytes).write(to: URL(filePath: out + "/second.tables"), options: .atomic)
        let texts = heldOut.flatMap(\.line.texts)
        let card = OpinionCard(
            seed: seed, passes: passes, known: known, result: result, knownLogits: trainer.encoderLogits,
            heldOut: heldOut,
            heldOutLogits: Dictionary(
                zip(texts, try SecondTraining.logits(of: texts, encoder: out + "/second.encoder")),
                uniquingKeysWith: { first, _ in first }))
        try Data(card.text.utf8).write(to: URL(filePath: out + "/second.md"), options: .atomic)
    }

    private static func encoderLogits(_ path: String) throws -> [String: Float] {
        struct Line: Decodable {
            var texts: [String]
            var logits: [Float]
        }
        var known: [String: Float] = [:]
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let line = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
            for (text, logit) in zip(line.texts, line.logits) { known[text] = max(logit, known[text] ?? logit) }
        }
        return known
    }

    private func say(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
