import CWatermark
import Testing

@testable import Watermark

struct MarkCodeTests {
    /// Those that this processor has.
    static let kernels = [VG_MARK_PLAIN, VG_MARK_AVX2, VG_MARK_AVX512].filter {
        $0.rawValue <= vg_mark_best_kernel().rawValue
    }

    private let decoder = MarkDecoder()

    private func soft(_ id: WatermarkID, noise: Float, _ numbers: inout SeededNumbers) -> [Float] {
        MarkCode.coded(MarkCode.plain(id)).map { bit in
            // Twelve even numbers make nearly a normal one.
            let sum = (0..<12).reduce(Float(-6)) { value, _ in value + Float.random(in: 0..<1, using: &numbers) }
            return (bit == 0 ? 1 : -1) + noise * sum
        }
    }

    /// The ids of the words that the check accepts.
    private func ids(_ soft: [Float], _ kernel: vg_mark_kernel) -> [WatermarkID] {
        decoder.words(soft, kernel: kernel).compactMap { MarkCode.id($0) }
    }

    @Test func `ids come back from their bits`() throws {
        for number: UInt64 in [0, 1, 0xFFFF_FFFF_FFFF, 0x1234_5678_9ABC] {
            let id = try #require(WatermarkID(number))
            #expect(MarkCode.id(MarkCode.plain(id)) == id)
        }
    }

    @Test func `numbers of more than 48 bits are no ids`() {
        #expect(WatermarkID(1 << 48) == nil)
        #expect(WatermarkID(.max) == nil)
    }

    @Test func `the check rejects every change of one or two bits`() throws {
        let plain = MarkCode.plain(try #require(WatermarkID(0xC0FF_EE12_3456)))
        for first in plain.indices {
            var changed = plain
            changed[first] ^= 1
            #expect(MarkCode.id(changed) == nil)
            for second in 0..<first {
                changed[second] ^= 1
                #expect(MarkCode.id(changed) == nil)
                changed[second] ^= 1
            }
        }
    }

    @Test func `the check accepts about one in 65,536 words at random`() {
        var numbers = SeededNumbers(seed: 5)
        let accepted = (0..<4_000).count { _ in
            MarkCode.id((0..<64).map { _ in UInt8.random(in: 0...1, using: &numbers) }) != nil
        }
        // 0.06 are expected; more than 4 has a chance below 1e-8.
        #expect(accepted <= 4)
    }

    @Test(arguments: kernels) func `a fifth of the coded bits may be wrong`(kernel: vg_mark_kernel) throws {
        var numbers = SeededNumbers(seed: 6)
        for number: UInt64 in [0, 77, 0xFFFF_FFFF_FFFF, 0x8000_0000_0001] {
            let id = try #require(WatermarkID(number))
            // Noise of 1.2 turns 20 % of the signs around.
            #expect(ids(soft(id, noise: 1.2, &numbers), kernel).first == id)
            // And 60 of 256 bits may be lost altogether.
            var erased = soft(id, noise: 0.8, &numbers)
            for index in stride(from: 0, to: 240, by: 4) { erased[index] = 0 }
            #expect(ids(erased, kernel).first == id)
        }
    }

    @Test(arguments: kernels) func `nothing decodes to words that the check rejects`(kernel: vg_mark_kernel) {
        var numbers = SeededNumbers(seed: 9)
        for _ in 0..<20 {
            let noise = (0..<256).map { _ in Float.random(in: -1...1, using: &numbers) }
            #expect(ids(noise, kernel).isEmpty)
        }
    }

    @Test func `words differ in at least 33 coded bits, and any shift of the bits gives a word`() throws {
        // A word around the trellis with the bits shifted is the coded word shifted by four times as much.
        let plain = MarkCode.plain(try #require(WatermarkID(0x1357_9BDF_0246)))
        let shifted = Array(plain[1...] + plain[..<1])
        let coded = MarkCode.coded(plain)
        #expect(MarkCode.coded(shifted) == Array(coded[4...] + coded[..<4]))
        // The code is linear, so the lightest word is the distance; short patterns of ones are the lightest.
        for pattern in 1..<4096 {
            let word = (0..<64).map { $0 < 12 ? UInt8(pattern >> $0 & 1) : 0 }
            let weight = MarkCode.coded(word).count { $0 == 1 }
            #expect(weight >= 33)
        }
    }
}
