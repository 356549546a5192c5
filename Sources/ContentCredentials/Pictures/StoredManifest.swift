/// The manifest store that a picture carries, and where.
public struct StoredManifest: Hashable, Sendable {
    /// The JUMBF bytes, put together from all their pieces. They are untrusted until validated.
    public var store: [UInt8]
    /// The bytes of the file that carry it, headers and check sums included.
    public var span: Range<Int>

    /// Finds the store of a PNG, JPEG or WebP file.
    ///
    /// - Returns: nil when there is none.
    /// - Throws: `PictureError` for bytes that are no such picture, or whose store is damaged or there twice.
    public static func find(in picture: [UInt8], limits: PictureLimits = PictureLimits()) throws(PictureError)
        -> StoredManifest?
    {
        guard picture.count <= limits.pictureBytesMax else { throw .tooLarge }
        let found: StoredManifest? =
            switch PictureFormat(picture) {
            case .png: try png(picture)
            case .jpeg: try jpeg(picture)
            case .webp: try webp(picture)
            case nil: throw .unknownFormat
            }
        if let found, found.store.count > limits.storeBytesMax { throw .tooLarge }
        return found
    }

    private static func png(_ picture: [UInt8]) throws(PictureError) -> StoredManifest? {
        let chunks = try PNGChunk.all(in: picture).filter { $0.type == PNGChunk.manifestStore }
        guard let chunk = chunks.first else { return nil }
        guard chunks.count == 1 else { throw .multipleStores }
        guard chunk.isIntact(in: picture) else { throw .damagedStore }
        return StoredManifest(store: Array(picture[chunk.payload]), span: chunk.range)
    }

    private static func webp(_ picture: [UInt8]) throws(PictureError) -> StoredManifest? {
        let chunks = try RIFFChunk.all(in: picture).filter { $0.type == RIFFChunk.manifestStore }
        guard let chunk = chunks.first else { return nil }
        guard chunks.count == 1 else { throw .multipleStores }
        guard picture[chunk.payload.upperBound..<chunk.range.upperBound].allSatisfy({ $0 == 0 })
        else { throw .damagedStore }
        return StoredManifest(store: Array(picture[chunk.payload]), span: chunk.range)
    }

    private static func jpeg(_ picture: [UInt8]) throws(PictureError) -> StoredManifest? {
        let pieces = try JPEGSegment.beforeScan(in: picture).compactMap { JUMBFSegment($0, in: picture) }
        let starts = pieces.indices.filter { pieces[$0].opensStore(in: picture) }
        guard let first = starts.first else { return nil }
        guard starts.count == 1 else { throw .multipleStores }
        let opening = pieces[first]
        guard JUMBFSegment.knownInstances.contains(opening.instance) else { throw .damagedStore }
        let group = pieces.filter { $0.instance == opening.instance }
        var store = Array(picture[opening.header])
        var end = opening.segment.lowerBound
        for (index, piece) in group.enumerated() {
            guard piece.number == index + 1, piece.segment.lowerBound == end,
                picture[piece.header].elementsEqual(picture[opening.header])
            else { throw .damagedStore }
            store += picture[piece.data]
            end = piece.segment.upperBound
        }
        guard store.big32(at: 0) == store.count else { throw .damagedStore }
        return StoredManifest(store: store, span: opening.segment.lowerBound..<end)
    }
}

/// One APP11 segment that carries a piece of a JUMBF box (ISO 19566-5, annex D).
struct JUMBFSegment {
    /// The number that tells boxes of one file apart. Those that C2PA writers use differ in two bits, so that one
    /// changed bit cannot turn one into the other.
    static let knownInstances: Set<Int> = [0x0211, 0x0001]
    /// What a segment holds besides its 65,535 bytes: its length, `JP`, the instance, the number and the box's header.
    static let dataBytesMax = 64_000

    var instance: Int
    var number: Int
    var segment: Range<Int>
    /// Length and type of the box, repeated in every piece.
    var header: Range<Int>
    var data: Range<Int>

    init?(_ segment: JPEGSegment, in picture: [UInt8]) {
        let start = segment.payload.lowerBound
        guard segment.marker == JPEGSegment.app11, segment.payload.count > 16, picture.hasBytes("JP".utf8, at: start),
            segment.range.count == segment.payload.count + 4, let instance = picture.big16(at: start + 2),
            let number = picture.big32(at: start + 4)
        else { return nil }
        self.instance = instance
        self.number = number
        self.segment = segment.range
        header = (start + 8)..<(start + 16)
        data = (start + 16)..<segment.payload.upperBound
    }

    /// True for the first piece of a C2PA manifest store.
    func opensStore(in picture: [UInt8]) -> Bool {
        number == 1 && picture.hasBytes("jumb".utf8, at: header.lowerBound + 4)
            && picture.hasBytes("jumd".utf8, at: data.lowerBound + 4)
            && picture.hasBytes(JUMBFType.store.uuid, at: data.lowerBound + 8)
    }

    static func bytes(_ store: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var number = 1
        var start = 8
        while start < store.count {
            let end = min(start + dataBytesMax, store.count)
            let payload = Array("JP".utf8) + .big16(0x0211) + .big32(number) + store[..<8] + store[start..<end]
            output += JPEGSegment.bytes(JPEGSegment.app11, payload)
            number += 1
            start = end
        }
        return output
    }
}
