import SafetyModel

/// Who is told when a case changes; a slow listener misses numbers rather than making others wait.
struct Listeners {
    static let listenersMax = 200
    private static let bufferedMax = 256

    private var next = 0
    private var continuations: [Int: AsyncStream<CaseID>.Continuation] = [:]

    /// A stream that has ended already where too many listen.
    mutating func add() -> (stream: AsyncStream<CaseID>, id: Int?) {
        let (stream, continuation) = AsyncStream.makeStream(
            of: CaseID.self, bufferingPolicy: .bufferingNewest(Self.bufferedMax))
        guard continuations.count < Self.listenersMax else {
            continuation.finish()
            return (stream, nil)
        }
        next += 1
        continuations[next] = continuation
        return (stream, next)
    }

    func onEnd(_ id: Int, _ end: @escaping @Sendable () -> Void) {
        continuations[id]?.onTermination = { _ in end() }
    }

    mutating func remove(_ id: Int) { continuations[id] = nil }

    func tell(_ id: CaseID) {
        for continuation in continuations.values { continuation.yield(id) }
    }
}
