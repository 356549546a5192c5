import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import NIOCore
import SafetyModel
import ServiceLifecycle

/// `GET /desk/events`: the numbers of cases that changed, as server-sent events, for a bounded number of listeners.
struct DeskEvents: Sendable {
    let staff: any StaffDoor
    /// Each listener holds a connection.
    let listeners = Slots(max: 512)
    /// A listener comes back by itself, and then its session is looked at again.
    var seconds: Int64 = 600
    /// A line now and then shows whether somebody still listens.
    var pulseSeconds: Int64 = 20

    private enum Event: Sendable {
        case changed(CaseID)
        case pulse
    }

    func listen(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        guard listeners.take() else {
            return StaffMessage.fullHouse.response(.serviceUnavailable, headers: [.retryAfter: "60"])
        }
        // Gives its place back when the body is let go of, written or not.
        let place = Place(listeners)
        let (staff, seconds, pulse) = (staff, seconds, pulseSeconds)
        let body = ResponseBody { writer in
            try await Self.write(staff.changes(), to: &writer, seconds: seconds, pulseSeconds: pulse)
            try await writer.finish(nil)
            withExtendedLifetime(place) {}
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
                .referrerPolicy: "no-referrer", .resourcePolicy: "same-origin",
            ], body: body)
    }

    private final class Place: Sendable {
        private let slots: Slots

        init(_ slots: Slots) { self.slots = slots }

        deinit { slots.giveBack() }
    }

    @concurrent
    private static func write(
        _ changes: AsyncStream<CaseID>, to writer: inout any ResponseBodyWriter, seconds: Int64, pulseSeconds: Int64
    ) async throws {
        let (events, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(256))
        // WHY: a task of its own, because the writer stays with this one. It ends with the stream of events.
        let feed = Task {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await id in changes { continuation.yield(.changed(id)) } }
                group.addTask {
                    for _ in 0..<max(1, seconds / pulseSeconds) {
                        guard (try? await Task.sleep(for: .seconds(pulseSeconds))) != nil else { return }
                        continuation.yield(.pulse)
                    }
                }
                // Whichever ends first ends the other: the changes, or the time.
                await group.next()
                group.cancelAll()
            }
            continuation.finish()
        }
        defer { feed.cancel() }
        try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
        for await event in events.cancelOnGracefulShutdown() {
            switch event {
            case .changed(let id): try await writer.write(ByteBuffer(string: "data: \(id.text)\n\n"))
            case .pulse: try await writer.write(ByteBuffer(string: ": \n\n"))
            }
        }
    }
}
