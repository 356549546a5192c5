import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
public import SafetyModel
import Screening

/// Sends messages to the operator's platform, signed as Standard Webhooks prescribes. It keeps nothing:
/// what was sent and when to send again is the outbox's.
public struct WebhookSender: Sendable {
    /// Bytes of an answer's body that are read, and thrown away, so that the connection can serve again.
    private static let answerBytesMax = 65_536
    private static let drainSeconds = 1.0

    private let endpoint: WebhookEndpoint
    private let secrets: WebhookSecrets
    private let answerSeconds: Double
    private let client: HTTPClient

    /// `answerSeconds`: time for one attempt, connection and answer together.
    public init(
        endpoint: WebhookEndpoint, secrets: WebhookSecrets, answerSeconds: Double = 15, client: OutboundClient
    ) {
        self.endpoint = endpoint
        self.secrets = secrets
        self.answerSeconds = min(max(answerSeconds, 0.001), 600)
        self.client = client.client
    }

    /// Makes one attempt. Any 2xx acknowledges; 408, 409, 425, 429, redirects and 5xx are tried again; other 4xx refuse.
    public func send(_ message: WebhookMessage, at now: Moment) async -> DeliveryOutcome {
        let request = request(message, at: now)
        let answer = await TimeLimit.run(.seconds(answerSeconds)) { await exchange(request) }
        if case .success(let response)? = answer {
            // The status has said it all; a body that is long, slow or breaks off changes nothing.
            _ = await TimeLimit.run(.seconds(Self.drainSeconds)) { await drain(response) }
            return Self.outcome(response)
        }
        guard !Task.isCancelled else { return .retry(.stopped) }
        guard case .failure(let failure)? = answer else { return .retry(.timedOut) }
        return .retry(failure.reason)
    }

    private func request(_ message: WebhookMessage, at now: Moment) -> HTTPClientRequest {
        let timestamp = now.milliseconds / 1000
        var request = HTTPClientRequest(url: endpoint.url)
        request.method = .POST
        request.headers = [
            "user-agent": "Vangrail", "content-type": "application/json", "webhook-id": message.id.text,
            "webhook-timestamp": String(timestamp),
            "webhook-signature": secrets.signatures(id: message.id, timestamp: timestamp, payload: message.payload),
        ]
        request.body = .bytes(ByteBuffer(bytes: message.payload))
        return request
    }

    private func exchange(_ request: HTTPClientRequest) async -> Result<HTTPClientResponse, NoAnswer> {
        do {
            let timeout = TimeAmount.milliseconds(Int64(answerSeconds * 1000))
            return .success(try await client.execute(request, timeout: timeout))
        } catch {
            return .failure(NoAnswer(reason: Self.failure(error)))
        }
    }

    private func drain(_ response: HTTPClientResponse) async {
        var count = 0
        do {
            for try await chunk in response.body {
                count += chunk.readableBytes
                if count > Self.answerBytesMax { return }
            }
        } catch { return }
    }

    private static func outcome(_ response: HTTPClientResponse) -> DeliveryOutcome {
        let status = Int(response.status.code)
        switch status {
        case 200...299: return .acknowledged
        case 408, 409, 425, 429: break
        case 400...499: return .refused(.httpStatus(status))
        default: break
        }
        return .retry(.httpStatus(status))
    }

    private static func failure(_ error: any Error) -> DeliveryFailure {
        if let error = error as? NIOConnectionError { return error.deliveryFailure }
        if let error = error as? IOError { return error.deliveryFailure }
        if error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError { return .encryptionFailed }
        if error is HTTPParserError { return .answerInvalid }
        switch error as? HTTPClientError {
        case .connectTimeout?, .deadlineExceeded?, .readTimeout?, .tlsHandshakeTimeout?: return .timedOut
        case .alreadyShutdown?, .shutdownUnsupported?: return .stopped
        default: return .disconnected
        }
    }
}

/// No head of an answer came.
private struct NoAnswer: Error {
    let reason: DeliveryFailure
}

extension NIOConnectionError {
    /// What it means for a delivery: without a single attempt at an address there was no address.
    var deliveryFailure: DeliveryFailure { connectionErrors.isEmpty ? .nameNotResolved : .notConnected }
}

extension IOError {
    /// What it means for a delivery: a connection that was never made, or one that broke.
    fileprivate var deliveryFailure: DeliveryFailure {
        switch errnoCode {
        case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, EACCES, EPERM: .notConnected
        case ETIMEDOUT: .timedOut
        default: .disconnected
        }
    }
}
