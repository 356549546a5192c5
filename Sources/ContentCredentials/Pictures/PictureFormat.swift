/// The formats that carry a manifest store here.
public enum PictureFormat: String, Hashable, Sendable, CaseIterable {
    case png
    case jpeg
    case webp

    /// The format that the first bytes announce; nil for any other.
    public init?(_ bytes: [UInt8]) {
        if bytes.starts(with: PNGChunk.signature) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: "RIFF".utf8), bytes.hasBytes("WEBP".utf8, at: 8) {
            self = .webp
        } else {
            return nil
        }
    }

    /// `image/png`, `image/jpeg` or `image/webp`.
    public var mediaType: String { "image/" + rawValue }
}

/// Why bytes could not be read as a picture.
public enum PictureError: Error, Hashable, Sendable {
    /// Neither PNG, JPEG nor WebP.
    case unknownFormat
    /// The structure around this byte is not the format's.
    case malformed(offset: Int)
    /// More bytes than the limits allow.
    case tooLarge
    /// More than one manifest store, which the C2PA specification forbids.
    case multipleStores
    /// The carrier of the manifest store contradicts itself: a wrong check sum, order or repeated header.
    case damagedStore
}

/// Bounds on what is read; everything beyond is refused with `tooLarge` or `malformed`.
public struct PictureLimits: Hashable, Sendable {
    /// Bytes of the whole file.
    public var pictureBytesMax: Int
    /// Bytes of the manifest store in it.
    public var storeBytesMax: Int

    public init(pictureBytesMax: Int = 64 << 20, storeBytesMax: Int = 16 << 20) {
        self.pictureBytesMax = pictureBytesMax
        self.storeBytesMax = storeBytesMax
    }

    /// Chunks or segments of one file. A picture of 64 MiB in 8 KiB chunks has 8,192.
    static let partsMax = 65_536
}
