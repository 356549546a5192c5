/// The way to a time stamp authority; the transport is the caller's.
public struct TimeStampPort: Sendable {
    /// Why there is no token.
    public struct Failure: Error, Hashable, Sendable {
        public var message: String

        public init(_ message: String) { self.message = message }
    }

    /// Bytes that are kept free for a token. Larger tokens still fit, at the price of a second request.
    public var tokenBytesReserved: Int
    private let request: @Sendable ([UInt8]) async throws(Failure) -> [UInt8]

    /// - Parameters:
    ///   - tokenBytesReserved: from 256 to 32,768. Tokens of public authorities take 2 to 7 kB.
    ///   - request: gets the SHA-256 digest to be stamped, 32 bytes, and gives the `TimeStampToken` in DER.
    ///     `TimeStampRequest` and `TimeStampResponse` do the encoding.
    public init(
        tokenBytesReserved: Int = 6_144, request: @escaping @Sendable ([UInt8]) async throws(Failure) -> [UInt8]
    ) {
        let range = COSESignature.tokenBytesMin...COSESignature.tokenBytesMax
        self.tokenBytesReserved = min(max(tokenBytesReserved, range.lowerBound), range.upperBound)
        self.request = request
    }

    func token(for imprint: [UInt8]) async throws(SigningError) -> [UInt8] {
        do { return try await request(imprint) } catch { throw .timeStampUnavailable(error.message) }
    }
}
