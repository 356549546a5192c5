public import SafetyModel

/// One message to the operator's platform. Made of the same parts it is the same bytes, so every attempt under one id
/// carries one body; a receiver that gets it twice drops the second.
public struct WebhookMessage: Hashable, Sendable {
    public static let bytesMax = 1_048_576
    private static let typeLengthMax = 128

    public let id: DeliveryID
    /// The body: `{"type":…,"timestamp":…,"data":…}`.
    public let payload: [UInt8]

    /// The parts:
    /// - `id`: names the message on every attempt.
    /// - `type`: what happened, in words joined by full stops, such as `picture.removal.requested`.
    /// - `created`: when it happened; the signature has a time of its own, which is that of the attempt.
    /// - `data`: one JSON value in UTF-8. The caller made it; it is not read here beyond its encoding.
    public init(id: DeliveryID, type: String, created: Moment, data: [UInt8]) throws(WebhookMessageError) {
        let words = type.split(separator: ".", omittingEmptySubsequences: false)
        guard type.utf8.count <= Self.typeLengthMax, words.allSatisfy(Self.isWord) else { throw .typeInvalid }
        guard !data.isEmpty, String(validating: data, as: UTF8.self) != nil else { throw .dataInvalid }
        let opening = #"{"type":"\#(type)","timestamp":"\#(created.isoText)","data":"#
        guard data.count <= Self.bytesMax - opening.utf8.count - 1 else { throw .tooLong }
        self.id = id
        payload = Array(opening.utf8) + data + Array("}".utf8)
    }

    private static func isWord(_ word: Substring) -> Bool {
        !word.isEmpty
            && word.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
                    || byte == 0x5F
            }
    }
}

/// Why no webhook can be made of something.
public enum WebhookMessageError: Error, Hashable, Sendable, CaseIterable {
    /// The type is not words of ASCII letters, digits and `_`, joined by full stops.
    case typeInvalid
    /// The data is empty or not UTF-8.
    case dataInvalid
    /// The body would be longer than 1 MiB.
    case tooLong

    /// The stable word for this error.
    public var code: String {
        switch self {
        case .typeInvalid: "webhook-type-invalid"
        case .dataInvalid: "webhook-data-invalid"
        case .tooLong: "webhook-too-long"
        }
    }
}
