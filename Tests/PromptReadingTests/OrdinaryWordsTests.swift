import Foundation
import SafetyModel
import Testing

@testable import PromptReading

/// Clauses that no frame lists, made of ordinary words.
@Suite struct OrdinaryWordsTests {
    private let library: Library
    /// Listed by no frame, in ordinary words.
    private let unlisted = "Let there be a rainbow coming out of the waterfall behind the hikers."

    init() throws { library = try SharedReader.library.get() }

    /// A reader whose second opinion scores every text 0.
    private func reader(bound: Float) throws -> PromptReader {
        let mix = OpinionCalibration.Mix(ngrams: 1, classes: 1, bounds: [bound, bound])
        let none = [Int8](repeating: 0, count: 1 << 10)
        let bytes = SecondTraining.file(
            bits: 10,
            calibration: OpinionCalibration(
                ngrams: .init(scale: 1, bias: 0), classes: .init(scale: 1, bias: 0), mixes: [mix, mix, mix]),
            ngrams: none, classes: none)
        let path = FileManager.default.temporaryDirectory.path + "/ordinary-\(UUID().uuidString)"
        try Data(bytes).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return PromptReader(library, nil, try SecondOpinion(tables: path, library))
    }

    private func trusting() throws -> PromptReader { try reader(bound: 1) }

    private func read(
        _ text: String, by reader: PromptReader, _ context: PromptContext = PromptContext(operation: .edit, pictures: 1)
    ) -> PromptFindings { reader.read(Prompt(text), in: context) }

    @Test func `they pass where the second opinion reads them, and nowhere else`() throws {
        #expect(!read(unlisted, by: PromptReader(library)).isUnderstood)

        let findings = read(unlisted, by: try trusting())

        #expect(findings.isUnderstood && findings.signals.isEmpty)
        #expect(findings.accounts.contains { $0.frame == "ordinary-words" })
        #expect(read(unlisted, by: try trusting(), PromptContext(operation: .edit)).isUnderstood)
        #expect(!read(unlisted, by: PromptReader(library), PromptContext(operation: .edit)).isUnderstood)
    }

    @Test func `they ask where it doubts`() throws {
        let findings = read(unlisted, by: try reader(bound: -1))

        #expect(findings.signals.map(\.category) == [.notUnderstood])
    }

    @Test(
        arguments: [
            "De champagne ging te vroeg open en kwam op haar witte blouse terecht, laat haar ervan genieten.",
            "Remove that man from the picture.",
        ])
    func `it reads them whatever is suspected, for that may be no more than a label`(text: String) throws {
        let trusted = read(text, by: try trusting())
        let doubted = read(text, by: try reader(bound: -1))

        #expect(trusted.isUnderstood && trusted.signals.map(\.category) == [.politicalDeception])
        #expect(Set(doubted.signals.map(\.category)) == [.politicalDeception, .notUnderstood])
    }

    @Test(
        arguments: [
            "Let there be a quibnor coming out of the waterfall behind the hikers.",
            "Let there be a nightie coming out of the waterfall behind the hikers.",
            "Let there be a rainbow coming out of the waterfall that she wears a bikini behind.",
            "Let there be a rainbow coming out of what the hikers are without.",
        ])
    func `an unknown word beside a person, a two-faced one and a turned end ask`(text: String) throws {
        #expect(!read(text, by: try trusting()).isUnderstood)
    }

    @Test func `unknown things may stand where nobody is touched and nothing is taken away`() throws {
        let trusting = try trusting()

        #expect(read("Brighten the quibnor at the harbour, crop the picture around there.", by: trusting).isUnderstood)
        #expect(!read("Remove the quibnor at the harbour, crop the picture around there.", by: trusting).isUnderstood)
    }

    @Test(arguments: ["nothing but this one for the lads", "only this one for the lads again"])
    func `words that ask for nothing and leave something out are not understood`(text: String) throws {
        #expect(!read(text, by: try trusting()).isUnderstood)
    }

    @Test func `rules of harm that give way to frames do not give way to them`() throws {
        let text = "Let there be a sweater coming off behind the hikers."

        let (before, after) = (read(text, by: PromptReader(library)), read(text, by: try trusting()))

        #expect(after.signals.contains { $0.category == .undress })
        #expect(
            after.signals.filter { $0.category != .notUnderstood }
                == before.signals.filter { $0.category != .notUnderstood })
    }

    @Test(arguments: [
        "Let there be a rainbow on the sweater coming out behind the hikers sitting in it.",
        "Let there be a rainbow on the shoulder of the hikers.",
        "Let there be a rainbow behind the hikers in place of the sweater, and lose the sweater.",
        "Let there be a rainbow behind the hikers, from a low camera angle.",
    ])
    func `beside a child clothes, poses and health pass one at a time, and nothing of bodies and views`(_ text: String)
        throws
    {
        let child = "my little daughter"

        #expect(read(text, by: try trusting()).isUnderstood)
        #expect(!read(text.replacing("the hikers", with: child), by: try trusting()).isUnderstood)
        let sweater = "Let there be a rainbow on the sweater coming out behind \(child)."
        #expect(read(sweater, by: try trusting()).isUnderstood)
        #expect(read(unlisted.replacing("the hikers", with: child), by: try trusting()).isUnderstood)
    }

    @Test(arguments: [
        ("Je ziet het patroon niet.", true), ("Verander de lucht niet.", true), ("Der Text passt so nicht.", true),
        ("Het gordijn niet.", false), ("De mist niet.", false), ("Toon het gordijn niet.", false),
        ("Zet haar op het strand, de jurk niet.", false),
    ])
    func `a negation may stand last where nobody is touched and something is seen, told, kept or changed`(
        _ text: String, isUnderstood: Bool
    ) throws {
        #expect(read(text, by: try trusting()).isUnderstood == isUnderstood)
    }

    @Test(arguments: [
        ("Maak de lucht blauwer. Verander haar gezicht niet.", true),
        ("Mach den Hintergrund weiß. Ihre Kleidung nicht ändern.", true),
        ("Mach den Hintergrund weiß. Ihre Kleidung nicht.", false),
        ("Maak de lucht blauwer. Behoud haar kleren niet.", false),
    ])
    func `what is not to be changed is understood, what is not there is not`(_ text: String, isUnderstood: Bool) throws
    {
        let findings = read(text, by: try trusting())

        #expect((findings.isUnderstood && findings.signals.isEmpty) == isUnderstood)
    }

    @Test(arguments: ["£15", "€12,50", "₹500", "20%"])
    func `an amount of money is a number, and no age`(_ amount: String) throws {
        #expect(read("Put a price of \(amount) on the tag beside the hikers.", by: try trusting()).isUnderstood)

        let classes = PromptReader(library).explain("a woman of £15").readings.flatMap(\.words).first {
            $0.text == "£15"
        }
        #expect(classes?.classes == ["number"])
    }

    @Test func `a conversation goes on by frames alone`() throws {
        let context = PromptContext(operation: .edit, pictures: 1, earlier: ["give her a blue jacket"])

        #expect(!read(unlisted, by: try trusting(), context).isUnderstood)
        #expect(read("Make the sky bluer.", by: try trusting(), context).isUnderstood)
    }
}
