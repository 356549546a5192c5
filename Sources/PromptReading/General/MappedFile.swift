import Foundation

/// A file mapped for reading. Sendable because nothing changes it after `init`.
// SAFETY: the mapping is read-only and lives as long as this object.
final class MappedFile: @unchecked Sendable {
    let path: String
    let bytes: UnsafeRawBufferPointer

    init(path: String) throws(GeneralModelError) {
        self.path = path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size > 0, status.st_size < 1 << 30 else {
            throw .unreadable(path: path)
        }
        let size = Int(status.st_size)
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw .unreadable(path: path)
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit {
        if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
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
        guard Self.checksum(rest) == number(at: 24, as: UInt64.self) else { throw .checksum(path: path) }
    }

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
