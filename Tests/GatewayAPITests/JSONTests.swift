import Foundation
import NIOCore
import Testing

@testable import GatewayAPI

@Suite struct JSONTests {
    func read(_ text: String) throws(JSONError) -> JSON { try JSONReader.read(Array(text.utf8)) }

    @Test func `values are read as they are written`() throws {
        let json = try read(#" {"a":[1,-0.50,2e3,true,false,null,"x\n\u00e9\ud83d\ude00é"],"b":{}} "#)
        #expect(json.jsonText == #"{"a":[1,-0.50,2e3,true,false,null,"x\né😀é"],"b":{}}"#)
        #expect(json["a"][2].integer == 2000)
        #expect(json["a"][1].integer == nil)
    }

    @Test func `numbers are kept exactly`() throws {
        let json = try read("[12345678901234567890123,0.1000000000000000055511151231257827]")
        #expect(json.jsonText == "[12345678901234567890123,0.1000000000000000055511151231257827]")
        #expect(json[0].integer == nil)
        #expect(try read("1e400").integer == nil)
    }

    @Test(arguments: [
        "", " ", "{", "[", "\"", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "[1 2]", "01", "1.", ".5", "+1", "1e",
        "-", "tru", "nul", "NaN", "Infinity", "'a'", "{a:1}", "[1]]", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"",
        "\u{FEFF}1",
        "/*c*/1", "1 //", "[\u{0B}1]", "-01",
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
        #expect(json.count == 2)
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

    @Test func `base64 agrees with Foundation both ways`() {
        var seed = Seeded(3)
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &seed) }
            let text = Data(bytes).base64EncodedString()
            #expect(Base64.text(bytes) == text)
            #expect(Array(text.utf8).withUnsafeBufferPointer(Base64.decode) == bytes)
        }
        for wrong in ["A", "AA", "AAA", "AA=A", "A===", "====", "AAB=", "AB==", "AA A", "AAA\n", "AA-_", "AAAé"] {
            #expect(Array(wrong.utf8).withUnsafeBufferPointer(Base64.decode) == nil, "\(wrong)")
        }
    }
}

/// Random numbers that are the same in every run.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func json(depth: Int) -> JSON {
        switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &self) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2: return JSON(Int.random(in: -1_000_000...1_000_000, using: &self))
        case 3, 4:
            let letters = ["a", "é", "😀", "\"", "\\", "\n", "/", "\u{1}", "\u{7F}", "z"]
            return JSON(
                (0..<Int.random(in: 0...12, using: &self)).map { _ in letters.randomElement(using: &self) ?? "" }
                    .joined())
        case 5: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in json(depth: depth - 1) })
        default:
            return JSON((0..<Int.random(in: 0...4, using: &self)).map { ("k\($0)", json(depth: depth - 1)) })
        }
    }

    /// Changes, drops, doubles or inserts a byte.
    mutating func mutate(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let index = Int.random(in: 0..<bytes.count, using: &self)
        switch Int.random(in: 0...4, using: &self) {
        case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &self)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(bytes[index], at: index)
        case 3: bytes.insert(Array("\"\\{}[]:,-\r\n;=".utf8).randomElement(using: &self) ?? 0, at: index)
        default:
            let end = min(bytes.count, index + Int.random(in: 0...8, using: &self))
            bytes.removeSubrange(index..<end)
        }
    }
}
