/// The features of a word: itself, with its neighbours, and its runs of three to five bytes; each as a bucket of a
/// table with 2^`bits` rows. The same for reading and for training.
struct NgramFeatures {
    let bits: UInt64

    private static let basis: UInt64 = 0xcbf2_9ce4_8422_2325

    @inline(__always)
    private static func add(_ byte: UInt8, _ hash: UInt64) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }

    /// The bucket of a hash.
    @inline(__always)
    func bucket(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: ((hash ^ hash >> 31) &* 0x9E37_79B9_7F4A_7C15) >> (64 - bits))
    }

    /// The hash of a whole word.
    @inline(__always)
    static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = basis
        for byte in word { hash = add(byte, hash) }
        return hash
    }

    /// Calls `each` with the bucket of each feature of a word, and returns how many there were.
    /// `word`: its bytes; only the first 40 are cut into runs.
    /// `hash`: its hash.
    /// `before`: the hashes of the word before and of the one before that; 0 where there is none.
    @inline(__always)
    func forEach(
        _ word: UnsafeBufferPointer<UInt8>, hash: UInt64, before: (UInt64, UInt64), _ each: (Int) -> Void
    ) -> Int {
        each(bucket(hash))
        var count = 1
        if before.0 != 0 {
            each(bucket(before.0 &* 0x9E37_79B9_7F4A_7C15 ^ hash))
            count += 1
        }
        if before.1 != 0 {
            each(bucket(before.1 &* 0xC2B2_AE3D_27D4_EB4F ^ hash))
            count += 1
        }
        let length = min(word.count, 40) + 2
        if length < 4 { return count }
        for start in 0..<(length - 2) {
            var run = Self.basis &+ 0x77
            for offset in 0..<min(5, length - start) {
                let index = start + offset - 1
                let byte: UInt8 = index < 0 ? 60 : index == length - 2 ? 62 : word[index]
                run = Self.add(byte, run)
                if offset >= 2 {
                    each(bucket(run))
                    count += 1
                }
            }
        }
        return count
    }
}
