/// Text and bytes for pages: the same strict readers and writers that the machine's doors use.
public enum PageText {
    /// The text of those bytes; nil when they are not valid UTF-8.
    public static func text(_ bytes: [UInt8]) -> String? { UTF8Check.text(bytes) }

    /// The bytes in base64.
    public static func base64(_ bytes: [UInt8]) -> String { Base64.text(bytes) }
}
