/// Names one thing that is sent. Every attempt carries the same name, so that the receiver can tell a repetition from
/// news: it is the `webhook-id` of a webhook and stands in the `Message-ID` of a mail.
public struct DeliveryID: Hashable, Sendable {
    public static let lengthMax = 64

    public let text: String

    /// 1 to 64 ASCII letters, digits, `-` and `_`; nil for anything else. A full stop would end the name too early in
    /// what a webhook's signature covers.
    public init?(_ text: String) {
        guard (1...Self.lengthMax).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.text = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
