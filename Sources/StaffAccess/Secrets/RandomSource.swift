/// Draws random bytes; passed in wherever chance matters, so that tests fix it. The caller gives the system's
/// cryptographic source and nothing less.
public struct RandomSource: Sendable {
    private let draw: @Sendable (_ count: Int) -> [UInt8]

    /// Takes a function that returns exactly as many bytes as it is asked for.
    public init(draw: @escaping @Sendable (_ count: Int) -> [UInt8]) { self.draw = draw }

    /// That many fresh bytes. A source that gives another number ends the process: a short secret is no secret.
    public func bytes(_ count: Int) -> [UInt8] {
        let drawn = draw(count)
        precondition(drawn.count == count, "a random source gives as many bytes as it is asked for")
        return drawn
    }
}
