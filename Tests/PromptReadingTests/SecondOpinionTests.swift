import Foundation
import RedTeam
import SafetyModel
import Testing

@testable import PromptReading

@Suite struct SecondOpinionTests {
    private let library: Library

    init() throws { library = try SharedReader.library.get() }

    /// A file of empty tables, which score 0, with the same bounds for all groups.
    private func file(
        rest: Float, bodies: Float? = nil, _ change: (inout [UInt8]) -> Void = { _ in }
    ) throws -> String {
        let mix = OpinionCalibration.Mix(ngrams: 1, classes: 1, bounds: [rest, bodies ?? rest])
        let none = [Int8](repeating: 0, count: 1 << 10)
        let calibration = OpinionCalibration(
            ngrams: .init(scale: 1, bias: 0), classes: .init(scale: 1, bias: 0), mixes: [mix, mix, mix])
        var bytes = SecondTraining.file(bits: 10, calibration: calibration, ngrams: none, classes: none)
        change(&bytes)
        let path = FileManager.default.temporaryDirectory.path + "/second-\(UUID().uuidString)"
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    /// A reader whose second opinion doubts whatever it may.
    private func doubtful() throws -> PromptReader { try reader(rest: -1) }

    private func reader(rest: Float, bodies: Float? = nil) throws -> PromptReader {
        let path = try file(rest: rest, bodies: bodies)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return PromptReader(library, nil, try SecondOpinion(tables: path, library))
    }

    @Test(arguments: ["make her smile", "Remove the car. Give him a blue jacket, please.", "zet hem een hoed op"])
    func `it makes an edit of a person ask, and nothing else`(text: String) throws {
        let findings = try doubtful().read(Prompt(text), in: PromptContext(operation: .edit, pictures: 1))

        #expect(PromptReader(library).read(Prompt(text), in: PromptContext(operation: .edit, pictures: 1)).isUnderstood)
        #expect(findings.signals.map(\.category) == [.notUnderstood])
        #expect(!findings.isUnderstood)
        #expect(findings.signals.first?.evidence.note.contains("together") == true)
    }

    @Test(
        arguments: [
            "remove the car in the background", "make the sky bluer", "verwijder de auto op de achtergrond",
            "mach den Himmel blauer", "make this portrait black and white", "crop it a little",
        ])
    func `the shipped tables leave ordinary edits alone`(text: String) throws {
        let findings = try SharedReader.reader.get().read(
            Prompt(text), in: PromptContext(operation: .edit, pictures: 1))

        #expect(findings.isUnderstood && findings.signals.isEmpty)
    }

    @Test func `it reads edits, also those decided about without their picture, and nothing else`() throws {
        let (reader, prompt) = (try doubtful(), Prompt("make her smile"))
        let (alone, new) = (PromptContext(operation: .edit), PromptContext(operation: .generate))

        #expect(reader.read(prompt, in: alone).signals.map(\.category) == [.notUnderstood])
        #expect(reader.read(prompt, in: new).signals == PromptReader(library).read(prompt, in: new).signals)
    }

    @Test func `what frames account for is asked about at most, and nothing that speaks against a text is lost`() throws
    {
        let shipped = try SharedReader.reader.get()
        let plain = PromptReader(shipped.library)
        var asked = 0

        for (number, item) in try RepositoryCorpus.cases.get().enumerated()
        where number % 9 == 0 && item.operation != .generate {
            let context = PromptContext(operation: item.operation, pictures: item.pictures)
            let before = plain.read(Prompt(turns: item.turns), in: context)
            let after = shipped.read(Prompt(turns: item.turns), in: context)
            if after.signals == before.signals { continue }
            if before.isUnderstood {
                asked += 1
                #expect(before.signals.allSatisfy { $0.level < .clear }, "\(item.id)")
                #expect(after.signals.filter { $0.category != .notUnderstood } == before.signals, "\(item.id)")
            } else {
                let against = before.signals.filter { $0.category != .notUnderstood }
                #expect(after.signals.filter { $0.category != .notUnderstood } == against, "\(item.id)")
            }
        }

        #expect(asked < 60)
    }

    @Test func `sentences and clauses are read by themselves too`() throws {
        let scalars = "Brighten the photo. Make the sky bluer and give her a red dress now.".unicodeScalars.map(\.value)
        let read = ReadPassage(Tokenizer.passage(scalars, library.folding), library)

        let view = OpinionFeatureMaker(library.classes, bits: 10).view(of: read)

        #expect(view.windows.map(\.tokens) == [0..<read.passage.tokens.count])
        #expect(view.parts.map { read.passage.text($0.tokens) }.contains("give her a red dress now"))
        #expect(view.parts.map { read.passage.text($0.tokens) }.contains("brighten the photo"))
    }

    @Test func `texts about clothes, bodies, poses and views have a bound of their own`() throws {
        let (bodies, rest) = (try reader(rest: 1, bodies: -1), try reader(rest: -1, bodies: 1))

        for (text, isAboutBodies) in [("make the sky bluer", false), ("give her a blue jacket", true)] {
            let context = PromptContext(operation: .edit, pictures: 1)
            #expect(bodies.read(Prompt(text), in: context).isUnderstood == !isAboutBodies)
            #expect(rest.read(Prompt(text), in: context).isUnderstood == isAboutBodies)
        }
    }

    @Test func `each group of languages has its own mix and bounds`() throws {
        let models = PromptReader.embeddedFolder + "/../Models/second.tables"
        let calibration = try OpinionFile(path: models).calibration

        #expect(calibration.mixes.count == OpinionCalibration.Group.allCases.count)
        #expect(calibration.mixes.allSatisfy { $0.ngrams > 0 && $0.classes > 0 })
        #expect(calibration.mixes.allSatisfy { $0.bounds.count == 2 && $0.bounds.allSatisfy { abs($0) < 5 } })
        for cascade in calibration.mixes.flatMap(\.cascades) {
            #expect(cascade.from < cascade.to && cascade.bound < cascade.to + 5)
        }
        #expect(calibration.mixes.allSatisfy { $0.encoder > 0 })
        #expect(
            OpinionCalibration.Group(language: "nl") == .dutch && OpinionCalibration.Group(language: "en") == .english)
    }

    @Test func `a file that is not as it was written is refused`() throws {
        func failure(_ path: String) -> GeneralModelError? {
            do throws(GeneralModelError) {
                _ = try SecondOpinion(tables: path, library)
                return nil
            } catch { return error }
        }
        let foreign = try file(rest: 0) { $0[0] = 0 }
        #expect(failure(foreign) == .foreign(path: foreign))
        let version = try file(rest: 0) { $0[8] = 9 }
        #expect(failure(version) == .version(path: version, found: 9))
        let short = try file(rest: 0) { $0.removeLast(8) }
        #expect(failure(short) == .sizes(path: short))
        let damaged = try file(rest: 0) { $0[$0.count - 1] ^= 1 }
        #expect(failure(damaged) == .checksum(path: damaged))
        let milder = try file(rest: 0) { $0[OpinionFile.headerSize + 24] ^= 1 }
        #expect(failure(milder) == .checksum(path: milder))
        let number = try file(rest: .nan)
        #expect(failure(number) == .sizes(path: number))
        #expect(failure("/nowhere") == .unreadable(path: "/nowhere"))
        for path in [foreign, version, short, damaged, milder, number] {
            try FileManager.default.removeItem(atPath: path)
        }
    }
}
