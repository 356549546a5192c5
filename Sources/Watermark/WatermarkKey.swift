/// The secret that a mark is made with and found by: 32 bytes from a random number generator.
///
/// Whoever knows it can find, copy and remove marks made with it.
public struct WatermarkKey: Sendable, Hashable {
    /// How many bytes a key has.
    public static let byteCount = 32

    let bytes: [UInt8]

    /// Nil unless there are exactly 32 bytes.
    public init?(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes.prefix(Self.byteCount + 1))
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }
}
