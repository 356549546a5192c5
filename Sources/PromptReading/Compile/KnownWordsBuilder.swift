/// Makes the file of `KnownWords`.
struct KnownWordsBuilder {
    private var keys: Set<UInt64> = []
    /// Different words so far.
    var count: Int { keys.count }

    mutating func add(_ letters: [UInt8], code: String) {
        keys.insert(KnownWords.key(state: letters.reduce(WordIndex.seed, WordIndex.step), code: code))
    }

    /// The bytes of the file. The table has a quarter more places than there are words, and a few more whenever the words
    /// cannot be put in so.
    func bytes() -> [UInt8] {
        let sorted = keys.sorted()
        var blockLength = sorted.count * 41 / 100 + 16
        while true {
            if let table = Self.table(sorted, blockLength) {
                var payload: [UInt8] = []
                payload.reserveCapacity(2 * table.count + 8)
                for value in table { withUnsafeBytes(of: value.littleEndian) { payload.append(contentsOf: $0) } }
                while payload.count % 8 != 0 { payload.append(0) }
                return ModelFile.bytes(
                    magic: "VGKNOWN1", version: KnownWords.version, header: KnownWords.headerSize, size: blockLength,
                    payload)
            }
            blockLength += blockLength / 50 + 1
        }
    }

    /// Fingerprints that make each key's own together; nil where the keys cannot be peeled off one by one.
    private static func table(_ keys: [UInt64], _ blockLength: Int) -> [UInt16]? {
        func places(_ key: UInt64) -> [Int] {
            let places = KnownWords.Places(key: key, blockLength: blockLength)
            return [places.first, places.second, places.third]
        }
        var counts = [UInt32](repeating: 0, count: 3 * blockLength)
        var mixed = [UInt64](repeating: 0, count: 3 * blockLength)
        for key in keys {
            for place in places(key) {
                counts[place] += 1
                mixed[place] ^= key
            }
        }
        var alone = counts.indices.filter { counts[$0] == 1 }
        var peeled: [(key: UInt64, place: Int)] = []
        peeled.reserveCapacity(keys.count)
        while let place = alone.popLast() {
            guard counts[place] == 1 else { continue }
            let key = mixed[place]
            peeled.append((key, place))
            for other in places(key) {
                counts[other] -= 1
                mixed[other] ^= key
                if counts[other] == 1 { alone.append(other) }
            }
        }
        guard peeled.count == keys.count else { return nil }
        var table = [UInt16](repeating: 0, count: 3 * blockLength)
        for (key, place) in peeled.reversed() {
            let others = places(key).reduce(UInt16(0)) { $1 == place ? $0 : $0 ^ table[$1] }
            table[place] = others ^ KnownWords.Places(key: key, blockLength: blockLength).fingerprint
        }
        return table
    }
}
