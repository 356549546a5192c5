/// A picture without a manifest store, cut where one goes.
struct StorePlacement {
    let format: PictureFormat
    /// The file's bytes before the store.
    let before: [UInt8]
    /// The file's bytes after it.
    let after: [UInt8]

    /// Takes a store that is already there away, and finds the place for a new one: behind `IHDR`, behind the JFIF
    /// segment, or at the end of the RIFF form.
    init(_ picture: [UInt8], limits: PictureLimits) throws(PictureError) {
        guard picture.count <= limits.pictureBytesMax else { throw .tooLarge }
        guard let format = PictureFormat(picture) else { throw .unknownFormat }
        var bare = picture
        if let stored = try StoredManifest.find(in: picture, limits: limits) {
            bare.removeSubrange(stored.span)
            if format == .webp, let size = picture.little32(at: 4) {
                bare.replaceSubrange(4..<8, with: [UInt8].little32(size - stored.span.count))
            }
        }
        let place: Int =
            switch format {
            case .png: try PNGChunk.all(in: bare)[0].range.upperBound
            case .jpeg:
                try JPEGSegment.beforeScan(in: bare).first {
                    $0.marker == JPEGSegment.app0 && $0.range.lowerBound == 2
                }?
                .range.upperBound ?? 2
            case .webp: try Self.formEnd(&bare)
            }
        self.format = format
        before = Array(bare[..<place])
        after = Array(bare[place...])
    }

    /// Evens the last chunk out, so that the new one starts at an even place.
    private static func formEnd(_ picture: inout [UInt8]) throws(PictureError) -> Int {
        let end = try RIFFChunk.all(in: picture).last?.range.upperBound ?? RIFFChunk.headerCount
        guard end & 1 == 1 else { return end }
        picture.insert(0, at: end)
        return end + 1
    }

    /// The file around a store, and the span that carries it.
    func filled(with store: [UInt8]) -> (file: [UInt8], span: Range<Int>) {
        let carrier: [UInt8] =
            switch format {
            case .png: PNGChunk.bytes(PNGChunk.manifestStore, store)
            case .jpeg: JUMBFSegment.bytes(store)
            case .webp: RIFFChunk.bytes(RIFFChunk.manifestStore, store)
            }
        var file = before + carrier + after
        if format == .webp {
            file.replaceSubrange(4..<8, with: [UInt8].little32(before.count + carrier.count - 8))
        }
        return (file, before.count..<(before.count + carrier.count))
    }
}
