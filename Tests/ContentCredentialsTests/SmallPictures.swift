import Foundation

@testable import ContentCredentials

/// Gradients of 8 × 8 pixels, one of each format.
enum SmallPictures {
    static func bytes(_ format: PictureFormat) throws -> [UInt8] {
        let text =
            switch format {
            case .png:
                "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAMklEQVR42mNkYGCQw4ZYGOQYGBhYMBFcggMNIUvwICM0CQE4wpQQ"
                    + "gSCsEhIMDBK4JGQAhWkD8hNR17MAAAAASUVORK5CYII="
            case .jpeg:
                "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6j"
                    + "q62rZ4C8ybqmx5moq6T/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABP/EABgQAAIDAAAAAAAAAAAAAAAAAAARBAUi"
                    + "/9oACAEBAAA/ADRK5rJ//9k="
            case .webp:
                "UklGRjYAAABXRUJQVlA4TCkAAAAvB8ABALkyRPQ/duUvf/Q/DGTSNlVS/0J7TcEYDwJJW7ztjwk43zreewA="
            }
        guard let data = Data(base64Encoded: text) else { throw UnreadableFixture() }
        return Array(data)
    }

    /// A PNG with chunks put in behind its header.
    static func png(with chunks: [(type: String, payload: [UInt8])]) throws -> [UInt8] {
        var picture = try bytes(.png)
        picture.insert(contentsOf: chunks.flatMap { PNGChunk.bytes($0.type, $0.payload) }, at: 33)
        return picture
    }

    /// A JPEG with segments put in behind its JFIF header.
    static func jpeg(with segments: [(marker: UInt8, payload: [UInt8])]) throws -> [UInt8] {
        var picture = try bytes(.jpeg)
        picture.insert(contentsOf: segments.flatMap { JPEGSegment.bytes($0.marker, $0.payload) }, at: 20)
        return picture
    }

    /// An extended WebP: a header with those flags, the small picture's chunk, and more chunks.
    static func webp(flags: UInt8, with chunks: [(type: String, payload: [UInt8])]) throws -> [UInt8] {
        let header = RIFFChunk.bytes("VP8X", [flags, 0, 0, 0, 7, 0, 0, 7, 0, 0])
        let more = chunks.flatMap { RIFFChunk.bytes($0.type, $0.payload) }
        return RIFFChunk.file(header + (try bytes(.webp))[12...] + more)
    }
}

struct UnreadableFixture: Error {}

/// A small generator with a seed, so that every run is the same.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    // SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
