/// What a mark says: a number of 48 bits. Its meaning is the caller's; it should mean nothing without the caller's records.
public struct WatermarkID: Sendable, Hashable {
    /// How many bits an id has.
    public static let bitCount = 48

    /// Less than 2^48.
    public let rawValue: UInt64

    /// Nil for numbers of more than 48 bits.
    public init?(_ rawValue: UInt64) {
        guard rawValue >> UInt64(Self.bitCount) == 0 else { return nil }
        self.rawValue = rawValue
    }
}
