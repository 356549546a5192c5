import Foundation
@testable import Outreach
import Testing

/// Addresses, heads and bodies of mails.
@Suite struct MailTextTests {
    // MARK: Addresses

    @Test(arguments: [
        "a@b.example", "first.last+tag@sub.example.org", "!#$%&'*+-/=?^_`{|}~@example.org", "1@1.example",
        "用户@例子.example", "مثال@مثال.example", "δοκιμή@παράδειγμα.example", "a@xn--fsqu00a.example",
        "x@" + String(repeating: "a", count: 63) + ".example", String(repeating: "l", count: 64) + "@b.example",
    ])
    func `a plain address is read`(text: String) throws {
        let address = try MailAddress(text)
        #expect(address.text == text)
        #expect(address.isInternational == !text.utf8.allSatisfy { $0 < 128 })
        let written = try JSONEncoder().encode([address])
        #expect(try JSONDecoder().decode([MailAddress].self, from: written) == [address])
    }

    @Test(arguments: [
        "", "@", "a", "a@", "@b.example", "a@b", "a@localhost", "a@b@c.example", "a b@c.example", " a@b.example",
        "a@b.example ", ".a@b.example", "a.@b.example", "a..b@c.example", "\"a\"@b.example", "\"a b\"@c.example",
        "a(c)@b.example", "<a@b.example>", "A <a@b.example>", "a@[127.0.0.1]", "a@127.0.0.1", "a@b.example.",
        "a@.b.example", "a@b..example", "a@-b.example", "a@b-.example", "a@b_c.example", "a,b@c.example",
        "a;b@c.example", "a:b@c.example", "a\\b@c.example", "a@b.example\r\nRCPT TO:<x@y.example>", "a\r\n@b.example",
        "a@b.example\n", "a\0@b.example", "a\t@b.example", "a\u{202E}@b.example", "a\u{200B}@b.example",
        "a\u{A0}@b.example", "a@b\u{3002}example", "a\u{FF20}b.example", "☃@b.example", "a@☃.example",
        "a@b.example>", "a@b.123", "\u{3164}@b.example", "a\u{2028}@b.example",
    ])
    func `anything else is no address`(text: String) {
        #expect(throws: MailAddressError.invalid) { try MailAddress(text) }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([MailAddress].self, from: try JSONEncoder().encode([text]))
        }
    }

    @Test func `addresses have the lengths of mail`() {
        let long = [
            String(repeating: "l", count: 65) + "@b.example", "x@" + String(repeating: "a", count: 64) + ".example",
            "x@" + String(repeating: "a.", count: 125) + "example",
            "é" + String(repeating: "l", count: 63) + "@b.example",
            String(repeating: "a", count: 100_000),
        ]
        for text in long {
            #expect(throws: (any Error).self, "\(text.prefix(80))") { try MailAddress(text) }
        }
    }

    @Test func `domains are equal in any case, names before them are not`() throws {
        #expect(try MailAddress("a@B.Example") == MailAddress("a@b.example"))
        #expect(try MailAddress("A@b.example") != MailAddress("a@b.example"))
    }

    // MARK: Heads

    @Test(arguments: [
        "a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\0", "\u{85}", "a\u{2028}b", "a\u{2029}b", "", "   ", "a\tb",
        "\u{202E}gnp.exe", String(repeating: "a", count: 501),
    ])
    func `a line that could end early, or say nothing, is refused`(text: String) {
        #expect(throws: MailMessageError.lineInvalid) { try HeaderText(text) }
    }

    @Test(arguments: [
        "Your notice", "Re: [x] 100% \"quoted\" <b@c.example>", "Ihre Meldung über ein Bild",
        "تم حذف الصورة التي أبلغت عنها وجميع نسخها، وهذه أسباب القرار الكاملة لهذه القضية رقم ٧",
        "התמונה שדיווחת עליה הוסרה", "您举报的图片已被删除", "گزارش شما دریافت شد می‌خواهید", "👩‍👩‍👧 emoji",
        "=?UTF-8?B?ZXZpbA==?=", " spaced ", "a  b", String(repeating: "long ", count: 60) + "end",
        String(repeating: "é", count: 250), "x=?y",
    ])
    func `a subject and a name read back, on lines that fit`(text: String) throws {
        let bytes = try MailSamples.message(name: text, subject: text).bytes
        let head = try Head(bytes)
        #expect(HeadReader.decoded(try #require(head.fields["subject"])) == text)
        let from = try #require(head.fields["from"])
        #expect(from.hasSuffix(" <desk@vangrail.example>"))
        #expect(HeadReader.decoded(HeadReader.unquoted(String(from.dropLast(24)))) == text)
        for line in head.lines {
            #expect(
                line.utf8.count <= (line.contains("=?UTF-8") ? 76 : 78) && line.utf8.allSatisfy { $0 < 128 }, "\(line)")
        }
    }

    @Test func `a mail says that a program wrote it, and which`() throws {
        let message = try MailSamples.message()
        let head = try Head(message.bytes)
        #expect(head.fields["auto-submitted"] == "auto-generated" && head.fields["mime-version"] == "1.0")
        #expect(head.fields["message-id"] == "<mail_1@vangrail.example>")
        #expect(head.fields["date"] == "Sun, 29 Nov 2026 01:46:40 +0000")
        #expect(head.fields["to"] == "person@example.org")
        #expect(head.fields["content-type"] == "text/plain; charset=utf-8")
        #expect(head.fields["content-transfer-encoding"] == "quoted-printable")
        #expect(Set(head.names).count == head.names.count && head.names.count == 9)
        #expect(try MailSamples.message() == message)
    }

    @Test func `what cannot be written is refused`() throws {
        for text in ["a\0b", "\u{1B}[31m", "\u{7F}", "\u{85}"] {
            #expect(throws: MailMessageError.bodyInvalid) { try MailSamples.message(text: text) }
        }
        let long = String(repeating: "a", count: 524_289)
        #expect(throws: MailMessageError.bodyTooLong) { try MailSamples.message(text: long) }
    }

    // MARK: Bodies

    @Test func `quoted-printable reads back in every language, on lines that fit`() throws {
        var numbers = SeededNumbers(seed: 9)
        let pieces = [
            "a", "=", ".", " ", "\t", "\n", "\r\n", "From ", "é", "ش", "中", "👩‍👩‍👧", "\u{200F}", "=3D", "..",
            String(repeating: "w", count: 80),
        ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 0...60, using: &numbers)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &numbers)]
            }.joined()
            let encoded = QuotedPrintable.encode(text)
            let lines = String(decoding: encoded, as: UTF8.self).components(separatedBy: "\r\n")
            #expect(lines.last == "")
            for line in lines {
                #expect(line.utf8.count <= 76 && line.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 9 })
                #expect(!line.hasSuffix(" ") && !line.hasSuffix("\t"))
            }
            let normal = text.replacingOccurrences(of: "\r\n", with: "\n")
            #expect(HeadReader.unquotedPrintable(encoded) == (normal.hasSuffix("\n") ? normal : normal + "\n"))
        }
    }

    @Test func `a lone carriage return is an end of line, and the whole mail has no bare ones`() throws {
        let bytes = try MailSamples.message(text: "a\rb\n\rc\r\n.\r\n").bytes
        for (index, byte) in bytes.enumerated() {
            if byte == 0x0A { #expect(index > 0 && bytes[index - 1] == 0x0D) }
            if byte == 0x0D { #expect(index + 1 < bytes.count && bytes[index + 1] == 0x0A) }
        }
        #expect(bytes.suffix(2) == [0x0D, 0x0A])
        #expect(QuotedPrintable.encode("a\rb") == Array("a\r\nb\r\n".utf8))
        #expect(QuotedPrintable.encode("") == [0x0D, 0x0A])
    }

    @Test func `dots are stuffed at the start of lines only`() {
        func stuffed(_ text: String) -> String {
            String(decoding: SMTPDialogue.dotStuffed(Array(text.utf8)), as: UTF8.self)
        }
        #expect(stuffed(".\r\n..a\r\nb.c\r\n") == "..\r\n...a\r\nb.c\r\n.\r\n")
        #expect(stuffed("") == ".\r\n")
    }
}

/// The head of a mail, unfolded.
private struct Head {
    var lines: [String]
    var names: [String] = []
    var fields: [String: String] = [:]

    init(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        lines = try #require(text.components(separatedBy: "\r\n\r\n").first).components(separatedBy: "\r\n")
        for line in lines {
            if line.hasPrefix(" ") || line.hasPrefix("\t") {
                fields[try #require(names.last), default: ""] += line
            } else {
                let colon = try #require(line.range(of: ": "))
                names.append(line[..<colon.lowerBound].lowercased())
                fields[names[names.count - 1]] = String(line[colon.upperBound...])
            }
        }
    }
}

/// Reads what a mail program would read, written apart from the code under test.
private enum HeadReader {
    static func decoded(_ text: String) -> String {
        guard text.hasPrefix("=?UTF-8?B?") else { return text }
        let words = text.components(separatedBy: " ").map { word -> Data in
            guard word.hasPrefix("=?UTF-8?B?"), word.hasSuffix("?="), word.count <= 75 else { return Data("bad".utf8) }
            return Data(base64Encoded: String(word.dropFirst(10).dropLast(2))) ?? Data()
        }
        // Every word is text by itself.
        return words.map { String(data: $0, encoding: .utf8) ?? "cut" }.joined()
    }

    static func unquoted(_ text: String) -> String {
        guard text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return text.dropFirst().dropLast().replacingOccurrences(of: "\\\"", with: "\"").replacingOccurrences(
            of: "\\\\", with: "\\")
    }

    static func unquotedPrintable(_ bytes: [UInt8]) -> String {
        let joined = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "=\r\n", with: "")
            .replacingOccurrences(of: "\r\n", with: "\n")
        var result: [UInt8] = []
        var rest = Array(joined.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == 0x3D {
                result.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
