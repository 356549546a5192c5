@testable import Generators
import SafetyModel
import Screening
import Synchronization
import Testing

@Suite struct StudioTests {
    typealias Case = (text: String, edits: [StudioEdit], isWhole: Bool)

    static let understood: [Case] = [
        ("make it black and white", [.blackAndWhite], true),
        ("Maak de foto zwart-wit", [.blackAndWhite], true),
        ("zwart en wit graag", [.blackAndWhite], true),
        ("Convert to greyscale, please!", [.blackAndWhite], true),
        ("make it brighter", [.brightness(1.35)], true),
        ("make it slightly brighter", [.brightness(1.15)], true),
        ("a bit brighter", [.brightness(1.15)], true),
        ("much brighter", [.brightness(1.8)], true),
        ("brighter by 20%", [.brightness(1.2)], true),
        ("maak hem iets lichter", [.brightness(1.15)], true),
        ("veel donkerder", [.brightness(0.4)], true),
        ("darker", [.brightness(0.65)], true),
        ("donkerder met 10 procent", [.brightness(0.9)], true),
        ("blur", [.blur(6)], true),
        ("blur the photo heavily", [.blur(16)], true),
        ("een beetje wazig", [.blur(2.5)], true),
        ("blur by 8 pixels", [.blur(8)], true),
        ("crop to the centre", [.cropCentre(0.75)], true),
        ("crop to 50%", [.cropCentre(0.5)], true),
        ("uitsnede van het midden", [.cropCentre(0.75)], true),
        ("rotate", [.rotate(90)], true),
        ("rotate right", [.rotate(90)], true),
        ("rotate left", [.rotate(270)], true),
        ("rotate 90 degrees counterclockwise", [.rotate(270)], true),
        ("rotate by 180", [.rotate(180)], true),
        ("turn it upside down", [.rotate(180)], true),
        ("draai linksom", [.rotate(270)], true),
        ("draai 180 graden", [.rotate(180)], true),
        ("zet op de kop ondersteboven", [], false),
        ("zet de foto ondersteboven", [.rotate(180)], true),
        ("tint it blue", [.tint(red: 0x20, green: 0x50, blue: 0xD0)], true),
        ("a sepia tone", [.tint(red: 0x70, green: 0x42, blue: 0x14)], true),
        ("colour #10ff80", [.tint(red: 0x10, green: 0xFF, blue: 0x80)], true),
        ("geef het een groene tint", [.tint(red: 0x20, green: 0x90, blue: 0x40)], true),
        ("add a border", [.border(width: 24, red: 0, green: 0, blue: 0)], true),
        ("add a thick red frame", [.border(width: 48, red: 0xD0, green: 0x20, blue: 0x20)], true),
        ("een dunne witte rand eromheen", [.border(width: 12, red: 255, green: 255, blue: 255)], true),
        ("10px gouden kader", [.border(width: 10, red: 0xD0, green: 0xA0, blue: 0x20)], true),
        ("add the caption \"Hello, world\"", [.caption("Hello, world")], true),
        ("zet de tekst “Dag en nacht” eronder", [], false),
        ("zet de tekst “Dag en nacht” onder de foto", [.caption("Dag en nacht")], true),
        (
            "black and white and add a white border",
            [.blackAndWhite, .border(width: 24, red: 255, green: 255, blue: 255)], true
        ),
        ("brighter, then rotate left", [.brightness(1.35), .rotate(270)], true),
        ("zwart-wit en daarna een rand", [.blackAndWhite, .border(width: 24, red: 0, green: 0, blue: 0)], true),
    ]

    /// What the studio must not pretend to do.
    static let beyond: [Case] = [
        ("", [], false),
        ("add a hat", [], false),
        ("make her hair blue", [], false),
        ("make the car red", [], false),
        ("make the background blurry", [], false),
        ("make her dress black and white", [], false),
        ("crop out the dog", [], false),
        ("rotate 45 degrees", [], false),
        ("text", [], false),
        ("\"just a quote\"", [], false),
        ("zet hem op een paard", [], false),
        ("brighter and add a hat", [.brightness(1.35)], false),
        ("do it", [], false),
        ("a red border and a hat, \"x\"", [.border(width: 24, red: 0xD0, green: 0x20, blue: 0x20)], false),
    ]

    @Test(arguments: understood + beyond)
    func `an instruction is understood as a whole or said not to be`(example: Case) {
        let instruction = StudioInstruction(example.text)
        #expect(instruction.edits == example.edits)
        #expect(instruction.isWhole == example.isWhole)
    }

    @Test(arguments: [
        ("make it brighter", StudioInstruction.Language.english), ("maak het lichter", .dutch), ("zwart-wit", .dutch),
        ("zet een hoed op", .dutch), ("add a hat to the picture", .english), ("", .english), ("rotate left", .english),
    ])
    func `the language is told by small words`(text: String, language: StudioInstruction.Language) {
        #expect(StudioInstruction(text).language == language)
    }

    @Test func `a long instruction ends in a bound number of edits`() {
        let instruction = StudioInstruction(String(repeating: "brighter, ", count: 1000))
        #expect(instruction.edits.count == StudioInstruction.editsMax)
        #expect(!instruction.isWhole)
    }

    private func run(_ request: ClearedRequest, lens: RecordingLens = RecordingLens()) async throws -> [String] {
        let frames = Frames()
        let summary = try await StudioGenerator(lens: lens).generate(request) { frames.add($0) }
        #expect(summary.model == "vangrail-studio" && summary.usage.isEmpty)
        return frames.lines.map { String($0.prefix { $0 != "(" }.dropLast()) }
    }

    @Test func `an edit is drawn by the lens on the pixels that it read, at the size asked for`() async throws {
        let lens = RecordingLens()
        let request = Samples.request(.edit, prompt: "make it brighter", parameters: .init(size: "640x480"))
        #expect(try await run(request, lens: lens) == ["final 0"])
        #expect(lens.calls == ["edit [brightness(1.35), fit(width: 640, height: 480)]"])
    }

    @Test(arguments: [
        ("add a hat", "Vangrail studio (demo): this edit needs a real generator"),
        ("zet een hoed op zijn hoofd", "Vangrail studio (demo): deze bewerking vraagt een echte generator"),
    ])
    func `what it cannot do it returns unchanged, and says so`(prompt: String, caption: String) async throws {
        let lens = RecordingLens()
        #expect(try await run(Samples.request(.edit, prompt: prompt), lens: lens) == ["final 0"])
        #expect(lens.calls == ["edit [caption(\"\(caption)\")]"])
    }

    @Test func `a part that it cannot do is said too`() async throws {
        let lens = RecordingLens()
        _ = try await run(Samples.request(.edit, prompt: "brighter and add a hat"), lens: lens)
        #expect(
            lens.calls == [
                "edit [brightness(1.35), caption(\"Vangrail studio (demo): part of this edit needs a real generator\")]"
            ])
    }

    @Test func `a mask or a second picture is beyond it`() async throws {
        for request in [
            Samples.request(.edit, prompt: "brighter", mask: Samples.read()),
            Samples.request(.edit, prompt: "brighter", pictures: [Samples.read(), Samples.read()]),
        ] {
            let lens = RecordingLens()
            _ = try await run(request, lens: lens)
            #expect(lens.calls == ["edit [caption(\"Vangrail studio (demo): this edit needs a real generator\")]"])
        }
    }

    @Test func `a generation is an abstract scene that says what it is`() async throws {
        let lens = RecordingLens()
        let request = Samples.request(prompt: "a castle", parameters: .init(count: 3, size: "1536x1024"))
        #expect(try await run(request, lens: lens) == ["final 0", "final 1", "final 2"])

        #expect(lens.scenes.map(\.width) == [1536, 1536, 1536] && lens.scenes.map(\.height) == [1024, 1024, 1024])
        #expect(Set(lens.scenes.map(\.seed)).count == 3)
        #expect(
            lens.scenes.allSatisfy {
                $0.caption == "Vangrail studio (demo): abstract scene, no real generator configured"
            })
        let again = RecordingLens()
        _ = try await run(request, lens: again)
        #expect(again.scenes == lens.scenes)
    }

    @Test func `previews come first and get sharper`() async throws {
        let lens = RecordingLens()
        let request = Samples.request(prompt: "a castle", parameters: .init(count: 2, partialImages: 2))
        #expect(
            try await run(request, lens: lens) == [
                "preview 0", "preview 1", "final 0", "preview 0", "preview 1", "final 1",
            ])
        #expect(
            lens.calls == [
                "scene", "edit [blur(9.0)]", "edit [blur(4.0)]", "scene", "edit [blur(9.0)]", "edit [blur(4.0)]",
            ])
    }

    @Test func `variations differ from each other`() async throws {
        let lens = RecordingLens()
        #expect(
            try await run(Samples.request(.vary, parameters: .init(count: 2)), lens: lens) == ["final 0", "final 1"])
        #expect(Set(lens.calls).count == 2)
    }

    @Test(arguments: ["10x10", "5000x100", "axb", "100", "100x100x100", "x", "0x0", "-64x64"])
    func `a size that cannot be drawn is unsupported`(size: String) async {
        let generator = StudioGenerator(lens: RecordingLens())
        await #expect(throws: GeneratorError.unsupported("the studio draws 64 to 4096 pixels a side")) {
            _ = try await generator.generate(Samples.request(parameters: .init(size: size))) { _ in }
        }
    }

    @Test(arguments: [
        (LensError.busy, GeneratorError.overloaded(retryAfterSeconds: 1)), (.workerFailed, .failed),
        (.corrupt, .failed),
        (.tooLarge, .unsupported("the studio cannot draw this size or edit")),
    ])
    func `the lens's errors become the generator's`(lens: LensError, error: GeneratorError) async {
        let generator = StudioGenerator(lens: RecordingLens(error: lens))
        await #expect(throws: error) { _ = try await generator.generate(Samples.request()) { _ in } }
    }

    @Test func `it has one model`() async throws {
        #expect(try await StudioGenerator(lens: RecordingLens()).models() == ["vangrail-studio"])
    }
}

/// A lens that draws nothing and writes down what it was asked for.
private final class RecordingLens: PictureLens {
    func exposure(from source: Picture, to output: Picture) async throws(LensError) -> ExposureFinding { throw .busy }
    func readText(in picture: Picture) async throws(LensError) -> PictureText? { nil }
    func findMark(in picture: Picture, keys: [[UInt8]]) async throws(LensError) -> FoundMark? { nil }

    private let error: LensError?
    private let state = Mutex<(calls: [String], scenes: [StudioScene])>(([], []))

    init(error: LensError? = nil) { self.error = error }

    var calls: [String] { state.withLock { $0.calls } }
    var scenes: [StudioScene] { state.withLock { $0.scenes } }

    func read(_ picture: Picture, as role: PictureRole) async throws(LensError) -> ReadPicture { throw .workerFailed }
    func finish(_ picture: Picture, as finish: PictureFinish) async throws(LensError) -> ReadPicture {
        throw .workerFailed
    }

    func edit(_ picture: Picture, with edits: [StudioEdit]) async throws(LensError) -> Picture {
        if let error { throw error }
        let names = edits.map { "\($0)".replacing("Screening.StudioEdit.", with: "") }
        state.withLock { $0.calls.append("edit [\(names.joined(separator: ", "))]") }
        return picture
    }

    func drawScene(_ scene: StudioScene) async throws(LensError) -> Picture {
        if let error { throw error }
        state.withLock {
            $0.calls.append("scene")
            $0.scenes.append(scene)
        }
        return Samples.picture
    }
}
