import Crypto
import StaffAccess
import Testing

@Suite struct QRCodeTests {
    /// Text of that many bytes, the same in every run.
    static func sample(_ count: Int) -> String {
        var bytes: [UInt8] = []
        for index in 0..<count {
            let letter: Int = (index * 7 + index / 13) % 90
            bytes.append(UInt8(33 + letter))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func digest(_ code: QRCode) -> String {
        var modules: [UInt8] = []
        for y in 0..<code.side {
            for x in 0..<code.side { modules.append(code[x, y] ? 1 : 0) }
        }
        let hash = Array(SHA256.hash(data: modules).prefix(8))
        return hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test func `the smallest version that holds the text is taken`() throws {
        let capacities = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213]
        for (index, capacity) in capacities.enumerated() {
            #expect(try #require(QRCode(Self.sample(capacity))).side == 21 + 4 * index)
            let next = QRCode(Self.sample(capacity + 1))
            #expect(next?.side == (index == 9 ? nil : 25 + 4 * index))
        }
        #expect(QRCode("")?.side == 21)
    }

    @Test(arguments: qrDigests)
    func `the modules are those that another program read`(count: Int, expected: String) throws {
        #expect(digest(try #require(QRCode(Self.sample(count)))) == expected, "\(count) bytes")
    }

    @Test func `the picture is one path on a light square and loads nothing`() throws {
        let code = try #require(QRCode("otpauth://totp/x"))

        let svg = code.svg(label: "scan \"this\" <now> & here\u{301}\"\u{301}")

        #expect(svg.contains("viewBox=\"0 0 33 33\""))
        #expect(svg.contains("aria-label=\"scan &quot;this&quot; &lt;now&gt; &amp; here\u{301}&quot;\u{301}\""))
        #expect(!svg.contains("href"))
        #expect(svg.ranges(of: "http").count == 1)
        #expect(svg.hasSuffix("</svg>"))
    }

    @Test func `the path draws exactly the dark modules`() throws {
        let code = try #require(QRCode(Self.sample(100)))
        let path = try #require(code.svg(label: "").split(separator: "d=\"").last?.split(separator: "\"").first)
        var drawn: Set<[Int]> = []
        for run in path.split(separator: "M") {
            let numbers = run.split { !$0.isNumber }.compactMap { Int($0) }
            for offset in 0..<numbers[2] { drawn.insert([numbers[0] + offset - 4, numbers[1] - 4]) }
        }

        for y in 0..<code.side {
            for x in 0..<code.side { #expect(drawn.contains([x, y]) == code[x, y]) }
        }
    }
}

/// Bytes of `QRCodeTests.sample`, and a digest of the modules. Each was drawn and read back by ZXing (zxing-cpp).
private let qrDigests: [(Int, String)] = [
    (1, "910010c3f091b875"), (14, "84bc703bca828803"), (15, "73a67d5116aac2dc"), (26, "dfaee2a2a9ecc7d5"),
    (42, "943b4b3ffa54e821"), (62, "3bccdfd5880d2e8a"), (84, "03b6f08e64fa7300"), (106, "23a65772292c3cf8"),
    (122, "98c1376c45871743"), (152, "4c2b9a26e84e7b78"), (180, "cad8f4fd62aa91cd"), (213, "481201e36c01b907"),
]
