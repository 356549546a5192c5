import ArgumentParser
import Foundation
import Lens
import PictureModels
import SafetyModel
import Screening

/// `vangrail models`: what plugged-in models say, to choose thresholds by.
struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "Check a file of models, and print what they say of pictures.",
        discussion: """
            The file is the one that the setting picture-models names (Documentation/Pictures.md). Without pictures it is \
            read and every local model is opened and tried. Each line has the picture, the model, each label with its \
            value, and what the rules make of it. Models at servers are sent the pictures. Exit 1: a model or a picture \
            failed.
            """)

    @Argument(help: "The file of models.") var models: String
    @Argument(help: "Picture files.") var files: [String] = []

    func run() async throws {
        guard let plugged = try PluggedModels(path: models) else { throw ValidationError("name a file of models") }
        var settings = Programs.singleLensSettings
        plugged.add(to: &settings)
        let lens = LensPool(executable: try Programs.lens(named: ""), settings: settings)
        let panel = plugged.panel(lens)
        let failed = await show(plugged, panel, lens)
        await panel.close()
        await lens.shutDown()
        if failed { throw ExitCode(1) }
    }

    private func show(_ plugged: PluggedModels, _ panel: ModelPanel, _ lens: LensPool) async -> Bool {
        var failed = false
        if !plugged.file.localModels.isEmpty {
            do throws(LensError) { _ = try await lens.scores(of: Self.blank(lens)) } catch {
                Self.tell(
                    "the local models could not be opened or tried: is each `file` an ONNX model of that `size`, "
                        + "`layout`, `answer` and number of `labels`, and `runtime` ONNX Runtime's library? (\(error.code))"
                )
                failed = true
            }
        }
        for file in files {
            guard let data = FileManager.default.contents(atPath: file) else {
                Self.tell("\(file): cannot read the file")
                failed = true
                continue
            }
            do throws(LensError) {
                let picture = try await lens.read(Picture(bytes: Array(data)), as: .source).recoded
                for reading in await panel.readByAll(picture) {
                    print("\(file)\t\(reading.model)\t\(Self.words(reading))")
                    if case .read = reading.outcome { continue }
                    failed = true
                }
            } catch {
                Self.tell("\(file): \(error.code)")
                failed = true
            }
        }
        return failed
    }

    private static func blank(_ lens: LensPool) async throws(LensError) -> Picture {
        try await lens.drawScene(StudioScene(width: 64, height: 64, seed: 1))
    }

    private static func words(_ reading: ModelReading) -> String {
        guard case .read(let signals, let subject) = reading.outcome else { return "failed" }
        let values = reading.values.map { "\($0.label) \(($0.value * 1000).rounded() / 1000)" }
        let meaning =
            signals.map { "\($0.category.rawValue): \($0.level.name)" } + (subject.map { [$0.rawValue] } ?? [])
        return values.joined(separator: ", ") + "\t" + (meaning.isEmpty ? "nothing" : meaning.joined(separator: ", "))
    }

    private static func tell(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
