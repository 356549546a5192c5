#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file, or memory without a file, mapped for as long as this object lives.
// SAFETY: what is mapped for reading never changes; what is mapped for writing belongs to one writer until it is sealed,
// or is only touched through atomics.
final class MappedFile: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    let size: Int
    /// Where it was mapped from, or what stands in messages for memory without a file.
    let path: String

    private init(base: UnsafeMutableRawPointer, size: Int, path: String) {
        self.base = base
        self.size = size
        self.path = path
    }

    deinit { munmap(base, size) }

    /// Maps a whole file that exists.
    convenience init(opening path: String, isWritable: Bool = false) throws(FingerprintIndexError) {
        let file = open(path, (isWritable ? O_RDWR : O_RDONLY) | O_CLOEXEC)
        guard file >= 0 else { throw .system(operation: "open", path: path, number: errno) }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw .system(operation: "stat", path: path, number: errno) }
        guard facts.st_size > 0 else { throw .truncated(path: path) }
        let protection = isWritable ? PROT_READ | PROT_WRITE : PROT_READ
        let base = try Self.map(Int(facts.st_size), protection, MAP_SHARED, file, path)
        #if os(Linux)
            // Where the page cache holds the file in large pieces, they are mapped as such.
            madvise(base, Int(facts.st_size), MADV_HUGEPAGE)
        #endif
        self.init(base: base, size: Int(facts.st_size), path: path)
    }

    /// Makes a file of zeros and maps it for writing; in memory only where `path` is nil.
    convenience init(creating path: String?, size: Int) throws(FingerprintIndexError) {
        guard let path else {
            let base = try Self.map(size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, "memory")
            #if os(Linux)
                madvise(base, size, MADV_HUGEPAGE)
            #endif
            self.init(base: base, size: size, path: "memory")
            return
        }
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(operation: "create", path: path, number: errno) }
        defer { close(file) }
        // WHY: a mapped file without disk space behind it kills the process when it is written to.
        let refusal = Self.reserve(file, size)
        guard refusal == 0 else {
            unlink(path)
            throw .system(operation: "reserve", path: path, number: refusal)
        }
        let base = try Self.map(size, PROT_READ | PROT_WRITE, MAP_SHARED, file, path)
        self.init(base: base, size: size, path: path)
    }

    /// Lets nothing be changed from then on.
    func forbidWriting() throws(FingerprintIndexError) {
        guard mprotect(base, size, PROT_READ) == 0 else {
            throw .system(operation: "protect", path: path, number: errno)
        }
    }

    /// Asks for the whole file to be read into memory, without waiting for it.
    func readAhead() { madvise(base, size, MADV_WILLNEED) }

    private static func map(
        _ size: Int, _ protection: Int32, _ flags: Int32, _ file: Int32, _ path: String
    ) throws(FingerprintIndexError) -> UnsafeMutableRawPointer {
        guard let base = mmap(nil, size, protection, flags, file, 0), base != MAP_FAILED else {
            throw .system(operation: "map", path: path, number: errno)
        }
        return base
    }

    private static func reserve(_ file: Int32, _ size: Int) -> Int32 {
        #if os(Linux)
            posix_fallocate(file, 0, off_t(size))
        #else
            ftruncate(file, off_t(size)) == 0 ? 0 : errno
        #endif
    }
}
