import Testing

@testable import ContentCredentials

/// One bit of every byte of a signed file is changed. Nothing may pass.
struct BitFlipTests {
    @Test(arguments: 0..<4)
    func `every changed byte of a signed PNG is found`(quarter: Int) throws {
        let bench = try Workbench()
        try flip(bench.signed(.png), bench.validator(), quarter) { $0 % 8 }
    }

    @Test(arguments: 0..<4)
    func `every changed byte of a signed JPEG's manifest is found`(quarter: Int) throws {
        let bench = try Workbench()
        try flip(bench.signed(.jpeg), bench.validator(), quarter) { $0 / 4 % 8 }
    }

    /// The rest of such a file is the same as without a stamp.
    @Test(arguments: 0..<4)
    func `every changed byte of a time stamp is found`(quarter: Int) async throws {
        let bench = try Workbench()
        let stamps = try StampAuthority()
        let signed = try await bench.signer.sign(
            SmallPictures.bytes(.webp), Workbench.description(softBinding: nil), identity: Workbench.identity(),
            timeStamps: stamps.port(reserve: 1_100))
        let validator = try bench.validator(stamps: stamps.rootPEM, isStampRequired: true)
        let key = Array("sigTst2".utf8)
        let start = try #require(signed.bytes.indices.first { signed.bytes.hasBytes(key, at: $0) })
        try flip(signed.bytes, validator, quarter, from: start) { _ in 0 }
    }

    private func flip(
        _ picture: [UInt8], _ validator: ContentCredentialValidator, _ quarter: Int, from start: Int = 0,
        bit: (Int) -> Int
    ) throws {
        #expect(validator.validate(picture, at: Workbench.now).state == .trusted)
        var picture = picture
        var passed: [Int] = []
        for index in stride(from: start + quarter, to: picture.count, by: 4) {
            picture[index] ^= 1 << UInt8(bit(index))
            let state = validator.validate(picture, at: Workbench.now).state
            if state == .trusted || state == .untrusted { passed.append(index) }
            picture[index] ^= 1 << UInt8(bit(index))
        }
        #expect(
            passed.isEmpty,
            "\(passed.map { picture[max(0, $0 - 12)..<min(picture.count, $0 + 12)].map { String($0, radix: 16) } })")
    }
}
