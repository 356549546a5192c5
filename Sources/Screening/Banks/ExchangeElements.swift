/// Walks the elements of an exchange's XML: names without prefixes, and the text inside. Enough for lists of digests; no
/// entities beyond what digits need, no document types, nothing fetched.
struct ExchangeElements {
    enum Event: Equatable {
        case start(String)
        case text(String)
        case end(String)
    }

    /// Elements inside one another.
    static let depthMax = 32
    private static let nameBytesMax = 128

    private let bytes: [UInt8]
    private var place = 0
    private var open: [String] = []
    private var pending: Event?
    /// The line that has been reached, from 1.
    private(set) var line = 1
    /// Why it stopped before the end, if it did.
    private(set) var problem: String?

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The next event; nil at the end or where the text is no XML that is read here.
    mutating func next() -> Event? {
        if let event = pending {
            pending = nil
            return event
        }
        while problem == nil, place < bytes.count {
            guard bytes[place] == UInt8(ascii: "<") else {
                let text = taken(until: UInt8(ascii: "<"))
                if text.contains(where: { !$0.isWhitespace }) { return .text(text) }
                continue
            }
            if let event = tag() { return event }
        }
        if problem == nil, let name = open.last { problem = "`\(name)` is not closed" }
        return nil
    }

    private mutating func tag() -> Event? {
        place += 1
        guard place < bytes.count else { return stop("a tag is cut off") }
        switch bytes[place] {
        case UInt8(ascii: "?"): return skip(past: "?>")
        case UInt8(ascii: "!"):
            return bytes[place...].starts(with: "!--".utf8) ? skip(past: "-->") : stop("a declaration")
        case UInt8(ascii: "/"):
            place += 1
            let name = name()
            _ = taken(until: UInt8(ascii: ">"))
            place += 1
            guard open.popLast() == name else { return stop("`\(name)` closes another element") }
            return .end(name)
        default:
            let name = name()
            guard !name.isEmpty, open.count < Self.depthMax else { return stop("elements too deep, or without a name") }
            let rest = taken(until: UInt8(ascii: ">"))
            guard place < bytes.count else { return stop("a tag is cut off") }
            place += 1
            if rest.hasSuffix("/") { pending = .end(name) } else { open.append(name) }
            return .start(name)
        }
    }

    private mutating func stop(_ reason: String) -> Event? {
        problem = reason
        return nil
    }

    private mutating func skip(past end: String) -> Event? {
        let end = Array(end.utf8)
        while place < bytes.count, !bytes[place...].starts(with: end) { step() }
        place = min(bytes.count, place + end.count)
        return nil
    }

    /// Without the prefix of a namespace.
    private mutating func name() -> String {
        let start = place
        while place < bytes.count, place - start < Self.nameBytesMax,
            !" \t\r\n/>".utf8.contains(bytes[place])
        { place += 1 }
        let whole = String(decoding: bytes[start..<place], as: UTF8.self)
        return whole.split(separator: ":").last.map(String.init) ?? whole
    }

    private mutating func taken(until end: UInt8) -> String {
        let start = place
        while place < bytes.count, bytes[place] != end { step() }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func step() {
        if bytes[place] == UInt8(ascii: "\n") { line += 1 }
        place += 1
    }
}
