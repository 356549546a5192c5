/// A sealed, immutable part of an index: entries in the order of ids in a mapped file, and eleven tables over them. Only
/// its withdrawals change.
///
/// A file that is cut off, foreign or of another version is an error on opening. The checksums of its contents are
/// compared by `verify()`, and before a merge reads it, not on opening; a search checks every number that it reads from
/// the file against its bounds and throws where one is impossible, so that damage never crashes.
final class FingerprintSegment: Sendable {
    let header: SegmentHeader
    let layout: SegmentLayout
    let withdrawals: Withdrawals
    let flips: Flips
    let cuts: [Bands.Cut]
    /// Where the file is, or will be once it is published.
    let path: String
    private let file: MappedFile

    init(
        file: MappedFile, path: String? = nil,
        withdrawals makeWithdrawals: (SegmentHeader) throws(FingerprintIndexError) -> Withdrawals
    ) throws(FingerprintIndexError) {
        let header = try SegmentHeader(file)
        self.file = file
        self.path = path ?? file.path
        self.header = header
        let layout = SegmentLayout(count: header.count)
        self.layout = layout
        withdrawals = try makeWithdrawals(header)
        flips = Flips(prefixBits: layout.prefixBits)
        cuts = (0..<Bands.count).map { Bands.Cut(band: $0, prefixBits: layout.prefixBits) }
    }

    var count: Int { layout.count }

    var liveCount: Int { count - withdrawals.count }

    var nearHalves: UnsafePointer<UInt128> { part(layout.near) }

    var farHalves: UnsafePointer<UInt128> { part(layout.far) }

    var ids: UnsafePointer<Int64> { part(layout.ids) }

    /// Where the postings of each bucket of a band start; one more at the end.
    func table(_ band: Int) -> UnsafePointer<UInt32> {
        part(layout.tables + 4 * band * ((1 << layout.prefixBits) + 1))
    }

    /// The postings of all bands, one after the other.
    var postings: UnsafePointer<UInt32> { part(layout.postings) }

    func halves(at position: Int) -> Halves { Halves(near: nearHalves[position], far: farHalves[position]) }

    /// Where the entry of an id lies, withdrawn or not.
    func position(id: Int64) -> Int? {
        guard id >= header.lowestID, id <= header.highestID else { return nil }
        let position = firstPosition(from: id)
        return position < count && ids[position] == id ? position : nil
    }

    /// The first position whose id is not below this one; `count` where there is none.
    func firstPosition(from id: Int64) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The live entry of an id.
    func entry(id: Int64) -> Halves? {
        guard let position = position(id: id), !withdrawals.contains(position) else { return nil }
        return halves(at: position)
    }

    /// False when the id has no live entry here.
    @discardableResult
    func withdraw(id: Int64) -> Bool {
        guard let position = position(id: id) else { return false }
        return withdrawals.insert(position)
    }

    /// Compares all checksums. Reads the whole file.
    ///
    /// - Throws: `damaged` where something does not fit.
    func verify() throws(FingerprintIndexError) {
        let sums: UnsafePointer<UInt64> = part(layout.checksums)
        for block in 0..<layout.blockCount {
            let range = layout.block(block)
            let bytes = UnsafeRawBufferPointer(start: file.base + range.lowerBound, count: range.count)
            guard Checksum.of(bytes) == UInt64(littleEndian: sums[block]) else { throw .damaged(path: path) }
        }
    }

    /// Asks for the file to be read into memory, without waiting for it.
    func readAhead() { file.readAhead() }

    private func part<Element>(_ offset: Int) -> UnsafePointer<Element> {
        UnsafePointer((file.base + offset).assumingMemoryBound(to: Element.self))
    }
}
