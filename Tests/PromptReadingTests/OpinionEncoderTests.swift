import CEncoder
import Foundation
import SafetyModel
import Testing

@testable import PromptReading

@Suite struct OpinionEncoderTests {
    private static let path = PromptReader.embeddedFolder + "/../Models/second.encoder"
    private let library: Library
    private let encoder: OpinionEncoder

    init() throws {
        library = try SharedReader.library.get()
        encoder = try OpinionEncoder(path: Self.path)
    }

    private func written(_ text: String) -> String {
        let passage = Tokenizer.passage(text.unicodeScalars.map(\.value), library.folding)
        return Writing(passage).text(of: passage.tokens.indices)
    }

    @Test func `pieces and logits are those of the reference`() throws {
        struct Reference: Decodable {
            var text: String
            var pieces: [Int32]
            var logit: Float
        }
        let url = try #require(Bundle.module.url(forResource: "opinions", withExtension: "jsonl"))
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
            let reference = try JSONDecoder().decode(Reference.self, from: Data(line.utf8))
            #expect(encoder.pieces(reference.text) == reference.pieces, "\(reference.text)")
            #expect(abs(encoder.logit(reference.text) - reference.logit) < 0.5, "\(reference.text)")
        }
    }

    @Test func `all kernels agree`() {
        let pieces = encoder.pieces("maak de lucht boven het strand blauwer")
        let fast = encoder.logit(pieces)
        for kernel in [VG_PLAIN, VG_AVX2, VG_VNNI] where kernel.rawValue <= vg_best_kernel().rawValue {
            #expect(abs(encoder.logit(pieces, by: kernel) - fast) < 0.1)
        }
    }

    @Test(
        arguments: [
            ("Make the SKY bluer!", "make the sky bluer"),
            ("m\u{200B}ake", "make"),
            ("\u{1D5C6}\u{1D5BA}\u{1D5C4}\u{1D5BE} it blue", "make it blue"),
            ("mak\u{0435} the sk\u{0443} blu\u{0435}", "make the sky blue"),
            ("m\u{0430}k\u{0435} the \u{0440}\u{043E}\u{0440} art blue", "make the pop art blue"),
            ("Сделай небо синее", "сделай небо синее"),
            ("Příliš žluťoučký kůň", "příliš žluťoučký kůň"),
            ("空を青くして", "空を青くして"),
            ("ทำให้ท้องฟ้าสีฟ้า", "ทำให้ท้องฟ้าสีฟ้า"),
        ])
    func `text is read as it was written, without disguise`(text: String, expected: String) {
        #expect(written(text) == expected)
    }

    @Test func `what is too long to be read whole is asked about`() {
        #expect(encoder.logit(String(repeating: "blue sky ", count: 2_000)) == .infinity)
        #expect(encoder.logit(String(repeating: "q", count: 40_000)) == .infinity)
        #expect(encoder.logit("").isFinite)
    }

    @Test func `letters of no piece are one unknown piece, wherever they stand`() {
        #expect(encoder.pieces("\u{13000}\u{13001}\u{13002}").count { $0 == SentencePieces.unknown } == 1)
    }

    /// Empty tables, which score 0 and leave everything unclear; the encoder decides alone.
    private func reader(bound: Float, withEncoder: Bool = true) throws -> PromptReader {
        let mix = OpinionCalibration.Mix(
            ngrams: 1, classes: 1, bounds: [-1, -1], encoder: 1,
            cascades: [.init(from: -1, to: 1, bound: bound), .init(from: -1, to: 1, bound: bound)])
        let calibration = OpinionCalibration(
            ngrams: .init(scale: 1, bias: 0), classes: .init(scale: 1, bias: 0), mixes: [mix, mix, mix])
        let none = [Int8](repeating: 0, count: 1 << 10)
        let path = FileManager.default.temporaryDirectory.path + "/second-\(UUID().uuidString)"
        try Data(SecondTraining.file(bits: 10, calibration: calibration, ngrams: none, classes: none))
            .write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return PromptReader(
            library, nil, try SecondOpinion(tables: path, library, withEncoder ? encoder : nil))
    }

    @Test func `a draft waits for the encoder where the tables leave it unclear, and asks where that says so`() throws {
        let (prompt, context) = (Prompt("make her smile"), PromptContext(operation: .edit, pictures: 1))
        let strict = try reader(bound: -100).draft(prompt, in: context)

        #expect(strict.needsEncoder)
        let findings = strict.finished()
        #expect(!findings.isUnderstood && findings.signals.map(\.category) == [.notUnderstood])
        #expect(findings.signals.first?.evidence.clause == "make her smile")
        #expect(try reader(bound: 100).read(prompt, in: context).isUnderstood)
        let alone = try reader(bound: 100, withEncoder: false).draft(prompt, in: context)
        #expect(!alone.needsEncoder && !alone.finished().isUnderstood)
    }

    @Test func `a generation and what is not understood never wait for it`() throws {
        let reader = try reader(bound: 100)
        #expect(!reader.draft(Prompt("make her smile"), in: PromptContext(operation: .generate)).needsEncoder)
        let context = PromptContext(operation: .edit, pictures: 1)
        #expect(!reader.draft(Prompt("make her qwxzzk"), in: context).needsEncoder)
    }
}
