/// Encoded picture bytes as they came from outside or from the lens. Only the lens may decode them.
public struct Picture: Hashable, Sendable {
    /// The container formats that Vangrail accepts or makes.
    public enum Format: String, CaseIterable, Hashable, Sendable, Codable {
        case jpeg, png, webp, gif, avif, heic

        /// The media type on the wire.
        public var mediaType: String { "image/\(rawValue)" }
    }

    public var bytes: [UInt8]

    public init(bytes: [UInt8]) { self.bytes = bytes }
}
