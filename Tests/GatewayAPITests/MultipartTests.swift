import Foundation
import TestSupport
import Testing

@testable import GatewayAPI

@Suite struct MultipartTests {
    typealias Outcome = Result<[MultipartPart], MultipartError>

    func parse(_ bytes: [UInt8], cuts: [Int] = [], limits: MultipartLimits = MultipartLimits()) -> Outcome {
        var parser = MultipartParser(boundary: "XyZ", limits: limits)
        var start = 0
        do throws(MultipartError) {
            for end in cuts.sorted().filter({ $0 > 0 && $0 < bytes.count }) + [bytes.count] {
                try Self.feed(&parser, Array(bytes[start..<end]))
                start = end
            }
            return .success(try parser.finish())
        } catch { return .failure(error) }
    }

    static func feed(_ parser: inout MultipartParser, _ bytes: [UInt8]) throws(MultipartError) {
        let result = bytes.withUnsafeBytes { chunk in
            Result { () throws(MultipartError) in try parser.feed(chunk) }
        }
        try result.get()
    }

    func parse(_ text: String, limits: MultipartLimits = MultipartLimits()) -> Outcome {
        parse(Array(text.utf8), limits: limits)
    }

    func error(_ text: String, limits: MultipartLimits = MultipartLimits()) -> MultipartError? {
        guard case .failure(let error) = parse(text, limits: limits) else { return nil }
        return error
    }

    static let head = "Content-Disposition: form-data; name=\"a\""

    static let plain = Part.body(
        [
            Part("prompt", "make it\r\n--XyW brighter"),
            Part("image", file: "a \\\"b\\\".png", Made.png + [13, 10, 45, 45]),
            Part("empty", ""),
        ], boundary: "XyZ")

    @Test func `parts come out as they went in`() throws {
        let parts = try parse(Self.plain).get()
        #expect(parts.map(\.name) == ["prompt", "image", "empty"])
        #expect(String(decoding: parts[0].bytes, as: UTF8.self) == "make it\r\n--XyW brighter")
        #expect(
            parts[1]
                == MultipartPart(
                    name: "image", filename: "a \"b\".png", mediaType: "image/png", bytes: Made.png + [13, 10, 45, 45]))
        #expect(parts[2].bytes.isEmpty)
    }

    @Test func `any way of cutting gives the same parts or the same error`() throws {
        var seed = Seeded(19)
        let limits = MultipartLimits(
            parts: 4, partBytes: 64, totalBytes: 900, headerBytes: 120, headers: 3, marginBytes: 16)
        var refused = 0
        for round in 0..<1_500 {
            var bytes = Self.plain
            for _ in 0..<Int.random(in: 0...3, using: &seed) { seed.mutate(&bytes) }
            if round % 7 == 0 { bytes += [UInt8](repeating: 65, count: Int.random(in: 0...40, using: &seed)) }
            if round % 11 == 0 {
                bytes = [UInt8](repeating: 66, count: Int.random(in: 0...24, using: &seed)) + [13, 10] + bytes
            }
            let whole = parse(bytes, limits: limits)
            if case .failure = whole { refused += 1 }
            let byBytes = parse(bytes, cuts: Array(1..<max(2, bytes.count)), limits: limits)
            #expect(byBytes == whole, "seed 19, round \(round)")
            let cuts = (0..<Int.random(in: 1...6, using: &seed)).map { _ in
                Int.random(in: 0...max(1, bytes.count), using: &seed)
            }
            #expect(parse(bytes, cuts: cuts, limits: limits) == whole, "seed 19, round \(round), cuts \(cuts)")
        }
        #expect(refused > 100 && refused < 1_450)
    }

    @Test func `mutations never crash, and what is read fits its limits`() {
        var seed = Seeded(23)
        let limits = MultipartLimits(
            parts: 3, partBytes: 40, totalBytes: 600, headerBytes: 200, headers: 4, marginBytes: 8)
        for _ in 0..<4_000 {
            var bytes = Self.plain
            for _ in 0..<Int.random(in: 1...6, using: &seed) { seed.mutate(&bytes) }
            guard case .success(let parts) = parse(bytes, limits: limits) else { continue }
            #expect(parts.count <= 3 && parts.allSatisfy { $0.bytes.count <= 40 && !$0.name.isEmpty })
        }
    }

    @Test func `a form that is cut off anywhere is refused`() throws {
        let end = Self.plain.count - 2
        for length in 0..<end {
            #expect(throws: MultipartError.unfinished) { try parse(Array(Self.plain[..<length])).get() }
        }
        #expect(throws: Never.self) { try parse(Array(Self.plain[..<end])).get() }
    }

    @Test func `lines that end without a carriage return are refused`() {
        #expect(error("--XyZ\n\(Self.head)\n\nx\n--XyZ--\n") == .lineMalformed)
        #expect(error("--XyZ\r\n\(Self.head)\n\nx\r\n--XyZ--\r\n") == .unfinished)
        #expect(error("--XyZ\r\n\(Self.head)\nX: y\r\n\r\nx\r\n--XyZ--") == .headerMalformed)
        #expect(error("--XyZ\r\n\(Self.head)\r\n\r\nx\n--XyZ--\n") == .unfinished)
    }

    @Test func `a boundary line carries nothing else`() {
        #expect(error("--XyZabc\r\n\(Self.head)\r\n\r\nx\r\n--XyZ--") == .lineMalformed)
        #expect(error("--XyZ-\r\n\(Self.head)\r\n\r\nx\r\n--XyZ--") == .lineMalformed)
        #expect(error("--XyZ \t\r\n\(Self.head)\r\n\r\nx\r\n--XyZ--") == nil)
        #expect(
            error("--XyZ\(String(repeating: " ", count: 40))\r\n\(Self.head)\r\n\r\nx\r\n--XyZ--") == .lineMalformed)
    }

    @Test func `what stands around the parts is bounded`() {
        let form = "--XyZ\r\n\(Self.head)\r\n\r\nx\r\n--XyZ--"
        let limits = MultipartLimits(marginBytes: 8)
        #expect(error("12345\r\n" + form, limits: limits) == nil)
        #expect(error("123456789\r\n" + form, limits: limits) == .preambleTooLong)
        #expect(error(form + "\r\n123456", limits: limits) == nil)
        #expect(error(form + "\r\n1234567", limits: limits) == .epilogueTooLong)
    }

    @Test func `every limit is a limit`() {
        let form = "--XyZ\r\n\(Self.head)\r\n\r\n12345\r\n--XyZ\r\n\(Self.head)\r\n\r\n\r\n--XyZ--"
        #expect(error(form, limits: MultipartLimits(parts: 1)) == .tooManyParts)
        #expect(error(form, limits: MultipartLimits(partBytes: 4)) == .partTooLarge)
        #expect(error(form, limits: MultipartLimits(partBytes: 5)) == nil)
        #expect(error(form, limits: MultipartLimits(totalBytes: form.utf8.count - 1)) == .tooLarge)
        #expect(error(form, limits: MultipartLimits(totalBytes: form.utf8.count)) == nil)
        #expect(error(form, limits: MultipartLimits(headerBytes: Self.head.utf8.count - 1)) == .headersTooLarge)
        #expect(
            error("--XyZ\r\n\(Self.head)\r\nA: b\r\n\r\nx\r\n--XyZ--", limits: MultipartLimits(headers: 1))
                == .headersTooLarge)
    }

    @Test(arguments: [
        ("X: y", MultipartError.nameMissing), ("Content-Disposition: form-data", .nameMissing),
        ("Content-Disposition: form-data; name=\"\"", .nameMissing),
        ("Content-Disposition: attachment; name=\"a\"", .headerMalformed),
        ("Content-Disposition: form-data; name=\"a\"; name=\"b\"", .headerMalformed),
        ("Content-Disposition: form-data; name=\"a", .headerMalformed),
        ("Content-Disposition: form-data; name=\"a\"x", .headerMalformed),
        ("Content-Disposition : form-data; name=\"a\"", .headerMalformed), ("no colon here", .headerMalformed),
        (" Content-Disposition: form-data; name=\"a\"", .headerMalformed),
        ("Content-Disposition: form-data;\r\n name=\"a\"", .headerMalformed),
        ("\(head)\r\n\(head)", .headerMalformed), ("\(head)\r\nContent-Transfer-Encoding: base64", .encodingNotAllowed),
        ("\(head)\r\nContent-Type: text/plain; charset=utf-16", .encodingNotAllowed),
        ("\(head)\u{0}", .headerMalformed),
    ])
    func `headers that cannot be trusted are refused`(_ headers: String, _ expected: MultipartError) {
        #expect(error("--XyZ\r\n\(headers)\r\n\r\nx\r\n--XyZ--") == expected)
    }

    @Test func `names may be tokens, quoted, or in any script`() throws {
        let form =
            "--XyZ\r\nCONTENT-DISPOSITION: Form-Data; NAME=a\r\nContent-Type: Text/Plain; charset=\"UTF-8\"\r\n\r\n1\r\n"
            + "--XyZ\r\nContent-Disposition: form-data; filename*=utf-8''x; name=\"é;\\\\\"\r\n\r\n2\r\n--XyZ--"
        let parts = try parse(form).get()
        #expect(parts.map(\.name) == ["a", "é;\\"])
        #expect(parts[0].mediaType == "text/plain")
        #expect(parts[1].filename != nil)
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"", "a b"),
        ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil), ("multipart/mixed; boundary=abc", nil),
        ("multipart/form-data; boundary=\"a \"", nil), ("multipart/form-data; boundary=a; boundary=b", nil),
        ("multipart/form-data; boundary=\"a\u{e9}\"", nil),
        ("multipart/form-data; boundary=\(String(repeating: "a", count: 71))", nil),
    ])
    func `a boundary is read as the standard has it`(_ type: String, _ boundary: String?) {
        #expect(MultipartBoundary.read(type) == boundary)
    }

    @Test func `a parser that has refused goes on refusing`() {
        var parser = MultipartParser(boundary: "XyZ")
        let bytes = Array("--XyZ\n".utf8)
        for _ in 0..<2 {
            #expect(throws: MultipartError.lineMalformed) {
                try Self.feed(&parser, bytes)
            }
        }
        #expect(throws: MultipartError.lineMalformed) { try parser.finish() }
    }
}
