/// One part of a form.
public struct MultipartPart: Hashable, Sendable {
    public var name: String
    /// What the client called the file; nil for a plain field. Never used as a path.
    public var filename: String?
    /// The media type without parameters, lower-case; nil where the part names none.
    public var mediaType: String?
    public var bytes: [UInt8]

    init(name: String, filename: String? = nil, mediaType: String? = nil, bytes: [UInt8] = []) {
        self.name = name
        self.filename = filename
        self.mediaType = mediaType
        self.bytes = bytes
    }
}

/// How large a form may be.
public struct MultipartLimits: Hashable, Sendable {
    public var parts: Int
    public var partBytes: Int
    public var totalBytes: Int
    /// All headers of one part.
    public var headerBytes: Int
    public var headers: Int
    /// What may stand before the first and after the last boundary.
    public var marginBytes: Int

    public init(
        parts: Int = 64, partBytes: Int = 25 << 20, totalBytes: Int = 64 << 20, headerBytes: Int = 8 << 10,
        headers: Int = 16, marginBytes: Int = 1 << 10
    ) {
        self.parts = parts
        self.partBytes = partBytes
        self.totalBytes = totalBytes
        self.headerBytes = headerBytes
        self.headers = headers
        self.marginBytes = marginBytes
    }
}
