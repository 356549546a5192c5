import Testing

@testable import ContentCredentials

struct XMPTests {
    private static let address = "http://cv.iptc.org/newscodes/digitalsourcetype/"
    private static let forms = [
        "<rdf:Description Iptc4xmpExt:DigitalSourceType=\"\(address)trainedAlgorithmicMedia\"/>",
        "<Iptc4xmpExt:DigitalSourceType>\n  \(address)trainedAlgorithmicMedia\n</Iptc4xmpExt:DigitalSourceType>",
        "<x:DigitalSourceType rdf:resource='https\(address.dropFirst(4))trainedAlgorithmicMedia'/>",
    ]

    @Test(arguments: forms)
    func `the term is found in each format and form`(form: String) throws {
        let xmp = Array("<x:xmpmeta>\(form)</x:xmpmeta>".utf8)
        let png = try SmallPictures.png(with: [("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0".utf8) + xmp)])
        let jpeg = try SmallPictures.jpeg(with: [(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + xmp)])
        let webp = try SmallPictures.webp(flags: 4, with: [("XMP ", xmp)])
        for picture in [png, jpeg, webp] {
            #expect(try DigitalSourceType.namedInXMP(of: picture) == [.trainedAlgorithmicMedia])
        }
    }

    @Test func `several terms are each named once and bounded`() throws {
        let terms = (0..<30).map { "DigitalSourceType=\"\(Self.address)term\(String(repeating: "x", count: $0))\"" }
        let xmp = Array((terms + terms).joined(separator: "\n").utf8)
        let found = try DigitalSourceType.namedInXMP(of: SmallPictures.webp(flags: 4, with: [("XMP ", xmp)]))
        #expect(found.count == 8)
        #expect(Set(found).count == 8)
    }

    @Test func `other addresses, long names and pictures without XMP name nothing`() throws {
        for value in [
            "http://example.org/trainedAlgorithmicMedia", Self.address,
            Self.address + String(repeating: "a", count: 65),
        ] {
            let xmp = Array("DigitalSourceType=\"\(value)\"".utf8)
            #expect(try DigitalSourceType.namedInXMP(of: SmallPictures.webp(flags: 4, with: [("XMP ", xmp)])).isEmpty)
        }
        for format in PictureFormat.allCases {
            #expect(try DigitalSourceType.namedInXMP(of: SmallPictures.bytes(format)).isEmpty)
        }
    }

    @Test func `which terms mean a model`() {
        #expect(DigitalSourceType.trainedAlgorithmicMedia.isMadeByModel)
        #expect(DigitalSourceType.compositeWithTrainedAlgorithmicMedia.isMadeByModel)
        #expect(DigitalSourceType(address: Self.address + "digitalCapture")?.isMadeByModel == false)
    }
}
