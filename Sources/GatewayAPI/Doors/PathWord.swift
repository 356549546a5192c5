import Hummingbird
import WireJSON

/// Words in the path of an address.
enum PathWord {
    /// The decoded segment with that name, at most 512 bytes.
    static func read(_ name: String, _ context: GatewayContext) throws(WireError) -> String {
        guard let raw = context.parameters.get(name), let text = PercentText.decode(raw), !text.isEmpty,
            text.utf8.count <= 512
        else { throw .notFound }
        return text
    }
}

/// Percent-encoding (RFC 3986).
public enum PercentText {
    /// The decoded text; nil for a broken escape or for bytes that are not UTF-8.
    public static func decode(_ text: String, plusIsSpace: Bool = false) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                else { return nil }
                bytes.append(value)
                rest = rest.dropFirst(2)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        return UTF8Check.text(bytes)
    }
}
