#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a segment is written to: a new file, or memory that stands in for one.
///
/// WHY: a file that is written in large aligned pieces lies in the page cache in large pieces, and can be mapped with
/// huge pages; look-ups in ten million entries take a third less time then.
final class SegmentFile {
    private let path: String?
    private let file: Int32
    private let memory: MappedFile?

    /// Writes are best cut where this divides the place in the file.
    static let pieceSize = 1 << 21

    /// - Parameters:
    ///   - path: a file that does not exist; nil for memory only.
    ///   - size: bytes that will be written.
    /// - Throws: `system` where the file cannot be made.
    init(path: String?, size: Int) throws(FingerprintIndexError) {
        self.path = path
        guard let path else {
            file = -1
            memory = try MappedFile(creating: nil, size: size)
            return
        }
        memory = nil
        file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(operation: "create", path: path, number: errno) }
        guard ftruncate(file, off_t(size)) == 0 else {
            throw .system(operation: "resize", path: path, number: errno)
        }
    }

    deinit { if file >= 0 { close(file) } }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FingerprintIndexError) {
        guard let start = bytes.baseAddress, bytes.count > 0 else { return }
        guard let path else {
            memory.map { ($0.base + offset).copyMemory(from: start, byteCount: bytes.count) }
            return
        }
        var written = 0
        while written < bytes.count {
            let count = pwrite(file, start + written, bytes.count - written, off_t(offset + written))
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                throw .system(operation: "write", path: path, number: count < 0 ? errno : ENOSPC)
            }
            written += count
        }
    }

    /// What was written so far, for reading.
    func map() throws(FingerprintIndexError) -> MappedFile {
        if let memory { return memory }
        return try MappedFile(opening: path ?? "")
    }

    /// Waits until everything is on the disk.
    func sync() throws(FingerprintIndexError) {
        guard let path else {
            try memory?.forbidWriting()
            return
        }
        guard fsync(file) == 0 else { throw .system(operation: "sync", path: path, number: errno) }
    }
}

/// Values that come one by one and go to consecutive places of a segment.
struct SegmentStream<Element: BitwiseCopyable>: ~Copyable {
    private let buffer = UnsafeMutableRawPointer.allocate(byteCount: SegmentFile.pieceSize, alignment: 64)
    /// Where the next value belongs in the file, and the first one that is not written yet.
    private var place: Int
    private var unwritten: Int

    init(at offset: Int) {
        place = offset
        unwritten = offset
    }

    deinit { buffer.deallocate() }

    mutating func append(_ value: Element, to file: SegmentFile) throws(FingerprintIndexError) {
        buffer.storeBytes(of: value, toByteOffset: place & (SegmentFile.pieceSize - 1), as: Element.self)
        place += MemoryLayout<Element>.size
        if place & (SegmentFile.pieceSize - 1) == 0 { try flush(to: file) }
    }

    mutating func flush(to file: SegmentFile) throws(FingerprintIndexError) {
        let start = buffer + (unwritten & (SegmentFile.pieceSize - 1))
        try file.write(UnsafeRawBufferPointer(start: start, count: place - unwritten), at: unwritten)
        unwritten = place
    }
}
