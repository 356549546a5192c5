/// A set of at most 256 word classes.
struct ClassSet: Hashable, Sendable {
    static let capacity = 256
    private var words = SIMD4<UInt64>()

    init() {}

    init(_ bits: SIMD4<UInt64>) { words = bits }

    /// Member n is bit n % 64 of word n / 64.
    var bits: SIMD4<UInt64> { words }

    init(_ members: [Int]) { for member in members { insert(member) } }

    var isEmpty: Bool { words == SIMD4<UInt64>() }

    mutating func insert(_ member: Int) { words[member >> 6] |= 1 << UInt64(member & 63) }

    mutating func remove(_ other: ClassSet) { words &= ~other.words }

    mutating func formUnion(_ other: ClassSet) { words |= other.words }

    func contains(_ member: Int) -> Bool { words[member >> 6] >> UInt64(member & 63) & 1 == 1 }

    func isSubset(of other: ClassSet) -> Bool { (words & ~other.words) == SIMD4<UInt64>() }

    func meets(_ other: ClassSet) -> Bool { (words & other.words) != SIMD4<UInt64>() }

    func intersection(_ other: ClassSet) -> ClassSet {
        var result = ClassSet()
        result.words = words & other.words
        return result
    }

    func union(_ other: ClassSet) -> ClassSet {
        var result = self
        result.formUnion(other)
        return result
    }

    /// Calls the body with every member, in ascending order.
    func forEach(_ body: (Int) -> Void) {
        for index in 0..<4 {
            var rest = words[index]
            while rest != 0 {
                body(index << 6 | rest.trailingZeroBitCount)
                rest &= rest &- 1
            }
        }
    }
}
