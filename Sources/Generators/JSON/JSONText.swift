import NIOCore

/// A parsed JSON text whose strings stay where they are: an answer of several megabytes of base64 is walked once and
/// never copied. Depth and number of values are bounded.
struct JSONText {
    /// Why a text is not read.
    enum ParseError: Error, Hashable {
        case malformed, tooDeep, tooManyValues
    }

    /// One value; strings and numbers are ranges of the bytes.
    indirect enum Node {
        case null
        case boolean(Bool)
        case number(Range<Int>)
        /// Without the quotes; `escaped` when there is a backslash in it.
        case string(Range<Int>, escaped: Bool)
        case array([Node])
        case object([(name: String, value: Node)])
    }

    static let depthMax = 32
    static let valuesMax = 20_000

    let bytes: ByteBufferView
    let root: Node

    /// Parses the whole of `bytes`; anything but white space after the value is an error.
    init(_ bytes: ByteBuffer) throws(ParseError) {
        self.bytes = bytes.readableBytesView
        let outcome = self.bytes.withUnsafeBytes { raw -> Result<Node, ParseError> in
            var parser = JSONParser(raw)
            do throws(ParseError) { return .success(try parser.parseWhole()) } catch { return .failure(error) }
        }
        root = try outcome.get()
    }

    /// Parses a short text.
    init(_ text: String) throws(ParseError) { try self.init(ByteBuffer(string: text)) }

    /// The value under a name of an object; the last one where a name is doubled.
    func value(_ name: String, of node: Node) -> Node? {
        guard case .object(let members) = node else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The value behind a path of names.
    func value(_ path: [String], of node: Node) -> Node? {
        var found = node
        for name in path {
            guard let next = value(name, of: found) else { return nil }
            found = next
        }
        return found
    }

    /// The elements of an array; nil for anything else.
    func elements(_ node: Node?) -> [Node]? {
        guard case .array(let elements) = node else { return nil }
        return elements
    }

    /// A short string, unescaped; nil for anything else and for more than `limit` bytes.
    func string(_ node: Node?, limit: Int = 65_536) -> String? {
        guard case .string(let range, let escaped) = node, range.count <= limit else { return nil }
        return bytes.withUnsafeBytes { raw in
            let part = UnsafeRawBufferPointer(rebasing: raw[range])
            return escaped ? JSONParser.unescape(part) : String(validating: part, as: UTF8.self)
        }
    }

    /// A whole number; nil for anything else.
    func integer(_ node: Node?) -> Int? {
        guard case .number(let range) = node, range.count <= 19 else { return nil }
        return bytes.withUnsafeBytes { Int(String(decoding: $0[range], as: UTF8.self)) }
    }

    /// A truth value; nil for anything else.
    func boolean(_ node: Node?) -> Bool? {
        guard case .boolean(let value) = node else { return nil }
        return value
    }

    /// The bytes of a base64 string (a `data:` prefix is skipped); nil when it is not one, or decodes to more than
    /// `limit` bytes.
    func base64(_ node: Node?, limit: Int) -> [UInt8]? {
        guard case .string(let range, let escaped) = node else { return nil }
        return bytes.withUnsafeBytes { raw in
            let part = UnsafeRawBufferPointer(rebasing: raw[range])
            guard escaped else { return Base64.decode(part, limit: limit) }
            // Some writers escape the slash; base64 has no other character that could be.
            guard part.count / 4 * 3 <= limit + 3 else { return nil }
            return part.filter { $0 != UInt8(ascii: "\\") }.withUnsafeBytes { Base64.decode($0, limit: limit) }
        }
    }
}
