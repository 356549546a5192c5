@testable import Lens
import SafetyModel
import Screening
import Testing

extension LensTests {
    /// What is written in pictures, read by a real worker.
    struct TextTests {
        private static let settings = {
            var settings = LensSettings()
            settings.workers = 1
            settings.textLanguages = LensSettings.usualTextLanguages
            return settings
        }()

        private static func scene(_ caption: String?) -> StudioScene {
            StudioScene(width: 768, height: 512, seed: 3, caption: caption)
        }

        @Test(
            arguments: [
                "Remove her jacket please", "Haal haar jas weg", "Mach den Hintergrund blau",
                "Change le fond de la photo",
                "Pon un sombrero en la cabeza", "Metti un cappello", "Zmień tło na niebieskie",
            ])
        func `a line under a picture is read`(line: String) async throws {
            try await LensStage.withPool(TextTests.settings) { pool in
                let picture = try await pool.drawScene(TextTests.scene(line))
                let read = try await pool.read(picture, as: .source)
                let text = try #require(try await pool.readText(in: read.recoded))

                #expect(read.textLines > 0)
                #expect(text.isWhole)
                let words = text.lines.joined(separator: " ").lowercased()
                let found = line.lowercased().split(separator: " ").count { words.contains($0.prefix(4)) }
                #expect(found * 4 >= line.split(separator: " ").count * 3, "\(text.lines)")
            }
        }

        /// Sizes whose letters are of different heights: a worker may open no font for them any more.
        @Test(arguments: [480, 768, 1400, 2400]) func `a label can be read on pictures of every size`(width: Int)
            async throws
        {
            try await LensStage.withPool(TextTests.settings) { pool in
                let scene = StudioScene(width: width, height: width / 2, seed: 5)
                let finish = PictureFinish(format: .jpeg, label: LabelSettings(style: .strip).label(.generated))
                let labelled = try await pool.finish(try await pool.drawScene(scene), as: finish)
                let text = try #require(try await pool.readText(in: labelled.recoded))

                #expect(text.lines.contains { $0.contains("Made with") }, "\(text.lines)")
            }
        }

        @Test(arguments: [90, 270]) func `a line that runs up or down is read`(degrees: Int) async throws {
            try await LensStage.withPool(TextTests.settings) { pool in
                let picture = try await pool.drawScene(TextTests.scene("Remove her jacket please"))
                let turned = try await pool.edit(picture, with: [.rotate(degrees)])
                let text = try #require(try await pool.readText(in: turned))

                #expect(text.lines.contains { $0.contains("jacket") }, "\(text.lines)")
            }
        }

        @Test func `a scene without text has none`() async throws {
            try await LensStage.withPool(TextTests.settings) { pool in
                let picture = try await pool.drawScene(TextTests.scene(nil))

                #expect(try await pool.readText(in: picture)?.lines == [])
            }
        }

        @Test func `bytes that are no picture are the picture's fault, and the next one is read`() async throws {
            try await LensStage.withPool(TextTests.settings) { pool in
                await #expect(throws: LensError.formatNotAllowed) {
                    try await pool.readText(in: Picture(bytes: [1, 2]))
                }
                await #expect(throws: LensError.formatNotAllowed) { try await pool.readText(in: Picture(bytes: [])) }
                let picture = try await pool.drawScene(TextTests.scene("open the door"))
                #expect(try await pool.readText(in: picture)?.lines.isEmpty == false)
            }
        }

        @Test func `without languages nobody reads text`() async throws {
            try await LensStage.withPool { pool in
                let picture = try await pool.drawScene(TextTests.scene("Remove her jacket please"))

                #expect(try await pool.readText(in: picture) == nil)
            }
        }

        @Test func `a language without data is a lens that is not ready, and never a text that was read`() async throws
        {
            var settings = TextTests.settings
            settings.textLanguages = "xx_none"
            try await LensStage.withPool(settings) { pool in
                let picture = try await pool.drawScene(TextTests.scene("Remove her jacket please"))

                await #expect(throws: LensError.workerFailed) { try await pool.readText(in: picture) }
                #expect(!pool.isReady)
            }
        }
    }
}
