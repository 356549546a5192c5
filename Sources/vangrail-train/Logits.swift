internal import ArgumentParser
internal import Foundation
internal import PromptReading

/// Word pieces and logits for comparison with the Python model: texts on standard input, one JSON string a line.
struct Logits: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Word pieces and logits of texts, for comparisons.")

    @Option(help: "The folder with the model.") var model: String

    func run() throws {
        let reader = try GeneralModel(path: model)
        while let line = readLine() {
            let text = try JSONDecoder().decode(String.self, from: Data(line.utf8))
            let logits = reader.logits(text)
            let pieces = try GeneralTraining.pieces(of: text, encoder: model + "/general.encoder")
            let ngrams = (0..<8).map { logits.ngrams[$0] }
            let encoder = (0..<8).map { logits.encoder?[$0] ?? 0 }
            print("{\"pieces\": \(pieces), \"ngrams\": \(ngrams), \"encoder\": \(encoder)}")
        }
    }
}
