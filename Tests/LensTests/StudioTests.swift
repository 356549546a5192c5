@testable import Lens
import SafetyModel
import Screening
import Testing

extension LensTests {
    struct StudioTests {
        @Test func `every edit changes the picture and gives the size it promises`() async throws {
            let edits: [(StudioEdit, Int, Int)] = [
                (.blackAndWhite, 96, 64), (.brightness(1.5), 96, 64), (.blur(4), 96, 64), (.cropCentre(0.5), 48, 32),
                (.rotate(90), 64, 96), (.rotate(180), 96, 64), (.rotate(270), 64, 96),
                (.tint(red: 255, green: 0, blue: 0), 96, 64),
                (.border(width: 10, red: 1, green: 2, blue: 3), 116, 84), (.fit(width: 200, height: 100), 200, 100),
            ]
            try await LensStage.withPool { pool in
                for file in ["plain.jpg", "alpha.png"] {
                    let source = try LensStage.fixture(file)
                    let before = try await pool.edit(source, with: [])
                    for (edit, width, height) in edits {
                        let edited = try await pool.edit(source, with: [edit])
                        let read = try await pool.read(edited, as: .output)

                        #expect(edited != before, "\(file) \(edit)")
                        #expect(read.format == .png && read.width == width && read.height == height, "\(file) \(edit)")
                    }
                }
            }
        }

        @Test func `numbers out of bounds are refused before a worker sees them`() async throws {
            let wrong: [StudioEdit] = [
                .brightness(0.1), .brightness(.nan), .blur(31), .cropCentre(0), .rotate(45),
                .tint(red: 256, green: 0, blue: 0), .border(width: 0, red: 0, green: 0, blue: 0),
                .border(width: 4, red: -1, green: 0, blue: 0), .fit(width: 0, height: 5), .fit(width: 5, height: 4097),
            ]
            try await LensStage.withPool { pool in
                let source = try LensStage.fixture("plain.png")
                for edit in wrong {
                    await #expect(throws: LensError.invalidRequest, "\(edit)") {
                        try await pool.edit(source, with: [edit])
                    }
                }
                await #expect(throws: LensError.invalidRequest) {
                    try await pool.edit(source, with: Array(repeating: .blackAndWhite, count: 17))
                }
                for finish in [PictureFinish(format: .gif), PictureFinish(quality: 0), PictureFinish(quality: 101)] {
                    await #expect(throws: LensError.invalidRequest) { try await pool.finish(source, as: finish) }
                }
                await #expect(throws: LensError.invalidRequest) {
                    try await pool.drawScene(StudioScene(width: 15, height: 64, seed: 1))
                }
            }
        }

        @Test func `a label is a strip under the picture, and the fingerprint is of both`() async throws {
            try await LensStage.withPool { pool in
                let source = try LensStage.fixture("plain.png")
                for format in [Picture.Format.png, .jpeg, .webp] {
                    let bare = try await pool.finish(source, as: PictureFinish(format: format))
                    let labelled = try await pool.finish(
                        source, as: PictureFinish(format: format, label: LabelSettings(style: .strip).label(.generated))
                    )
                    let again = try await pool.read(labelled.recoded, as: .output)

                    #expect(bare.recodedFormat == format && labelled.recodedFormat == format)
                    #expect(bare.width == 96 && bare.height == 64)
                    #expect(labelled.width == 96 && labelled.height > 64)
                    #expect(again.height == labelled.height)
                    #expect(again.fingerprint.distance(to: labelled.fingerprint) <= (format == .png ? 0 : 8))
                    #expect(labelled.fingerprint.distance(to: bare.fingerprint) > 31)
                }
            }
        }

        @Test func `alpha becomes white in a JPEG and stays elsewhere`() async throws {
            try await LensStage.withPool { pool in
                let source = try LensStage.fixture("alpha.png")

                #expect(try await pool.finish(source, as: PictureFinish(format: .jpeg)).hasAlpha == false)
                #expect(try await pool.finish(source, as: PictureFinish(format: .webp)).hasAlpha)
                #expect(try await pool.finish(source, as: PictureFinish(format: .png)).hasAlpha)
            }
        }

        @Test func `markup in a caption is drawn, not obeyed`() async throws {
            try await LensStage.withPool { pool in
                let source = try LensStage.fixture("plain.png")
                let plain = try await pool.edit(source, with: [.caption("bold")])
                let marked = try await pool.edit(source, with: [.caption("<i></i>bold")])
                let broken = try await pool.edit(source, with: [.caption("</span><b &amp; <")])
                let grand = try await pool.edit(source, with: [.caption("<span size='9000000'>x</span>")])
                let steering = try await pool.edit(source, with: [.caption("bo\u{202E}\u{0}ld\n")])
                let spaced = try await pool.edit(source, with: [.caption("bo ld")])

                #expect(marked != plain)
                #expect(broken != plain)
                #expect(try await pool.read(grand, as: .output).height < 200)
                #expect(steering == spaced)
            }
        }

        @Test func `a caption is one line of bounded length`() {
            #expect(CaptionText.clean(nil) == nil)
            #expect(CaptionText.clean(" \n\u{200B} ") == nil)
            #expect(CaptionText.clean("a\tb\u{2028}c") == "a b c")
            #expect(CaptionText.clean(String(repeating: "x", count: 500))?.count == 200)
            let heavy = CaptionText.clean(String(repeating: "e\u{301}\u{302}\u{303}", count: 900))
            #expect((heavy?.utf8.count ?? 9999) <= 1000)
        }

        @Test func `a scene is the same for the same seed and has the size asked for, caption included`() async throws {
            try await LensStage.withPool { pool in
                let bare = StudioScene(width: 160, height: 120, seed: 7)
                let first = try await pool.drawScene(bare)
                let other = try await pool.drawScene(StudioScene(width: 160, height: 120, seed: 8))
                let captioned = StudioScene(width: 160, height: 120, seed: 7, caption: "A scene, drawn by no model")
                let read = try await pool.read(pool.drawScene(captioned), as: .output)

                #expect(try await pool.drawScene(bare) == first)
                #expect(other != first)
                #expect(read.width == 160 && read.height == 120)
            }
        }
    }
}
