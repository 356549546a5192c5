/// An entry in reach of a search.
public struct FingerprintHit: Hashable, Sendable {
    /// The id it was added under.
    public var id: Int64
    /// Bits that differ, 0 to 256.
    public var distance: Int

    /// An entry that many bits away.
    public init(id: Int64, distance: Int) {
        self.id = id
        self.distance = distance
    }
}

/// Nearest first, then lowest id.
extension FingerprintHit: Comparable {
    /// Whether the left one comes first in the answer of a search.
    public static func < (left: FingerprintHit, right: FingerprintHit) -> Bool {
        left.distance == right.distance ? left.id < right.id : left.distance < right.distance
    }
}
