/// A model file, mapped for reading.
struct ModelFile: Sendable {
    let path: String
    let memory: FixedBytes
    var bytes: UnsafeRawBufferPointer { memory.bytes }

    init(path: String) throws(GeneralModelError) {
        guard let memory = FixedBytes(mapping: path) else { throw .unreadable(path: path) }
        self.path = path
        self.memory = memory
    }

    /// A little-endian number of the header.
    func number<Number: FixedWidthInteger>(at offset: Int, as type: Number.Type) -> Number {
        Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
    }

    /// Checks the first eight letters, the version, the length and the checksum.
    /// Layout: magic (8), version (4), size of the header (4), size of the rest (8), checksum of the rest (8).
    func check(magic: StaticString, version: UInt32, header: Int) throws(GeneralModelError) {
        guard bytes.count >= header, header >= 32 else { throw .sizes(path: path) }
        let isKnown = magic.withUTF8Buffer { letters in letters.elementsEqual(bytes.prefix(8)) }
        guard isKnown else { throw .foreign(path: path) }
        let found = number(at: 8, as: UInt32.self)
        guard found == version else { throw .version(path: path, found: found) }
        guard number(at: 12, as: UInt32.self) == UInt32(header),
            number(at: 16, as: UInt64.self) == UInt64(bytes.count - header), bytes.count % 8 == 0
        else { throw .sizes(path: path) }
        let rest = UnsafeRawBufferPointer(rebasing: bytes[header...])
        guard Self.checksum(rest) == checksum else { throw .checksum(path: path) }
        // WHY: most pieces of the vocabulary are never asked for; what is needed comes back.
        memory.releasePages()
    }

    /// The bytes of a file of tables: what `check` looks for, then how large its tables are, then space.
    static func bytes(
        magic: StaticString, version: UInt32, header length: Int, size: Int, _ payload: [UInt8]
    ) -> [UInt8] {
        var header = magic.withUTF8Buffer { Array($0) }
        func append(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.littleEndian) { header.append(contentsOf: $0) }
        }
        append(version)
        append(UInt32(length))
        append(UInt64(payload.count))
        append(payload.withUnsafeBytes { checksum($0) })
        append(UInt32(size))
        header.append(contentsOf: [UInt8](repeating: 0, count: length - header.count))
        return header + payload
    }

    /// The checksum that the header tells.
    var checksum: UInt64 { number(at: 24, as: UInt64.self) }

    /// A checksum against damage, not against intent. Reads whole groups of eight bytes.
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var sum: UInt64 = 0xcbf2_9ce4_8422_2325
        for offset in stride(from: 0, to: bytes.count & ~7, by: 8) {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            sum = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
            sum ^= sum >> 29
        }
        return sum
    }
}
