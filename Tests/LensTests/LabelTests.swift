import Foundation
@testable import Lens
import SafetyModel
import Screening
import Testing

extension LensTests {
    /// Visible labels, drawn by a real worker and read by the reader of text.
    struct LabelTests {
        private static let settings = {
            var settings = LensSettings()
            settings.workers = 1
            settings.textLanguages = LensSettings.usualTextLanguages
            return settings
        }()

        private static func label(
            _ kind: PictureLabel.Kind = .edited, _ style: PictureLabel.Style = .badge, _ language: LabelLanguage = .en
        ) -> PictureLabel {
            LabelSettings(style: style, language: language).label(kind)
        }

        /// The lines of text in a picture, and the same of its lower or upper half.
        private static func words(in picture: ReadPicture, _ pool: LensPool) async throws -> String {
            try #require(try await pool.readText(in: picture.recoded)).lines.joined(separator: " ")
        }

        @Test(arguments: PictureLabel.Kind.allCases, [320, 768, 1600])
        func `a badge says in a corner what was done, and leaves the size`(kind: PictureLabel.Kind, width: Int)
            async throws
        {
            try await LensStage.withPool(LabelTests.settings) { pool in
                let scene = try await pool.drawScene(StudioScene(width: width, height: width, seed: 5))
                let finish = PictureFinish(format: .png, label: LabelTests.label(kind))
                let labelled = try await pool.finish(scene, as: finish)
                let words = try await LabelTests.words(in: labelled, pool)

                #expect(labelled.width == width && labelled.height == width)
                #expect(words.contains(LabelTests.label(kind).words.prefix(4)), "\(words)")
            }
        }

        @Test func `a picture without room for a badge gets a strip, and one who wants a strip`() async throws {
            try await LensStage.withPool(LabelTests.settings) { pool in
                let small = try await pool.drawScene(StudioScene(width: 96, height: 96, seed: 5))
                let scene = try await pool.drawScene(StudioScene(width: 768, height: 512, seed: 5))
                let narrow = try await pool.finish(small, as: PictureFinish(label: LabelTests.label()))
                let strip = try await pool.finish(scene, as: PictureFinish(label: LabelTests.label(.edited, .strip)))

                #expect(narrow.height > 96)
                #expect(strip.height > 512)
                #expect(try await LabelTests.words(in: strip, pool).contains("Edited with"))
            }
        }

        @Test func `letters of every language can be drawn`() async throws {
            try await LensStage.withPool(LabelTests.settings) { pool in
                let scene = try await pool.drawScene(StudioScene(width: 768, height: 512, seed: 5))
                for language in LabelLanguage.allCases {
                    for kind in PictureLabel.Kind.allCases {
                        let label = LabelTests.label(kind, .badge, language)
                        #expect(
                            try await pool.finish(scene, as: PictureFinish(label: label)).height == 512, "\(language)")
                    }
                }
            }
        }

        @Test func `a badge covers no face`() async throws {
            let photo = try LabelTests.photo("astronaut.png")
            try await LensStage.withPool(LabelTests.settings) { pool in
                // The photo's face is in its upper left half: turned and cut so that it fills each corner in turn.
                for turn in [0, 90, 180, 270] {
                    let cut = try await pool.edit(
                        photo, with: [.cropCentre(0.9), .rotate(turn)].filter { $0 != .rotate(0) })
                    let plain = try await pool.finish(cut, as: PictureFinish(format: .png))
                    let labelled = try await pool.finish(
                        cut, as: PictureFinish(format: .png, label: LabelTests.label()))

                    #expect(labelled.width == plain.width)
                    let change = try await pool.exposure(from: plain.recoded, to: labelled.recoded)
                    let before = try await pool.exposure(from: plain.recoded, to: plain.recoded)
                    #expect(change.faces == before.faces && before.faces == (turn == 0 ? 1 : before.faces))
                }
            }
        }

        /// A sample photo of a package, which `scripts/install tests` unpacks.
        private static func photo(_ name: String) throws -> Picture {
            let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            return Picture(bytes: [UInt8](try Data(contentsOf: root.appending(path: ".build/samples/\(name)"))))
        }
    }
}
