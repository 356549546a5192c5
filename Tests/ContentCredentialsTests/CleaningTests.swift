import Testing

@testable import ContentCredentials

struct CleaningTests {
    private static let secret = Array("secret".utf8)
    private static let turned: [UInt8] =
        [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 2, 0]
        + [0x3B, 0x01, 2, 0, 7, 0, 0, 0, 38, 0, 0, 0]
        + [0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0] + [0, 0, 0, 0] + secret + [0]

    private func holdsSecret(_ bytes: [UInt8]) -> Bool {
        bytes.indices.contains { bytes.hasBytes(Self.secret, at: $0) }
    }

    @Test func `texts, Exif and unknown chunks leave a PNG, its profile and turn stay`() throws {
        let text = Array("prompt\0".utf8) + Self.secret
        let dirty = try SmallPictures.png(with: [
            ("iCCP", Array("profile\0\0x".utf8)), ("tEXt", text), ("zTXt", text), ("iTXt", text),
            ("eXIf", Self.turned), ("tIME", Self.secret), ("prVt", Self.secret), ("pHYs", [0, 0, 0, 1, 0, 0, 0, 1, 0]),
        ])
        let clean = try PictureCleaning.clean(dirty + Self.secret)
        #expect(!holdsSecret(clean))
        #expect(try PNGChunk.all(in: clean).map(\.type) == ["IHDR", "eXIf", "iCCP", "pHYs", "IDAT", "IEND"])
        let exif = try #require(try PNGChunk.all(in: clean).first { $0.type == "eXIf" })
        #expect(ExifOrientation(clean[exif.payload])?.value == 6)
        #expect(exif.isIntact(in: clean))
        #expect(try PictureCleaning.clean(clean) == clean)
    }

    @Test func `comments, Exif, XMP and bytes behind the end leave a JPEG`() throws {
        let profile = Array("ICC_PROFILE\0\u{1}\u{1}".utf8)
        let dirty = try SmallPictures.jpeg(with: [
            (0xE1, Array("Exif\0\0".utf8) + Self.turned),
            (0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + Self.secret),
            (0xE2, profile), (0xE2, Array("MPF\0".utf8) + Self.secret), (0xED, Self.secret), (0xFE, Self.secret),
            (0xEE, Array("Adobe\0".utf8)), (0xEB, Self.secret), (0xE0, Array("JFXX\0".utf8) + Self.secret),
        ])
        let clean = try PictureCleaning.clean(dirty + Self.secret)
        #expect(!holdsSecret(clean))
        let markers = try JPEGSegment.beforeScan(in: clean).map(\.marker)
        #expect(markers.prefix(4) == [0xE0, 0xE1, 0xE2, 0xEE])
        #expect(clean.suffix(2) == [0xFF, 0xD9])
        #expect(try PictureCleaning.clean(clean) == clean)
        let plain = try SmallPictures.bytes(.jpeg)
        #expect(try PictureCleaning.clean(plain) == plain)
    }

    @Test func `a JPEG's own thumbnail leaves, and a cut scan is closed`() throws {
        let plain = try SmallPictures.bytes(.jpeg)
        var header = Array(plain[6..<20])
        header[12] = 1
        header[13] = 2
        let dirty = plain[..<2] + JPEGSegment.bytes(0xE0, header + Self.secret) + plain[20...]
        #expect(try PictureCleaning.clean(Array(dirty)) == plain)
        let cut = try PictureCleaning.clean(Array(plain.dropLast(4)))
        #expect(cut.suffix(2) == [0xFF, 0xD9])
    }

    @Test func `Exif, XMP and unknown chunks leave a WebP, with their flags`() throws {
        let dirty = try SmallPictures.webp(
            flags: 0x2C, with: [("EXIF", Self.turned), ("XMP ", Self.secret), ("note", Self.secret)])
        let clean = try PictureCleaning.clean(dirty + Self.secret)
        #expect(!holdsSecret(clean))
        #expect(try RIFFChunk.all(in: clean).map(\.type) == ["VP8X", "VP8L", "EXIF"])
        #expect(clean[20] == 0x28)
        let upright = try PictureCleaning.clean(SmallPictures.webp(flags: 0x2C, with: [("XMP ", Self.secret)]))
        #expect(upright[20] == 0x20)
        let frame =
            [UInt8](repeating: 0, count: 16) + RIFFChunk.bytes("VP8L", [1]) + RIFFChunk.bytes("note", Self.secret)
        let moving = try PictureCleaning.clean(SmallPictures.webp(flags: 2, with: [("ANMF", frame)]))
        #expect(!holdsSecret(moving))
        let plain = try SmallPictures.bytes(.webp)
        #expect(try PictureCleaning.clean(plain) == plain)
    }

    @Test(arguments: PictureFormat.allCases)
    func `a manifest store is metadata too`(format: PictureFormat) throws {
        let plain = try SmallPictures.bytes(format)
        #expect(try PictureCleaning.clean(Workbench().signed(format)) == plain)
    }

    @Test func `other files and oversized ones are refused`() throws {
        #expect(throws: PictureError.unknownFormat) { try PictureCleaning.clean(Array("GIF89a".utf8)) }
        #expect(throws: PictureError.unknownFormat) { try PictureCleaning.clean([]) }
        let picture = try SmallPictures.bytes(.png)
        let limits = PictureLimits(pictureBytesMax: picture.count - 1)
        #expect(throws: PictureError.tooLarge) { try PictureCleaning.clean(picture, limits: limits) }
        #expect(throws: PictureError.tooLarge) { try StoredManifest.find(in: picture, limits: limits) }
        #expect(throws: PictureError.self) { try PictureCleaning.clean(Array(picture.dropLast(8))) }
        let signed = try Workbench().signed()
        #expect(throws: PictureError.tooLarge) {
            try StoredManifest.find(in: signed, limits: PictureLimits(storeBytesMax: 100))
        }
    }
}
