/// One answer of a mail server (RFC 5321, 4.2): a code, and text that is read only where an extension is announced.
struct SMTPReply: Hashable, Sendable {
    /// 200 to 599.
    var code: Int
    /// What follows the code, line by line.
    var lines: [[UInt8]]

    var isPositive: Bool { (200...299).contains(code) }
}

/// What came is no answer, or longer than any answer.
struct SMTPReplyError: Error, Hashable, Sendable {}

/// Cuts a stream of bytes into answers, however it was split on the way.
struct SMTPReplyParser {
    /// RFC 5321 says 512; some servers are chattier.
    static let lineBytesMax = 2048
    static let linesMax = 128

    private var pending: [UInt8] = []
    /// How many of the pending bytes have been searched for an end of line already.
    private var searched = 0
    private var code: Int?
    private var lines: [[UInt8]] = []

    /// True when no byte is left over.
    var isEmpty: Bool { pending.isEmpty && code == nil }

    /// Takes the next bytes.
    mutating func take(_ bytes: some Sequence<UInt8>) { pending += bytes }

    /// The next whole answer; nil when more bytes are needed.
    mutating func next() throws(SMTPReplyError) -> SMTPReply? {
        while let line = try nextLine() {
            let isLast = try add(line)
            if isLast, let code {
                defer {
                    self.code = nil
                    lines = []
                }
                return SMTPReply(code: code, lines: lines)
            }
        }
        return nil
    }

    private mutating func nextLine() throws(SMTPReplyError) -> [UInt8]? {
        guard let end = pending[searched...].prefix(Self.lineBytesMax).firstIndex(of: 0x0A) else {
            searched = pending.count
            guard pending.count < Self.lineBytesMax else { throw SMTPReplyError() }
            return nil
        }
        guard end < Self.lineBytesMax else { throw SMTPReplyError() }
        searched = 0
        var line = Array(pending[..<end])
        pending.removeFirst(end + 1)
        // A lone LF is taken as an end too; nothing is decided by the difference.
        if line.last == 0x0D { line.removeLast() }
        return line
    }

    /// Adds a line and says whether it ends the answer.
    private mutating func add(_ line: [UInt8]) throws(SMTPReplyError) -> Bool {
        guard line.count >= 3, line.prefix(3).allSatisfy({ (0x30...0x39).contains($0) }), lines.count < Self.linesMax
        else { throw SMTPReplyError() }
        let number = line.prefix(3).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard (200...599).contains(number), code == nil || code == number else { throw SMTPReplyError() }
        code = number
        lines.append(Array(line.dropFirst(4)))
        guard line.count > 3 else { return true }
        switch line[3] {
        case UInt8(ascii: "-"): return false
        case UInt8(ascii: " "): return true
        default: throw SMTPReplyError()
        }
    }
}
