/// One figure that the project promises, and whether a run met it.
public struct Figure: Codable, Sendable, Equatable {
    /// Which side of the limit is good.
    public enum Bound: String, Codable, Sendable {
        case atMost, atLeast
    }

    /// What is promised.
    public var name: String
    /// What was measured.
    public var value: Double
    /// The promise.
    public var limit: Double
    /// Which side of it is good.
    public var bound: Bound
    /// The unit of both, such as `ms`.
    public var unit: String
    /// Why the measurement does not count, if it does not.
    public var fault: String?
    /// Whether the promise was kept; never where the measurement does not count.
    public var met: Bool

    /// A figure from its parts; `met` follows from them.
    public init(_ name: String, _ value: Double, _ bound: Bound, _ limit: Double, _ unit: String, fault: String? = nil)
    {
        self.name = name
        self.value = value
        self.limit = limit
        self.bound = bound
        self.unit = unit
        self.fault = fault
        met = fault == nil && (bound == .atMost ? value <= limit : value >= limit)
    }
}
