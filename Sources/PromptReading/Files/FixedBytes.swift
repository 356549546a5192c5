import Foundation

/// Bytes that nothing changes or moves: a file mapped into memory, or what a compiler made.
final class FixedBytes: Sendable {
    // SAFETY: the memory is written before `init` returns, never after, and let go only when nothing refers to it.
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    /// Maps a file of 1 byte to 1 GiB; nil where there is none or it cannot be mapped.
    init?(mapping path: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_size > 0, status.st_size < 1 << 30,
            let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED
        else { return nil }
        bytes = UnsafeRawBufferPointer(start: start, count: Int(status.st_size))
        isMapped = true
    }

    /// Copies bytes that were made in memory.
    init(copying made: [UInt8]) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(made.count, 16), alignment: 64)
        memory.copyBytes(from: made)
        bytes = UnsafeRawBufferPointer(memory)
        isMapped = false
    }

    deinit {
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        } else {
            bytes.deallocate()
        }
    }

    /// Lets go of the pages that were read so far; they come back from the file when they are needed.
    func releasePages() {
        guard isMapped else { return }
        madvise(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count, MADV_DONTNEED)
    }
}
