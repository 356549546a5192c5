/// How 256 bits are cut: eleven bands that do not overlap, five in each half, 23 bits wide, and one of 26 across both.
///
/// Give band i a threshold t(i). If two fingerprints differ in fewer bits than the sum of all t(i) + 1, some band of
/// theirs differs in at most t(i) bits: looking at those entries only loses nothing. At distance 31 a threshold of 2 for
/// ten bands and of 1 for the last is enough; where buckets are crowded, a band may be left out and others go up to 3.
///
/// Stored tables depend on everything here: a change is a new version of the file.
enum Bands {
    static let count = 11
    /// Thresholds are at most this.
    static let thresholdMax = 3
    /// A search within d bits needs d + 1 steps of all bands together: t + 1 of a band with threshold t.
    static let stepsMax = count * (thresholdMax + 1)
    /// Bits of a band beyond its bucket that a posting carries.
    static let restBits = 8

    /// Which half a band is in.
    enum Place: Sendable {
        case near, far
        case across
    }

    private static let width = 23
    private static let perHalf = 5
    /// Bits of each half in the band across.
    private static let acrossBits = 128 - perHalf * width

    static func place(of band: Int) -> Place {
        switch band {
        case 0..<perHalf: .near
        case perHalf: .across
        default: .far
        }
    }

    /// The band across both halves, lowest bit first.
    @inline(__always)
    static func across(_ near: UInt128, _ far: UInt128) -> UInt128 {
        near &>> UInt128(128 - acrossBits) | (far & ((1 << UInt128(acrossBits)) - 1)) &<< UInt128(acrossBits)
    }

    /// The bucket and the rest of a band, for tables of `2^prefixBits` buckets.
    struct Cut: Sendable {
        private let place: Place
        private let prefixShift: UInt128
        private let prefixMask: UInt32
        private let restShift: UInt128
        private let restMask: UInt32

        init(band: Int, prefixBits: Int) {
            place = Bands.place(of: band)
            let start: Int
            let width: Int
            switch place {
            case .near: (start, width) = (band * Bands.width, Bands.width)
            case .far: (start, width) = (Bands.acrossBits + (band - Bands.perHalf - 1) * Bands.width, Bands.width)
            case .across: (start, width) = (0, 2 * Bands.acrossBits)
            }
            let remaining = width - prefixBits
            let rest = min(remaining, Bands.restBits)
            prefixShift = UInt128(start + remaining)
            prefixMask = (1 << UInt32(prefixBits)) - 1
            restShift = UInt128(start + remaining - rest)
            restMask = (1 << UInt32(rest)) - 1
        }

        /// The bits that the band is cut from: a half, or the band across.
        func source(of halves: Halves) -> UInt128 {
            switch place {
            case .near: halves.near
            case .far: halves.far
            case .across: Bands.across(halves.near, halves.far)
            }
        }

        @inline(__always)
        func bucket(_ source: UInt128) -> Int {
            Int(UInt32(truncatingIfNeeded: source &>> prefixShift) & prefixMask)
        }

        @inline(__always)
        func rest(_ source: UInt128) -> UInt32 { UInt32(truncatingIfNeeded: source &>> restShift) & restMask }
    }

    /// Bits of a bucket's number that suit a segment: 8 to 16 postings a bucket, 3 to 6 bytes of table an entry.
    static func prefixBits(forEntries count: Int) -> Int {
        let log = Int.bitWidth - 1 - max(count, 1).leadingZeroBitCount
        return min(max(log - 3, 4), 21)
    }
}

/// The numbers to flip in a bucket's number to reach all buckets up to `Bands.thresholdMax` bits away, nearest first.
struct Flips: Sendable {
    let masks: [Int]
    /// Flips of exactly n bits lie from `starts[n]` up to `starts[n + 1]`.
    let starts: [Int]

    init(prefixBits: Int) {
        var shells = [[0]]
        for _ in 0..<Bands.thresholdMax {
            let inner = shells[shells.count - 1]
            shells.append(
                inner.flatMap { mask in
                    (0..<prefixBits).map { 1 << $0 }.filter { $0 > mask }.map { mask | $0 }
                })
        }
        masks = shells.flatMap(\.self)
        starts = shells.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    }
}
