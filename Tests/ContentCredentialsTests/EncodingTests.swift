import Testing

@testable import ContentCredentials

struct EncodingTests {
    /// Examples of RFC 8949, appendix A.
    @Test(
        arguments: [
            ([0x00], CBORValue.unsigned(0)), ([0x17], .unsigned(23)), ([0x18, 0x18], .unsigned(24)),
            ([0x19, 0x03, 0xE8], .unsigned(1000)), ([0x1A, 0, 0x0F, 0x42, 0x40], .unsigned(1_000_000)),
            ([0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .unsigned(.max)), ([0x20], .negative(0)),
            ([0x38, 0x63], .negative(99)), ([0xF4], .bool(false)), ([0xF5], .bool(true)), ([0xF6], .null),
            ([0xF7], .undefined), ([0x44, 1, 2, 3, 4], .bytes([1, 2, 3, 4])), ([0x62, 0xC3, 0xBC, 0x00], nil),
            ([0x62, 0xC3, 0xBC], .text("ü")), ([0x83, 1, 2, 3], .array([.unsigned(1), .unsigned(2), .unsigned(3)])),
            ([0xA1, 0x61, 0x61, 0x01], ["a": .unsigned(1)]),
            ([0xC1, 0x1A, 0x51, 0x4B, 0x67, 0xB0], .tagged(1, .unsigned(1_363_896_240))),
            ([0xFB, 0x3F, 0xF1, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A], .float(1.1)),
        ] as [([UInt8], CBORValue?)])
    func `values are read and written as the standard has them`(bytes: [UInt8], value: CBORValue?) {
        #expect(CBORReader.read(bytes[...]) == value)
        if let value { #expect(value.encoded == bytes) }
    }

    @Test(
        arguments: [
            ([0xF9, 0x3C, 0x00], CBORValue.float(1)), ([0xF9, 0xC4, 0x00], .float(-4)),
            ([0xF9, 0x00, 0x01], .float(0x1p-24)),
            ([0xFA, 0x47, 0xC3, 0x50, 0x00], .float(100_000)), ([0x18, 0x01], .unsigned(1)),
            ([0x9F, 1, 0xFF], .array([.unsigned(1)])), ([0xBF, 0x61, 0x61, 0x01, 0xFF], ["a": .unsigned(1)]),
            ([0x5F, 0x41, 1, 0x42, 2, 3, 0xFF], .bytes([1, 2, 3])),
            ([0x7F, 0x61, 0x61, 0x61, 0x62, 0xFF], .text("ab")),
        ] as [([UInt8], CBORValue)])
    func `other forms are read, and are not canonical`(bytes: [UInt8], value: CBORValue) {
        #expect(CBORReader.read(bytes[...]) == value)
        #expect(CBORReader.readCanonical(bytes[...]) == nil)
    }

    @Test(
        arguments: [
            [], [0x18], [0x61], [0x61, 0xFF], [0x82, 1], [0xA1, 1], [0xFF], [0x1C], [0xF8, 0x20], [0x00, 0x00],
            [0xA2, 1, 1, 1, 2], [0x9F, 1], [0x5F, 1, 0xFF], [0xBF, 1, 0xFF], [0xBF, 1, 1, 1, 2, 0xFF], [0x1F, 0xFF],
            [0x9B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            [0x5B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ] as [[UInt8]])
    func `malformed values are refused`(bytes: [UInt8]) {
        #expect(CBORReader.read(bytes[...]) == nil)
    }

    @Test func `depth and number of items are bounded`() {
        #expect(CBORReader.read(([UInt8](repeating: 0x81, count: CBORReader.depthMax - 1) + [1])[...]) != nil)
        #expect(CBORReader.read(([UInt8](repeating: 0x81, count: CBORReader.depthMax) + [1])[...]) == nil)
        #expect(CBORReader.read(([UInt8](repeating: 0x9F, count: 100_000))[...]) == nil)
        let many = [0x9A, 0, 0, 0xC3, 0x51] + [UInt8](repeating: 0, count: 50_001)
        #expect(CBORReader.read(many[...]) == nil)
    }

    @Test func `boxes are read back with their places`() throws {
        let inner = [UInt8].cborBox("a", ["x": .unsigned(1)]) + .cborBox("b", .null)
        let bytes = [UInt8].superbox(.store, "c2pa", inner)
        let box = try #require(JUMBFReader.read(bytes))
        #expect(box.type == .store)
        #expect(box.label == "c2pa")
        #expect(box.children.map(\.label) == ["a", "b"])
        let payload = try #require(box.child("a")?.onlyContent("cbor"))
        #expect(CBORReader.read(bytes[payload]) == ["x": .unsigned(1)])
        #expect(box.children[1].range.upperBound == bytes.count)
    }

    @Test func `boxes with wrong lengths, labels or flags are refused`() {
        let good = [UInt8].superbox(.store, "c2pa", .cborBox("a", .null))
        #expect(JUMBFReader.read(good + [0]) == nil)
        #expect(JUMBFReader.read(Array(good.dropLast())) == nil)
        for place in [3, 7, 11, 15, 32] {
            var bad = good
            bad[place] ^= 1
            #expect(JUMBFReader.read(bad) == nil)
        }
        let twins = [UInt8].superbox(.store, "c2pa", .cborBox("a", .null) + .cborBox("a", .null))
        #expect(JUMBFReader.read(twins) == nil)
        for label in ["", "a/b", "ä", String(repeating: "a", count: 257)] {
            #expect(JUMBFReader.read([UInt8].cborBox(label, .null)) == nil)
        }
        var deep = [UInt8].cborBox("a", .null)
        for _ in 0..<JUMBFReader.depthMax { deep = .superbox(.store, "a", deep) }
        #expect(JUMBFReader.read(deep) == nil)
    }

    @Test func `a salted box is read`() throws {
        let description = JUMBFType.cbor.uuid + [0x13] + Array("a".utf8) + [0] + .box("c2sh", [1, 2, 3])
        let box = [UInt8].box("jumb", .box("jumd", description) + .box("cbor", [0xF6]))
        #expect(JUMBFReader.read(box)?.label == "a")
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_796_200_200_000, "2026-12-02T08:30:00Z"),
            (951_782_400_999, "2000-02-29T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00Z"), (.max, "9999-12-31T23:59:59Z"),
            (.min, "0000-01-01T00:00:00Z"), (4_107_542_399_000, "2100-02-28T23:59:59Z"),
        ] as [(Int64, String)])
    func `moments are written as the calendar has them`(milliseconds: Int64, text: String) {
        #expect(CalendarTime(milliseconds: milliseconds).text == text)
    }

    @Test func `dates are read back, and those the calendar has not are refused`() {
        #expect(
            CalendarTime(year: 2026, month: 12, day: 2, hour: 8, minute: 30, second: 0) == Workbench.now)
        #expect(CalendarTime(year: 2024, month: 2, day: 29, hour: 0, minute: 0, second: 0) != nil)
        #expect(CalendarTime(year: 2100, month: 2, day: 29, hour: 0, minute: 0, second: 0) == nil)
        #expect(CalendarTime(year: 2026, month: 4, day: 31, hour: 0, minute: 0, second: 0) == nil)
        #expect(CalendarTime(year: 2026, month: 1, day: 1, hour: 24, minute: 0, second: 0) == nil)
    }

    @Test func `the check sum is PNG's`() {
        #expect(CRC32.of(Array("IEND".utf8)[...]) == 0xAE42_6082)
    }

    @Test func `names are UUIDs of version 4`() throws {
        let identity = Workbench.identity()
        #expect(
            identity.manifest.wholeMatch(
                of: /urn:c2pa:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        #expect(identity.instance.hasPrefix("xmp:iid:"))
        #expect(Workbench.identity(1) != identity)
    }
}
