import Lens
import SafetyModel
import Screening
import Testing

extension LensTests {
    struct FormatTests {
        struct Good: Sendable, CustomTestStringConvertible {
            var file: String
            var format: Picture.Format
            var recoded: Picture.Format
            var frames = 1
            var hasAlpha = false

            var testDescription: String { file }
        }

        static let good = [
            Good(file: "plain.jpg", format: .jpeg, recoded: .jpeg),
            Good(file: "progressive.jpg", format: .jpeg, recoded: .jpeg),
            Good(file: "exif-rotated.jpg", format: .jpeg, recoded: .jpeg),
            Good(file: "plain.png", format: .png, recoded: .png),
            Good(file: "palette.png", format: .png, recoded: .png),
            Good(file: "grey.png", format: .png, recoded: .png),
            Good(file: "profile.png", format: .png, recoded: .png),
            Good(file: "16bit.png", format: .png, recoded: .png),
            Good(file: "16bit-alpha.png", format: .png, recoded: .png, hasAlpha: true),
            Good(file: "opaque-alpha.png", format: .png, recoded: .png, hasAlpha: true),
            Good(file: "plain.webp", format: .webp, recoded: .png),
            Good(file: "animated.webp", format: .webp, recoded: .png, frames: 4, hasAlpha: true),
            Good(file: "plain.gif", format: .gif, recoded: .png),
            Good(file: "animated.gif", format: .gif, recoded: .png, frames: 4, hasAlpha: true),
            Good(file: "plain.avif", format: .avif, recoded: .jpeg),
            Good(file: "plain.heic", format: .heic, recoded: .jpeg),
            Good(file: "two-pictures.heic", format: .heic, recoded: .jpeg, frames: 2),
        ]

        @Test func `every allowed container is read, upright and in true colours`() async throws {
            try await LensStage.withPool { pool in
                let original = try await pool.read(LensStage.fixture("plain.png"), as: .source)
                for good in FormatTests.good {
                    let read = try await pool.read(LensStage.fixture(good.file), as: .source)

                    #expect(read.format == good.format, "\(good.file)")
                    #expect(read.recodedFormat == good.recoded, "\(good.file)")
                    #expect(read.frames == good.frames, "\(good.file)")
                    #expect(read.hasAlpha == good.hasAlpha, "\(good.file)")
                    #expect(read.width == 96 && read.height == 64, "\(good.file)")
                    #expect(read.furtherFingerprints.count == good.frames - 1, "\(good.file)")
                    // The same drawing in every file, through lossy coding and 256 colours.
                    #expect(read.fingerprint.distance(to: original.fingerprint) <= 24, "\(good.file)")
                }
            }
        }

        struct Bad: Sendable, CustomTestStringConvertible {
            var file: String
            var error: LensError

            var testDescription: String { file }
        }

        static let bad =
            ["jpg", "png", "webp", "gif", "avif", "heic"].map { Bad(file: "truncated.\($0)", error: .truncated) } + [
                Bad(file: "truncated-with-end-mark.jpg", error: .truncated),
                Bad(file: "truncated-animated.gif", error: .truncated),
                Bad(file: "short-data.png", error: .corrupt),
                Bad(file: "corrupt.png", error: .corrupt),
                Bad(file: "bomb.png", error: .tooLarge),
                Bad(file: "animated.png", error: .videoNotAllowed),
                Bad(file: "sequence.avif", error: .videoNotAllowed),
                Bad(file: "video.mp4", error: .videoNotAllowed),
                Bad(file: "video.mov", error: .videoNotAllowed),
                Bad(file: "video.webm", error: .videoNotAllowed),
                Bad(file: "video.avi", error: .videoNotAllowed),
                Bad(file: "drawing.svg", error: .formatNotAllowed),
                Bad(file: "scan.tiff", error: .formatNotAllowed),
                Bad(file: "bitmap.bmp", error: .formatNotAllowed),
                Bad(file: "old.jp2", error: .formatNotAllowed),
                Bad(file: "not-a-picture.jpg", error: .formatNotAllowed),
            ]

        @Test func `what is damaged, too large, moving or unknown is refused with its own reason`() async throws {
            try await LensStage.withPool { pool in
                for bad in FormatTests.bad {
                    let picture = try LensStage.fixture(bad.file)
                    await #expect(throws: bad.error, "\(bad.file)") { try await pool.read(picture, as: .source) }
                }
            }
        }

        @Test func `bounds on bytes, pixels and frames are held to`() async throws {
            var settings = LensSettings()
            settings.inputBytesMax = 4_000
            settings.framePixelsMax = 96 * 64
            settings.totalPixelsMax = 96 * 64 * 3
            try await LensStage.withPool(settings) { pool in
                let (large, animated) = (try LensStage.fixture("16bit.png"), try LensStage.fixture("animated.webp"))
                await #expect(throws: LensError.tooLarge) { try await pool.read(large, as: .source) }
                await #expect(throws: LensError.tooLarge) { try await pool.read(animated, as: .source) }
                await #expect(throws: LensError.formatNotAllowed) {
                    try await pool.read(Picture(bytes: []), as: .source)
                }
                #expect(try await pool.read(LensStage.fixture("plain.png"), as: .source).width == 96)
            }
        }

        @Test func `colours under alpha have a fingerprint of their own`() async throws {
            try await LensStage.withPool { pool in
                let plain = try await pool.read(LensStage.fixture("plain.png"), as: .source)
                let read = try await pool.read(LensStage.fixture("alpha.png"), as: .source)

                #expect(read.hasAlpha)
                #expect(read.fingerprint != plain.fingerprint)
                #expect(read.furtherFingerprints.last == plain.fingerprint)
            }
        }

        @Test func `a mask is a still and comes back as PNG`() async throws {
            try await LensStage.withPool { pool in
                let mask = try await pool.read(LensStage.fixture("plain.jpg"), as: .mask)
                #expect(mask.recodedFormat == .png)

                let animated = try LensStage.fixture("animated.gif")
                await #expect(throws: LensError.videoNotAllowed) { try await pool.read(animated, as: .mask) }
            }
        }

        @Test func `nothing but pixels goes on`() async throws {
            try await LensStage.withPool { pool in
                let source = try LensStage.fixture("exif-rotated.jpg")
                let read = try await pool.read(source, as: .source)
                let finished = try await pool.finish(source, as: PictureFinish(format: .webp))

                #expect(source.contains("metadata that must go"))
                for picture in [read.recoded, finished.recoded] {
                    for mark in ["metadata that must go", "Exif", "EXIF", "ICCP", "http"] {
                        let isThere = picture.contains(mark)
                        #expect(!isThere, "\(mark)")
                    }
                }
                #expect(
                    try await pool.read(finished.recoded, as: .output).fingerprint.distance(to: read.fingerprint) < 16)
                let profiled = try await pool.read(LensStage.fixture("profile.png"), as: .source)
                #expect(!profiled.recoded.contains("iCCP"))
            }
        }
    }
}

extension Picture {
    func contains(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        return bytes.indices.dropLast(wanted.count - 1).contains { bytes[$0...].starts(with: wanted) }
    }
}
