import Testing

@testable import PictureSignals

struct RankTests {
    @Test func `the number at a place is that of the sorted list, whatever the order`() {
        var state: UInt32 = 7
        for count in [1, 2, 3, 10, 257, 4_000] {
            var values = (0..<count).map { _ -> Float in
                state = state &* 1_664_525 &+ 1_013_904_223
                return Float(state >> 26)
            }
            for order in 0..<4 {
                if order == 1 { values.sort() }
                if order == 2 { values.reverse() }
                // Rising to the middle and falling again is slow for a middle of three.
                if order == 3 { values = (0..<count).map { Float(min($0, count - $0)) } }
                let sorted = values.sorted()
                for rank in Set([0, count / 3, count / 2, count - 1]) {
                    #expect(values.number(ranked: rank) == sorted[rank], "\(count) \(order) \(rank)")
                }
            }
        }
    }
}
