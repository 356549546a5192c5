import CFingerprintScan
import SafetyModel

/// A fingerprint as the index stores it. The near half alone settles almost every comparison.
struct Halves: Hashable, Sendable {
    /// Words 0 and 1.
    var near: UInt128
    /// Words 2 and 3.
    var far: UInt128

    init(near: UInt128, far: UInt128) {
        self.near = near
        self.far = far
    }

    init(_ fingerprint: Fingerprint) {
        let words = fingerprint.words
        near = UInt128(words[1]) << 64 | UInt128(words[0])
        far = UInt128(words[3]) << 64 | UInt128(words[2])
    }

    @inline(__always)
    func distance(to other: Halves) -> Int {
        (near ^ other.near).nonzeroBitCount + (far ^ other.far).nonzeroBitCount
    }
}

extension vg_half {
    init(_ half: UInt128) {
        self.init(low: UInt64(truncatingIfNeeded: half), high: UInt64(truncatingIfNeeded: half >> 64))
    }
}

/// The kernel for this processor.
enum ScanKernel {
    static let best = vg_best_scan_kernel()
    /// Positions that a kernel hands over at once.
    static let room = 1024
}
