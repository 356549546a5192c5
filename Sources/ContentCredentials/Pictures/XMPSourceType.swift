extension DigitalSourceType {
    /// The terms that the picture's plain XMP names, without repeats, at most 8. Anyone can write them or take them
    /// away: they are a hint, and a signed manifest is the proof.
    ///
    /// - Throws: `PictureError` for bytes that are no PNG, JPEG or WebP.
    public static func namedInXMP(of picture: [UInt8], limits: PictureLimits = PictureLimits()) throws(PictureError)
        -> [DigitalSourceType]
    {
        guard picture.count <= limits.pictureBytesMax else { throw .tooLarge }
        let packets: [Range<Int>] =
            switch PictureFormat(picture) {
            case .png: try png(picture)
            case .jpeg: try jpeg(picture)
            case .webp: try RIFFChunk.all(in: picture).filter { $0.type == "XMP " }.map(\.payload)
            case nil: throw .unknownFormat
            }
        var found: [DigitalSourceType] = []
        for packet in packets.prefix(packetsMax) where packet.count <= packetBytesMax {
            for term in terms(in: picture[packet]) where !found.contains(term) && found.count < termsMax {
                found.append(term)
            }
        }
        return found
    }

    private static let packetsMax = 16
    private static let packetBytesMax = 1 << 20
    private static let termsMax = 8
    /// From the property's name to its value: an attribute, an element or a resource, with white space.
    private static let gapMax = 200

    private static func jpeg(_ picture: [UInt8]) throws(PictureError) -> [Range<Int>] {
        let name = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
        return try JPEGSegment.beforeScan(in: picture).compactMap { segment in
            guard segment.marker == JPEGSegment.app1, picture[segment.payload].starts(with: name) else { return nil }
            return (segment.payload.lowerBound + name.count)..<segment.payload.upperBound
        }
    }

    private static func png(_ picture: [UInt8]) throws(PictureError) -> [Range<Int>] {
        // Keyword, not compressed, no language, no translated keyword.
        let name = Array("XML:com.adobe.xmp\0\0\0".utf8)
        return try PNGChunk.all(in: picture).compactMap { chunk in
            guard chunk.type == "iTXt", picture[chunk.payload].starts(with: name) else { return nil }
            return (chunk.payload.lowerBound + name.count)..<chunk.payload.upperBound
        }
    }

    private static func terms(in packet: ArraySlice<UInt8>) -> [DigitalSourceType] {
        let name = Array("igitalSourceType".utf8)
        var terms: [DigitalSourceType] = []
        var index = packet.startIndex
        while let next = packet[index...].firstIndex(of: name[0]), terms.count < termsMax {
            index = next + 1
            guard packet.hasBytes(name, at: next) else { continue }
            let gap = packet[(next + name.count)..<min(packet.endIndex, next + name.count + gapMax)]
            if let term = term(in: gap, of: packet) { terms.append(term) }
        }
        return terms
    }

    /// The first address that starts in the gap.
    private static func term(in gap: ArraySlice<UInt8>, of packet: ArraySlice<UInt8>) -> DigitalSourceType? {
        for start in gap.indices where packet[start] == UInt8(ascii: "h") {
            for prefix in prefixes where packet.hasBytes(prefix.utf8, at: start) {
                let value = packet[(start + prefix.utf8.count)...].prefix(nameBytesMax + 1).prefix(while: isLetter)
                return DigitalSourceType(address: prefix + String(decoding: value, as: UTF8.self))
            }
        }
        return nil
    }
}
