import Foundation
import TestSupport
import Testing

@testable import WireJSON

@Suite struct JSONTests {
    func read(_ text: String) throws(JSONError) -> JSON { try JSONReader.read(Array(text.utf8)) }

    @Test func `values are read as they are written`() throws {
        let json = try read(#" {"a":[1,-0.50,2e3,true,false,null,"x\n\u00e9\ud83d\ude00é"],"b":{}} "#)
        #expect(json.jsonText == #"{"a":[1,-0.50,2e3,true,false,null,"x\né😀é"],"b":{}}"#)
        #expect(json.member("a")?.elements?[2].integer == 2000)
        #expect(json.member("a")?.elements?[1].integer == nil)
    }

    @Test func `numbers are kept exactly`() throws {
        let json = try read("[12345678901234567890123,0.1000000000000000055511151231257827]")
        #expect(json.jsonText == "[12345678901234567890123,0.1000000000000000055511151231257827]")
        #expect(json.elements?.first?.integer == nil)
        #expect(try read("1e400").integer == nil)
    }

    @Test(arguments: [
        "", " ", "{", "[", "\"", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "[1 2]", "01", "1.", ".5", "+1", "1e",
        "-", "tru", "nul", "NaN", "Infinity", "'a'", "{a:1}", "[1]]", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"",
        "\u{FEFF}1",
        "/*c*/1", "1 //", "[\u{0B}1]", "-01", "1,2", "tru e", "01x", #"{"a":1}}"#, #""\"#, #""\u00g0""#,
    ])
    func `what is not JSON is refused`(_ text: String) {
        #expect(throws: JSONError.self) { try read(text) }
    }

    @Test(arguments: [
        #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, #""\ud800\ud800""#, "\"a\u{01}\"", "\"a\nb\"", #""\ud83dx""#,
    ])
    func `text that is not Unicode is refused`(_ text: String) {
        #expect(throws: JSONError.self) { try read(text) }
    }

    @Test(
        arguments: [
            [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0x80],
            [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xFF],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused`(_ bytes: [UInt8]) {
        #expect(throws: JSONError.invalidText(offset: 1)) { try JSONReader.read([0x22] + bytes + [0x22]) }
    }

    @Test func `a key that comes twice is refused, however it is written`() {
        #expect(throws: JSONError.duplicateKey("a")) { try read(#"{"a":1,"a":2}"#) }
        #expect(throws: JSONError.duplicateKey("a")) { try read(#"{"a":1,"\u0061":2}"#) }
        #expect(throws: JSONError.duplicateKey("b")) { try read(#"[{"x":{"b":1,"c":2,"b":3}}]"#) }
    }

    @Test func `keys that only look alike are two keys`() throws {
        let json = try read("{\"e\u{301}\":1,\"\u{e9}\":2}")
        guard case .object(let object) = json else {
            Issue.record("an object was read")
            return
        }
        #expect(object.members.map(\.value) == [1, 2])
    }

    @Test func `depth and number of values are bounded`() throws {
        _ = try read(String(repeating: "[", count: 32) + String(repeating: "]", count: 32))
        #expect(throws: JSONError.tooDeep) {
            try read(String(repeating: "[", count: 40) + String(repeating: "]", count: 40))
        }
        #expect(throws: JSONError.tooManyValues) {
            try read("[" + Array(repeating: "1", count: JSONReader.valuesMax).joined(separator: ",") + "]")
        }
        #expect(throws: JSONError.self) { try read(String(repeating: "[", count: 1_000_000)) }
    }

    @Test func `it agrees with Foundation on random documents`() throws {
        var seed = Seeded(7)
        for _ in 0..<300 {
            let json = seed.json(depth: 3)
            let text = json.jsonText
            let ours = try read(text)
            let theirs = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
            let again = try JSONSerialization.jsonObject(
                with: Data(ours.jsonText.utf8), options: .fragmentsAllowed)
            #expect(theirs as? NSObject == again as? NSObject, "seed 7: \(text)")
            let written = try JSONSerialization.data(withJSONObject: theirs, options: .fragmentsAllowed)
            let back = try JSONSerialization.jsonObject(
                with: Data(JSONReader.read(Array(written)).jsonText.utf8), options: .fragmentsAllowed)
            #expect(back as? NSObject == theirs as? NSObject, "seed 7: \(text)")
        }
    }

    @Test func `broken documents never crash and never give more than they hold`() {
        var seed = Seeded(11)
        let start = Array(#"{"prompt":"a\u00e9\ud83d\ude00é","n":[1,2.5e3,{"x":null}],"s":true}"#.utf8)
        for _ in 0..<5_000 {
            var bytes = start
            for _ in 0..<Int.random(in: 1...4, using: &seed) { seed.mutate(&bytes) }
            guard let json = try? JSONReader.read(bytes) else { continue }
            let text = json.jsonText
            #expect((try? JSONReader.read(Array(text.utf8)))?.jsonText == text, "seed 11: \(bytes)")
        }
    }

    @Test(arguments: [
        (#""plain""#, "plain"), (#""\u0041\u00e9""#, "Aé"), (#""\ud83d\ude00 x""#, "😀 x"),
        (#""a\tb\r\n""#, "a\tb\r\n"), (#""\u00e9\n\/\\\"\b\f""#, "é\n/\\\"\u{8}\u{C}"),
    ])
    func `strings are unescaped`(json: String, text: String) throws {
        let read = try read(json)
        #expect(read.text == text)
        guard case .string(let string) = read else {
            Issue.record("a string was read")
            return
        }
        #expect(string.withBytes { Array($0) } == Array(text.utf8))
    }

    @Test func `a text beyond its bound is not there`() throws {
        let json = try read(#"["abcdef",7]"#)
        #expect(json.elements?[0].text(bytesMax: 6) == "abcdef")
        #expect(json.elements?[0].text(bytesMax: 5) == nil)
        #expect(json.elements?[1].text(bytesMax: 5) == nil)
    }

    @Test func `a value of another kind is nil, not a guess`() throws {
        let json = try read(#"{"a":{"b":[true,null]},"n":1}"#)
        #expect(json.member("a")?.member("b")?.elements?.first?.boolean == true)
        #expect(json.member("a")?.member("b")?.elements?.last == .null)
        #expect(json.member("n")?.boolean == nil && json.member("n")?.elements == nil)
        #expect(json.member("n")?.member("a") == nil && json.member("x") == nil)
    }

    @Test func `what is written in pieces is what is written at once`() {
        let picture = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let json: JSON = ["text": "a\"\\\n\u{1}é", "list": [1, true, .null], "picture": .base64(picture)]
        var pieces: [UInt8] = []
        json.write { pieces.append(contentsOf: $0) }
        #expect(pieces == json.bytes)
        let text = #"{"text":"a\"\\\n\u0001é","list":[1,true,null],"picture":""# + Base64.text(picture) + "\"}"
        #expect(json.jsonText == text)
        #expect((try? read(text))?.jsonText == text)
    }
}
