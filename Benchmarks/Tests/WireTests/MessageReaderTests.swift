import NIOCore
import Testing
import Wire

@Suite struct MessageReaderTests {
    private func messages(
        _ text: String, of sender: MessageReader.Sender = .server, step: Int, keepsBody: Bool = true
    ) throws -> [Message] {
        var reader = MessageReader(of: sender, keepsBody: keepsBody)
        var found: [Message] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: step) {
            var piece = ByteBuffer(bytes: bytes[start..<min(start + step, bytes.count)])
            reader.take(&piece)
            while let message = try reader.next() { found.append(message) }
        }
        return found
    }

    @Test(arguments: [1, 2, 3, 7, 1000]) func `messages are the same however their bytes arrive`(step: Int) throws {
        let text =
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 100 Continue\r\n\r\n"
            + "HTTP/1.1 502 Bad Gateway\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nt: 1\r\n\r\n"
            + "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"

        let found = try messages(text, step: step)

        #expect(found.map(\.status) == [200, 502, 204])
        #expect(found.map { String(decoding: $0.body, as: UTF8.self) } == ["hello", "abc0123456789", ""])
        #expect(found.map(\.closes) == [false, false, true])
    }

    @Test func `a body that is not kept is still counted`() throws {
        let found = try messages("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nabcdef", step: 4, keepsBody: false)

        #expect(found.map(\.bodyBytes) == [6])
        #expect(found.map(\.body) == [[]])
    }

    @Test func `a request gives its path`() throws {
        let found = try messages("GET /v1/models?x=1 HTTP/1.1\r\nhost: a\r\n\r\n", of: .client, step: 5)

        #expect(found.map(\.path) == ["/v1/models?x=1"])
    }

    @Test func `an answer without a length is refused`() {
        #expect(throws: WireError.unframed) { try messages("HTTP/1.1 200 OK\r\nserver: x\r\n\r\n", step: 100) }
    }

    @Test func `a chunk size that is no number is refused`() {
        #expect(throws: WireError.malformed) {
            try messages("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n", step: 100)
        }
    }
}
