/// What happened to a body that was too large.
public struct BodyLimitResult: Codable, Sendable, Equatable {
    /// What was measured, such as `vangrail-big-body-chunked`.
    public var name: String
    /// Bytes that the body would have had.
    public var bodyBytes: Int
    /// Bytes that the kernel had taken from us when the answer or the end came.
    public var sentBytes: Int
    /// The status of the answer; `nil` when the connection ended without one.
    public var status: Int?
    /// Milliseconds until the answer or the end.
    public var milliseconds: Double
    /// The server's memory before, in kilobytes; `nil` without a process to look at.
    public var residentKilobytesBefore: Int?
    /// The server's memory after, in kilobytes.
    public var residentKilobytesAfter: Int?
    /// The most memory that the server ever had, in kilobytes.
    public var residentKilobytesPeak: Int?
    /// Whether 413 came before the whole body was sent.
    public var refusedWhileStreaming: Bool

    /// A result from its parts; `refusedWhileStreaming` follows from them.
    public init(
        name: String, bodyBytes: Int, sentBytes: Int, status: Int?, milliseconds: Double, before: Int?, after: Int?,
        peak: Int?
    ) {
        self.name = name
        self.bodyBytes = bodyBytes
        self.sentBytes = sentBytes
        self.status = status
        self.milliseconds = milliseconds
        residentKilobytesBefore = before
        residentKilobytesAfter = after
        residentKilobytesPeak = peak
        refusedWhileStreaming = status == 413 && sentBytes < bodyBytes
    }
}

/// What slow clients did to the others.
public struct SlowClientsResult: Codable, Sendable, Equatable {
    /// What was measured, such as `vangrail-slow-clients`.
    public var name: String
    /// Slow connections that were opened.
    public var opened: Int
    /// Slow connections that the server had closed by the end.
    public var closedByServer: Int
    /// The same load without the slow clients, just before.
    public var without: LoadResult
    /// The load beside the slow clients.
    public var beside: LoadResult

    /// A result from its parts.
    public init(name: String, opened: Int, closedByServer: Int, without: LoadResult, beside: LoadResult) {
        self.name = name
        self.opened = opened
        self.closedByServer = closedByServer
        self.without = without
        self.beside = beside
    }
}
