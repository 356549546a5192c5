/// A compiled language file: how it begins, and where it is.
struct LanguageImage: Sendable {
    static let magic: UInt64 = 0x3930_474e_414c_4756  // VGLANG09

    let memory: FixedBytes
    var bytes: UnsafeRawBufferPointer { memory.bytes }

    /// Maps a compiled file.
    init(path: String) throws(LanguageFileError) {
        guard let memory = FixedBytes(mapping: path) else { throw .unreadable(path: path) }
        self.memory = memory
    }

    /// Takes bytes that the compiler made.
    init(_ compiled: [UInt8]) { memory = FixedBytes(copying: compiled) }
}

/// Walks an image from its start; every length is checked against what is there.
struct ImageReader {
    let image: LanguageImage
    private let path: String
    private var offset = 0

    init(_ image: LanguageImage, path: String) {
        self.image = image
        self.path = path
    }

    private var damaged: LanguageFileError {
        .malformed(path: path, line: 0, problem: "not a compiled language file of this version; compile it again")
    }

    mutating func number() throws(LanguageFileError) -> UInt64 {
        offset = (offset + 7) & ~7
        guard offset + 8 <= image.bytes.count else { throw damaged }
        defer { offset += 8 }
        return image.bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    mutating func count() throws(LanguageFileError) -> Int {
        guard let count = Int(exactly: try number()), count <= image.bytes.count else { throw damaged }
        return count
    }

    /// Numbers in place.
    mutating func array<T: FixedWidthInteger & BitwiseCopyable>(
        _ type: T.Type
    ) throws(LanguageFileError) -> UnsafeBufferPointer<T> {
        let count = try count()
        let size = count * MemoryLayout<T>.stride
        guard offset + size <= image.bytes.count, let base = image.bytes.baseAddress else { throw damaged }
        defer { offset += size }
        return UnsafeBufferPointer(start: (base + offset).assumingMemoryBound(to: T.self), count: count)
    }

    mutating func text() throws(LanguageFileError) -> String { String(decoding: try array(UInt8.self), as: UTF8.self) }

    mutating func letters() throws(LanguageFileError) -> [UInt8] { Array(try array(UInt8.self)) }

    mutating func set() throws(LanguageFileError) -> ClassSet {
        var words = SIMD4<UInt64>()
        for index in 0..<4 { words[index] = try number() }
        return ClassSet(words)
    }
}

/// Writes what `ImageReader` reads.
struct ImageWriter {
    private(set) var bytes: [UInt8] = []

    mutating func number(_ value: UInt64) {
        while bytes.count % 8 != 0 { bytes.append(0) }
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func array<T: FixedWidthInteger>(_ values: [T]) {
        number(UInt64(values.count))
        values.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    mutating func text(_ text: String) { array(Array(text.utf8)) }

    mutating func set(_ set: ClassSet) { for index in 0..<4 { number(set.bits[index]) } }
}
