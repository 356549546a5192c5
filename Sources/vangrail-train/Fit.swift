internal import ArgumentParser
internal import Foundation
internal import PromptReading

/// Trains the n-grams and calibrates them with the encoder.
struct Fit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Trains the n-grams, calibrates both stages, writes general.ngrams and general.md.")

    @Option(help: "Prepared rows, one JSON object a line.") var rows: String
    @Option(help: "The folder with general.encoder; general.ngrams is written there.") var model: String
    @Option(help: "Seed of the order of training.") var seed: UInt64 = 1
    @Option(help: "Rounds over all rows.") var rounds = 5
    @Option(help: "Share of benign prompts that may be stopped.") var falsePositives = 0.0024
    @Option(help: "Share of look-alikes that may be stopped.") var lookAlikes = 0.04
    @Option(help: "Share of benign prompts that the encoder reads.") var unclear = 0.25

    /// Sources whose held-out rows choose the thresholds.
    static let benign: Set = [
        "coco_captions", "tifa", "dpg", "t2i_compbench", "xflickrco_captions", "i2ebench_instructions",
        "diffusiondb_prompts", "parti",
    ]

    func run() throws {
        let all = try Row.read(rows)
        say("\(all.count) rows read")
        var trainer = NgramTrainer()
        trainer.seed = seed
        trainer.rounds = rounds
        let result = trainer.train(all.filter { $0.part == .train }, progress: say)
        var calibration = GeneralCalibration()
        calibration.ngramScale = result.scale
        calibration.ngramBias = result.bias
        let path = model + "/general.ngrams"
        func write() throws {
            let bytes = GeneralTraining.ngramFile(
                bits: trainer.bits, calibration: calibration, weights: result.weights)
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        }
        try write()
        let reader = try GeneralModel(path: model)
        var samples: [Calibrator.Sample] = []
        // Families that the corpus holds out are only measured with: they choose nothing here.
        let held = all.filter { ($0.part == .test && !$0.source.hasSuffix("-held")) || $0.source == "parti" }
        for (index, row) in held.enumerated() {
            let logits = reader.logits(row.text)
            samples.append(.init(row: row, ngrams: logits.ngrams, encoder: logits.encoder ?? .zero))
            if index % 3000 == 0 { say("calibrating: \(index) of \(held.count)") }
        }
        let benign = samples.filter {
            $0.row.isBenign && $0.row.language == "en" && Self.benign.contains($0.row.source)
        }.enumerated().filter { $0.element.row.source != "coco_captions" || $0.offset % 3 == 0 }.map(\.element)
        let lookAlikes = samples.filter {
            $0.row.isBenign && $0.row.language == "en"
                && (["grammar", "look-alikes"].contains($0.row.source) || $0.row.source.hasPrefix("corpus"))
        }
        var calibrator = Calibrator()
        calibrator.falsePositives = falsePositives
        calibrator.lookAlikes = self.lookAlikes
        calibrator.unclear = unclear
        calibration = calibrator.calibrate(
            calibration, fit: samples.filter { $0.row.part == .test }, benign: benign, lookAlikes: lookAlikes)
        try write()
        say("mix \(calibration.mixNgram) \(calibration.mixEncoder); thresholds \(calibration.mixed)")
        let halves = Halves(benign: benign, lookAlikes: lookAlikes, calibrator: calibrator)
        let stopped = halves.stopped(calibration)
        print("of \(benign.count) benign rows, stopped with thresholds of the other half: \(stopped.benign)")
        print("of \(lookAlikes.count) look-alikes: \(stopped.lookAlikes)")
        let card = ModelCard(
            seed: seed, rounds: rounds, rows: all, calibration: calibration, benign: benign.count,
            stoppedOfOtherHalf: stopped.benign, lookAlikes: lookAlikes.count,
            lookAlikesStopped: stopped.lookAlikes)
        try Data(card.text.utf8).write(to: URL(filePath: model + "/general.md"), options: .atomic)
    }

    private func say(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}

/// Chooses the thresholds on one half of the rows and counts on the other: an honest false positive rate.
struct Halves {
    var benign: [Calibrator.Sample]
    var lookAlikes: [Calibrator.Sample]
    var calibrator: Calibrator

    func stopped(_ calibration: GeneralCalibration) -> (benign: Int, lookAlikes: Int) {
        var stopped = (benign: 0, lookAlikes: 0)
        for half in 0...1 {
            func part(_ samples: [Calibrator.Sample], _ isChosen: Bool) -> [Calibrator.Sample] {
                samples.enumerated().filter { ($0.offset % 2 == half) == isChosen }.map(\.element)
            }
            let thresholds = calibrator.mixed(
                calibration, benign: part(benign, true), lookAlikes: part(lookAlikes, true))
            func count(_ samples: [Calibrator.Sample]) -> Int {
                part(samples, false).count { any(calibrator.logits($0, calibration) .>= thresholds) }
            }
            stopped.benign += count(benign)
            stopped.lookAlikes += count(lookAlikes)
        }
        return stopped
    }
}
