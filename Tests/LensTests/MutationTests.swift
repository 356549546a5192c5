import Foundation
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

        /// `scripts/fuzz lens` asks for more, and for others each time.
        private static func asked<Number: LosslessStringConvertible>(_ name: String, _ usual: Number) -> Number {
            ProcessInfo.processInfo.environment[name].flatMap(Number.init) ?? usual
        }

        @Test func `damaged files end in an answer or a reason, and the lens still works`() async throws {
            let seed = MutationTests.asked("LENS_MUTATION_SEED", 20_261_123 as UInt64)
            let rounds = MutationTests.asked("LENS_MUTATIONS", 300)
            var dice = Seeded(seed)
            try await LensStage.withPool { pool in
                var ends = (read: 0, refused: 0, failed: 0)
                for round in 0..<rounds {
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

                #expect(ends.read + ends.refused + ends.failed == rounds, "seed \(seed)")
                #expect(ends.refused * 3 > rounds, "\(ends), seed \(seed)")
                #expect(ends.failed * 10 < rounds, "\(ends), seed \(seed)")
                #expect(try await pool.read(LensStage.fixture("plain.png"), as: .source).width == 96)
            }
        }
    }
}

extension Seeded {
    /// A number from 0 to below the bound.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
