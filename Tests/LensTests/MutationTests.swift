import Lens
import SafetyModel
import Screening
import TestSupport
import Testing

extension LensTests {
    struct MutationTests {
        private static let files = [
            "plain.jpg", "plain.png", "plain.webp", "plain.gif", "plain.avif", "plain.heic", "animated.gif",
            "animated.webp", "cmyk.jpg", "palette.png",
        ]

        @Test(arguments: [20_261_123 as UInt64])
        func `three hundred damaged files end in an answer or a reason, and the lens still works`(
            seed: UInt64
        ) async throws {
            var dice = Seeded(seed)
            try await LensStage.withPool { pool in
                var ends = (read: 0, refused: 0, failed: 0)
                for round in 0..<300 {
                    var picture = try LensStage.fixture(MutationTests.files[round % MutationTests.files.count])
                    for _ in 0..<(1 + dice.below(8)) {
                        picture.bytes[dice.below(picture.bytes.count)] = UInt8(dice.below(256))
                    }
                    if dice.below(8) == 0 { picture.bytes.removeLast(dice.below(picture.bytes.count / 2)) }
                    do throws(LensError) {
                        let read = try await pool.read(picture, as: .source)
                        #expect(read.width * read.height <= 50_000_000)
                        ends.read += 1
                    } catch {
                        if error.isCallersFault { ends.refused += 1 } else { ends.failed += 1 }
                    }
                }

                #expect(ends.read + ends.refused + ends.failed == 300)
                #expect(ends.refused > 100, "\(ends)")
                #expect(ends.failed < 30, "\(ends)")
                #expect(try await pool.read(LensStage.fixture("plain.png"), as: .source).width == 96)
            }
        }
    }
}

extension Seeded {
    /// A number from 0 to below the bound.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
