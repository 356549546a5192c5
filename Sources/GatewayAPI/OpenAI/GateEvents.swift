import SafetyModel
import Screening

/// What happens while the gate works on a request that streams.
enum GateEvent: Sendable {
    case preview(ClearedPreview)
    case answer(GateAnswer)
    /// Nothing yet; said now and then so that nobody hangs up.
    case stillWaiting

    /// The decision behind it, where it is known.
    var decision: DecisionID? {
        switch self {
        case .preview(let preview): preview.decision
        case .answer(let answer): answer.decision.decision.id
        case .stillWaiting: nil
        }
    }
}

/// A run of the gate that outlives the handler that starts it, because the body of an answer is written after its head.
struct GateEvents: Sendable {
    private let stream: AsyncStream<GateEvent>
    private let task: Task<Void, Never>

    /// Starts the gate in one of the places, which is given back when the gate is done.
    static func start(
        _ request: ImageRequest, services: GatewayServices, door: FrontDoor, settings: GatewaySettings
    ) throws(WireError) -> GateEvents {
        guard door.slots.take() else { throw .busy }
        let (stream, continuation) = AsyncStream.makeStream(of: GateEvent.self)
        let pause = Duration.milliseconds(settings.keepAliveMilliseconds)
        // WHY: a task of its own. The handler returns the head of the answer while the gate still works; the body's
        // writer waits for the events and cancels this task when the caller is gone. It is bounded by the slots.
        let task = Task {
            defer { door.slots.giveBack() }
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    while (try? await Task.sleep(for: pause)) != nil { continuation.yield(.stillWaiting) }
                }
                let answer = await services.gate.run(request) { continuation.yield(.preview($0)) }
                group.cancelAll()
                continuation.yield(.answer(answer))
            }
            continuation.finish()
        }
        return GateEvents(stream: stream, task: task)
    }

    /// The next event; nil after the answer.
    func next() async -> GateEvent? {
        var iterator = stream.makeAsyncIterator()
        return await iterator.next()
    }

    /// Stops the gate; nobody waits any more.
    func cancel() { task.cancel() }
}
