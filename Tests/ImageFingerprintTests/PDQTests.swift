import ImageFingerprint
import SafetyModel
import Testing

/// Expected values come from the reference implementation (pdqhash 0.2.8), run on the same drawn pixels.
struct PDQTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        var width: Int
        var height: Int
        var hex: String
        var quality: Int

        var testDescription: String { "\(width)x\(height)" }
    }

    static let vectors = [
        Vector(
            width: 4, height: 400, hex: "0000000000000000000000000000000000000000000000000000000000000000", quality: 0),
        Vector(
            width: 64, height: 64, hex: "5ad5a5ad4a6bd3142595194a4cb5d56d515a3594d265cd6a33a52ed98e62cab6",
            quality: 72),
        Vector(
            width: 64, height: 65, hex: "4a5c1561a8af5556e29cbeb41c63b5ead6536a963c771463aa97556365aa8a21",
            quality: 88),
        Vector(
            width: 128, height: 128, hex: "fba4014bfcb4028ffc78c453def36a2987c2d4161fcacbac2b4bd633c4f03848",
            quality: 100),
        Vector(
            width: 127, height: 129, hex: "af2805fb1f8603f937e007fc1be90dbf0de0e06962e4d9099d067a27f249f648",
            quality: 100),
        Vector(
            width: 200, height: 300, hex: "155b5f3215f4f6a7510fabafeacda9b862634a0b8b93aa761498f4f089f00466",
            quality: 100),
        Vector(
            width: 512, height: 512, hex: "fd2018597935124fec3c5a69379b3f3a2dd07b52d393fa30f03c105a925627c6",
            quality: 100),
        Vector(
            width: 333, height: 1000, hex: "af9c08e9389806d1fb0392f82d8b6eeddfa119296e4f9738f2d0ac42199ced2a",
            quality: 100),
        Vector(
            width: 640, height: 480, hex: "5fb97e02506ea5fcdc3188789953505feaf1b2e1948b7663c5498b642da99583",
            quality: 100),
        Vector(
            width: 1023, height: 577, hex: "31d66eab53e8728c0df73891e3a57f08fd0daa32642dcb5c142b0d36d308f974",
            quality: 100),
    ]

    @Test(arguments: vectors)
    func `a picture gets the bits and the quality of the reference`(vector: Vector) {
        let picture = DrawnPicture(width: vector.width, height: vector.height)

        let fingerprint = PDQ.fingerprint(rgb: picture.rgb, width: picture.width, height: picture.height)

        #expect(fingerprint.hex == vector.hex)
        #expect(fingerprint.quality == vector.quality)
    }

    @Test func `eight orientations equal the reference on pixels that were really turned`() {
        let expected: [PDQ.Orientation: String] = [
            .asIs: "155b5f3215f4f6a7510fabafeacda9b862634a0b8b93aa761498f4f089f00466",
            .quarterTurnRight: "46630f9142c1af593327a55823a5b977667bf7c220c2b46bda1d6b4489e4cbb5",
            .halfTurn: "405ef5b04aa5dc0f045aab8def982a123776c1e39ec641dc414d5d5adce5aecc",
            .quarterTurnLeft: "1336b71b17d405f366720ff252f413493526dd2835971e41c748e1eedcb1611f",
            .mirrored: "404e0a4f48a5e3f204527cfaef18f5ed36263f1c9ec6fe23414da2a5dca55133",
            .flipped: "155ba0cd1ff40958510fd4d0facd5f476263b5f68b93558914980b0f89f0fb99",
            .transposed: "17365ac41794f80c4772f00d56f0ed22372ea2977597e13e8f483e11dcf19ee0",
            .antitransposed: "5663f25e478150a637275aa727a146dc667388ff60c2cb949e1db4bb99e4344a",
        ]
        let picture = DrawnPicture(width: 200, height: 300)

        let found = picture.rgb.withUnsafeBytes { PDQ.orientations(rgb: $0, width: 200, height: 300) }

        #expect(found.count == 8)
        for (orientation, fingerprint) in zip(PDQ.Orientation.allCases, found) {
            #expect(fingerprint.hex == expected[orientation], "\(orientation)")
        }
    }

    @Test func `room at the end of each row changes nothing`() {
        let picture = DrawnPicture(width: 70, height: 90)
        var padded: [UInt8] = []
        for row in 0..<90 { padded += picture.rgb[row * 210..<(row + 1) * 210] + [1, 2, 3, 4, 5] }

        let fingerprint = padded.withUnsafeBytes { PDQ.fingerprint(rgb: $0, width: 70, height: 90, stride: 215) }

        #expect(fingerprint == PDQ.fingerprint(rgb: picture.rgb, width: 70, height: 90))
    }

    @Test(arguments: [(4, 4), (4, 90), (90, 4), (1, 1)])
    func `a side under five pixels gives nothing to recognise`(width: Int, height: Int) {
        let picture = DrawnPicture(width: width, height: height)

        let fingerprint = PDQ.fingerprint(rgb: picture.rgb, width: width, height: height)

        #expect(fingerprint == Fingerprint(words: SIMD4<UInt64>(repeating: 0), quality: 0))
    }

    @Test func `one colour all over has no quality`() {
        let plain = [UInt8](repeating: 90, count: 100 * 80 * 3)

        #expect(PDQ.fingerprint(rgb: plain, width: 100, height: 80).quality == 0)
    }

    @Test func `more sizes than the cache holds still give the same answer`() {
        let picture = DrawnPicture(width: 200, height: 300)
        let before = PDQ.fingerprint(rgb: picture.rgb, width: 200, height: 300)

        for side in 10..<60 {
            let other = DrawnPicture(width: side, height: side)
            _ = PDQ.fingerprint(rgb: other.rgb, width: side, height: side)
        }

        #expect(PDQ.fingerprint(rgb: picture.rgb, width: 200, height: 300) == before)
    }
}
