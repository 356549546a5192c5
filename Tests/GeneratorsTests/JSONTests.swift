import Foundation
@testable import Generators
import NIOCore
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        "null", "true", " false ", "0", "-1.5e3", #""a""#, "[]", "{}", "[1,2,[3]]", #"{"a":{"b":[null]}}"#,
        #"{"a":1,"a":2}"#, #""\u00e9\n\/\\\"""#,
    ])
    func `JSON is read`(text: String) throws { _ = try JSONText(text) }

    @Test(arguments: [
        "", " ", "nul", "tru e", "01x", "+1", "1,2", "[1,]", "[1", "{", #"{"a"}"#, #"{"a":}"#, #"{a:1}"#, #"{"a":1,}"#,
        #""a"#, "\"a\nb\"", #""\"#, "[1] 2", "'a'", "NaN", "-", "{\"a\":1}}",
    ])
    func `what is not JSON is refused`(text: String) {
        #expect(throws: JSONText.ParseError.malformed) { try JSONText(text) }
    }

    @Test func `depth and number of values are bounded`() {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(throws: JSONText.ParseError.tooDeep) { try JSONText(deep) }
        let many = "[" + String(repeating: "1,", count: 20_000) + "1]"
        #expect(throws: JSONText.ParseError.tooManyValues) { try JSONText(many) }
    }

    @Test(
        arguments: [
            (#""plain""#, "plain"), (#""\u0041\u00e9""#, "Aé"), (#""\ud83d\ude00 x""#, "😀 x"),
            (#""a\tb\r\n""#, "a\tb\r\n"),
            (#""\ud83d""#, nil), (#""\x""#, nil), (#""\u00g0""#, nil), ("1", nil),
        ] as [(String, String?)])
    func `strings are unescaped`(json: String, text: String?) throws {
        let parsed = try JSONText(json)
        #expect(parsed.string(parsed.root) == text)
    }

    @Test func `base64 of every short length is what Foundation makes of it`() throws {
        var random = SystemRandomNumberGenerator()
        for count in Array(1...70) + [1000, 4099] {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = Data(bytes).base64EncodedString()
            #expect(decode(text) == bytes)
            #expect(decode(text.replacing("=", with: "")) == bytes)
            #expect(decode(text.replacing("+", with: "-").replacing("/", with: "_")) == bytes)
            #expect(decode("data:image/png;base64," + text) == bytes)
            #expect(FakeUpstream.base64(bytes) == text)
        }
    }

    @Test(arguments: [
        "", "A", "AAAAA", "AA=A", "====", "AA A", "A\u{e9}AA", "data:image/png;base64", "AAA*", "AAAA===",
    ])
    func `what is not base64 is refused`(text: String) { #expect(decode(text) == nil) }

    @Test func `base64 beyond the bound is refused`() throws {
        let parsed = try JSONText(#""AAAAAAAA""#)
        #expect(parsed.base64(parsed.root, limit: 6)?.count == 6)
        #expect(parsed.base64(parsed.root, limit: 5) == nil)
    }

    @Test func `a slash that was escaped in base64 is read`() throws {
        let parsed = try JSONText(#""\/\/8=""#)
        #expect(parsed.base64(parsed.root, limit: 10) == [0xFF, 0xFF])
    }

    private func decode(_ text: String) -> [UInt8]? {
        Array(text.utf8).withUnsafeBytes { Base64.decode($0, limit: 10_000) }
    }
}
