import AuditTrail
import Testing

@Suite struct KeyedDigestTests {
    private let digester = KeyedDigest(key: [UInt8](1...32))

    @Test func `a digest is thirty-two hexadecimal digits, always the same ones`() {
        let digest = digester.digest(["42", "een fiets"])

        #expect(digest == "c03e8559d13e00d3e1b041b36af669e3")
        #expect(digest == digester.digest(["42", "een fiets"]))
    }

    @Test func `parts, order, domain and key all count`() {
        let digests = [
            digester.digest(["ab", "c"]), digester.digest(["a", "bc"]), digester.digest(["abc"]),
            digester.digest(["c", "ab"]), digester.digest(["ab", "c", ""]), digester.digest([]),
            digester.scoped(to: "account").digest(["ab", "c"]), digester.scoped(to: "ab").digest(["c"]),
            KeyedDigest(key: [UInt8](2...33)).digest(["ab", "c"]),
        ]

        #expect(Set(digests).count == digests.count)
    }
}
