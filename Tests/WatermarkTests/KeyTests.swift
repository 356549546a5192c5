import Testing

@testable import Watermark

struct KeyTests {
    @Test func `a key has 32 bytes`() {
        #expect(WatermarkKey([UInt8](repeating: 1, count: 31)) == nil)
        #expect(WatermarkKey([UInt8](repeating: 1, count: 33)) == nil)
        #expect(WatermarkKey([UInt8](repeating: 1, count: 32)) != nil)
    }

    @Test func `the stream is ChaCha20`() {
        // RFC 8439, section 2.3.2.
        // The key's bytes count up from 0.
        let key = (0..<8).map { UInt32(0x0302_0100) &+ UInt32($0) &* 0x0404_0404 }
        let block = KeyStream.block(key: key, counter: 1, nonce: [0x0900_0000, 0x4A00_0000, 0])
        #expect(
            block == [
                0xE4E7_F110, 0x1559_3BD1, 0x1FDD_0F50, 0xC471_20A3, 0xC7F4_D1C7, 0x0368_C033, 0x9AAA_2204, 0x4E6C_D4C3,
                0x4664_82D2, 0x09AA_9F07, 0x05D7_C214, 0xA202_8BD9, 0xD19C_12B5, 0xB94E_16DE, 0xE883_D0CB, 0x4E3C_50A2,
            ])
    }

    @Test func `numbers below a bound are even`() throws {
        var stream = KeyStream(try #require(WatermarkKey([UInt8](repeating: 9, count: 32))))
        var counts = [Int](repeating: 0, count: 6)
        for _ in 0..<6_000 { counts[stream.number(below: 6)] += 1 }
        #expect(counts.allSatisfy { (850...1_150).contains($0) })
    }

    @Test func `guides look the same in all eight turns`() throws {
        let pattern = MarkPattern(try #require(WatermarkKey(0..<32)))
        for turn in Turn.all {
            for index in 0..<Slot.count {
                let (slot, sign) = turn.place(of: Slot(index))
                #expect(pattern.guides[slot.index] * sign == pattern.guides[index])
            }
        }
        let guides = pattern.guides.count { $0 != 0 }
        #expect((200...440).contains(guides))
        #expect(pattern.carriers.count == Slot.count - guides)
    }
}
