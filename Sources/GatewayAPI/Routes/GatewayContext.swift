public import Hummingbird
public import NIOCore
import SafetyModel
import Synchronization

/// What travels with a request: its number, who is on the other end of the connection, and a note for the log line.
public struct GatewayContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The connection that the request came by.
    public let channel: any Channel
    /// The number that every answer carries in `x-request-id`.
    public let requestID: String
    let note = RequestNote()

    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        requestID = CallID.mint(at: Self.now).text
    }

    /// The address at the other end of the connection, as text without its port; nil for sockets without one.
    public var peerAddress: String? { channel.remoteAddress?.ipAddress }

    private static var now: Moment { SystemTime.moment }
}

/// Names one request.
struct CallID: MintedIdentifier {
    static let prefix = "req"
    let text: String
    init(text: String) { self.text = text }
}

/// What is learnt of a request on its way, for one line in the log: codes and ids only.
final class RequestNote: Sendable {
    private struct State {
        var code: String?
        var reservedBytes = 0
        var hasReadBody = false
    }

    private let state = Mutex(State())

    /// The code of the error that the request was answered with.
    var code: String? { state.withLock { $0.code } }

    func set(code: String) { state.withLock { $0.code = code } }

    /// The body was read to its end.
    var hasReadBody: Bool { state.withLock { $0.hasReadBody } }

    func noteBodyRead() { state.withLock { $0.hasReadBody = true } }

    func addReserved(_ bytes: Int) { state.withLock { $0.reservedBytes += bytes } }

    /// Hands out what was reserved, once.
    func takeReserved() -> Int {
        state.withLock { state in
            defer { state.reservedBytes = 0 }
            return state.reservedBytes
        }
    }
}
