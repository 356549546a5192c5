import NIOCore

/// The few fields of a message's head that say how long it is and what follows.
struct HeadFields {
    private(set) var startLine = ""
    private(set) var contentLength: Int?
    private(set) var chunked = false
    private(set) var closes = false

    mutating func read(_ head: ByteBufferView.SubSequence) throws(WireError) {
        var lines = head.split(separator: 10, omittingEmptySubsequences: true).makeIterator()
        guard let first = lines.next() else { throw .malformed }
        startLine = String(decoding: trimmed(first), as: UTF8.self)
        while let line = lines.next() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            switch colon - line.startIndex {
            case 14 where matches(line[..<colon], "content-length"):
                guard let length = Int(String(decoding: trimmed(line[(colon + 1)...]), as: UTF8.self)), length >= 0
                else { throw .malformed }
                contentLength = length
            case 17 where matches(line[..<colon], "transfer-encoding"):
                chunked = matches(trimmed(line[(colon + 1)...]), "chunked")
            case 10 where matches(line[..<colon], "connection"):
                closes = matches(trimmed(line[(colon + 1)...]), "close")
            default: continue
            }
        }
    }

    private func trimmed(_ bytes: ByteBufferView.SubSequence) -> ByteBufferView.SubSequence {
        var bytes = bytes
        while let last = bytes.last, last == 13 || last == 32 || last == 9 { bytes = bytes.dropLast() }
        while let first = bytes.first, first == 32 || first == 9 { bytes = bytes.dropFirst() }
        return bytes
    }

    private func matches(_ bytes: ByteBufferView.SubSequence, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { expected in
            for (byte, other) in zip(bytes, expected)
            where (65...90).contains(byte) ? byte | 32 != other : byte != other {
                return false
            }
            return true
        }
    }
}
