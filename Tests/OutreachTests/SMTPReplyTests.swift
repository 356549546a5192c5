@testable import Outreach
import Testing

@Suite struct SMTPReplyTests {
    /// The answers in a text that comes in pieces of one length.
    private func replies(_ bytes: [UInt8], piece: Int) throws(SMTPReplyError) -> [SMTPReply] {
        var parser = SMTPReplyParser()
        var found: [SMTPReply] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            parser.take(rest.prefix(piece))
            rest = rest.dropFirst(piece)
            while let reply = try parser.next() { found.append(reply) }
        }
        return found
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `answers are found however they are cut`(piece: Int) throws {
        let text = "220-a\r\n220 b\r\n250\r\n354 \r\n250-\r\n250-x y\n250 z\r\n"
        let found = try replies(Array(text.utf8), piece: piece)
        #expect(found.map(\.code) == [220, 250, 354, 250])
        #expect(
            found.map { $0.lines.map { String(decoding: $0, as: UTF8.self) } } == [
                ["a", "b"], [""], [""], ["", "x y", "z"],
            ])
    }

    @Test func `bounds are where they are said to be`() throws {
        func line(_ count: Int) -> [UInt8] {
            Array("250 ".utf8) + [UInt8](repeating: 0x61, count: count - 6) + [13, 10]
        }
        #expect(try replies(line(2048), piece: 100).count == 1)
        #expect(throws: SMTPReplyError.self) { try replies(line(2049), piece: 100) }
        #expect(throws: SMTPReplyError.self) { try replies(line(2049), piece: 10_000) }
        func many(_ count: Int) -> [UInt8] {
            Array((String(repeating: "250-a\r\n", count: count - 1) + "250 a\r\n").utf8)
        }
        #expect(try replies(many(128), piece: 50).first?.lines.count == 128)
        #expect(throws: SMTPReplyError.self) { try replies(many(129), piece: 50) }
    }

    @Test func `no bytes whatever make the parser or the dialogue fall over`() throws {
        var numbers = SeededNumbers(seed: 5321)
        let alphabet = Array("0123456789-- \r\n\r\n\n\t=ASCII".utf8) + [0, 0x80, 0xFF]
        let settings = try MailSamples.settings(port: 25, credentials: try MailCredentials(user: "a", password: "b"))
        let message = try MailSamples.message()
        var understood = 0
        for _ in 0..<3000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<12, using: &numbers) {
                if Int.random(in: 0..<16, using: &numbers) > 0 {
                    let code = [220, 250, 250, 334, 354, 235, 421].randomElement(using: &numbers) ?? 0
                    let rest = [" STARTTLS\r\n", " AUTH PLAIN LOGIN\r\n", "\r\n", "-SIZE 99999999999999999999999\r\n"]
                    bytes += Array("\(code)\(rest.randomElement(using: &numbers) ?? "")".utf8)
                } else {
                    bytes += (0..<4).map { _ in alphabet.randomElement(using: &numbers) ?? 0 }
                }
            }
            guard let found = try? replies(bytes, piece: Int.random(in: 1...9, using: &numbers)) else { continue }
            understood += found.count
            var dialogue = SMTPDialogue(settings: settings, message: message)
            talk: for reply in found {
                #expect((200...599).contains(reply.code) && !reply.lines.isEmpty)
                switch dialogue.receive(reply) {
                case .finish: break talk
                case .encrypt: _ = dialogue.afterEncryption()
                case .send, .sendContent: continue
                }
            }
        }
        #expect(understood > 1000)
    }
}
