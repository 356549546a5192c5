internal import ArgumentParser
internal import Foundation
internal import PromptReading
internal import RedTeam

/// Trains the second opinion on edits.
struct Second: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Trains the second opinion on the corpus' edits, writes second.tables and second.md.")

    @Option(help: "The corpus folder.") var corpus: String
    @Option(help: "The folder that the files go into.") var out: String
    @Option(help: "Seed of the order of training.") var seed: UInt64 = 1
    @Option(
        parsing: .upToNextOption,
        help: "Shares of harmful lines of families left out that may pass: English, Dutch, others.")
    var passes = OpinionTrainer().passes

    func validate() throws {
        guard passes.count == 3, passes.allSatisfy({ (0..<1).contains($0) }) else {
            throw ValidationError("three shares are needed, from 0 to 1")
        }
    }

    func run() throws {
        var trainer = OpinionTrainer()
        trainer.seed = seed
        trainer.passes = passes
        // By words and rules alone: what is trained here must not be there before.
        let reader = try PromptReader(compiledFile: PromptReader.embeddedFolder + "/languages.bin")
        let rows = OpinionRow.rows(
            of: try Corpus(folder: corpus).cases + Corpus(folder: corpus + "/second").cases,
            SecondTraining(reader, bits: trainer.bits))
        let (known, heldOut) = (rows.filter { !$0.isHeldOut }, rows.filter(\.isHeldOut))
        say("\(known.count) rows to train on, \(heldOut.count) to measure on")
        let result = trainer.train(known, progress: say)
        let bytes = SecondTraining.file(
            bits: trainer.bits, calibration: result.calibration, ngrams: result.tables.ngrams.weights,
            classes: result.tables.classes.weights)
        try Data(bytes).write(to: URL(filePath: out + "/second.tables"), options: .atomic)
        let card = OpinionCard(
            seed: seed, passes: passes, rows: known, result: result, heldOut: heldOut,
            heldOutScores: heldOut.map { row in
                OpinionTrainer.score(
                    row, OpinionTrainer.logits(of: row, result.tables),
                    result.calibration.mixes[row.line.group.rawValue])
            })
        try Data(card.text.utf8).write(to: URL(filePath: out + "/second.md"), options: .atomic)
    }

    private func say(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
