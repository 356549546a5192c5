import Foundation
import TestSupport
import Testing
import WireJSON

@Suite struct Base64Tests {
    private static let loose: Base64.Tolerance = [.padding, .addressSafe, .strayBits, .dataPrefix]

    private func decode(_ text: String, _ tolerance: Base64.Tolerance = []) -> [UInt8]? {
        Array(text.utf8).withUnsafeBufferPointer { Base64.decode($0, bytesMax: 10_000, tolerating: tolerance) }
    }

    @Test func `it agrees with Foundation both ways`() {
        var seed = Seeded(3)
        for length in Array(0..<200) + [3071, 3072, 3073, 9999] {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &seed) }
            let text = Data(bytes).base64EncodedString()
            #expect(Base64.text(bytes) == text)
            #expect(JSON.base64(bytes).jsonText == "\"" + text + "\"")
            #expect(decode(text) == bytes)
            #expect(decode(text, Self.loose) == bytes)
        }
    }

    @Test(arguments: [
        "A", "AA", "AAA", "AA=A", "A===", "=", "==", "====", "AAB=", "AB==", "AA A", "AAA\n", "AA-_", "AAAé", "AAAA=",
        "AAAA====", "data:image/png;base64,AAAA",
    ])
    func `what is not strict base64 is refused`(text: String) { #expect(decode(text) == nil) }

    @Test func `each tolerance allows its own thing and no other`() {
        let cases: [(String, Base64.Tolerance, [UInt8])] = [
            ("//8", .padding, [0xFF, 0xFF]), ("//8==", .padding, [0xFF, 0xFF]), ("AAAA=", .padding, [0, 0, 0]),
            ("__8=", .addressSafe, [0xFF, 0xFF]), ("-_-_", .addressSafe, [0xFB, 0xFF, 0xBF]),
            ("//9=", .strayBits, [0xFF, 0xFF]), ("/x==", .strayBits, [0xFF]),
            ("data:image/png;base64,//8=", .dataPrefix, [0xFF, 0xFF]),
        ]
        let all: [Base64.Tolerance] = [.padding, .addressSafe, .strayBits, .dataPrefix]
        for (text, needed, bytes) in cases {
            for tolerance in all { #expect(decode(text, tolerance) == (tolerance == needed ? bytes : nil), "\(text)") }
            #expect(decode(text, Self.loose) == bytes, "\(text)")
        }
    }

    @Test(arguments: [
        "A", "AAAAA", "AA=A", "=", "==", "====", "AA A", "A\u{e9}AA", "data:image/png;base64", "AAA*", "AAAA===",
        "data:" + String(repeating: "x", count: 300) + ",AAAA",
    ])
    func `what is not base64 is refused with every tolerance`(text: String) {
        #expect(decode(text, Self.loose) == nil)
    }

    @Test func `base64 beyond the bound is refused`() throws {
        guard case .string(let text) = try JSONReader.read(Array(#""AAAAAAAA""#.utf8)) else {
            Issue.record("a string was read")
            return
        }
        #expect(text.base64(bytesMax: 6)?.count == 6)
        #expect(text.base64(bytesMax: 5) == nil)
    }

    @Test func `a slash that was escaped in base64 is read`() throws {
        guard case .string(let text) = try JSONReader.read(Array(#""\/\/8=""#.utf8)) else {
            Issue.record("a string was read")
            return
        }
        #expect(text.base64(bytesMax: 10) == [0xFF, 0xFF])
    }
}
