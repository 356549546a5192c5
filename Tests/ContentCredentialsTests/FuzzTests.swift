import Testing

@testable import ContentCredentials

/// Thousands of damaged inputs. Reaching the end is the test: nothing may trap, and nothing damaged may be trusted.
struct FuzzTests {
    private func damaged(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, place + Int.random(in: 1...40, using: &generator))
            switch Int.random(in: 0..<7, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 4: bytes.removeLast(bytes.count - place)
            case 5: for index in place..<end { bytes[index] = 0xFF }
            default: for index in place..<end { bytes[index] = 0 }
            }
        }
        return bytes
    }

    @Test(arguments: PictureFormat.allCases)
    func `damaged pictures are read without a trap`(format: PictureFormat) async throws {
        let bench = try Workbench()
        let stamps = try StampAuthority()
        let upload = SourcePicture(format: format, report: try bench.validate(bench.signed(format, seed: 1)))
        let picture = try await bench.signer.sign(
            SmallPictures.bytes(format), Workbench.description(.edited(upload)), identity: Workbench.identity(2),
            timeStamps: stamps.port(reserve: 1_100)
        ).bytes
        let validator = try bench.validator(stamps: stamps.rootPEM, isStampRequired: true)
        #expect(validator.validate(picture, at: Workbench.now).state == .trusted)
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            let bytes = damaged(picture, &generator)
            let report = validator.validate(bytes, at: Workbench.now)
            #expect(report.state != .trusted || bytes == picture)
            _ = try? PictureCleaning.clean(bytes)
            _ = try? DigitalSourceType.namedInXMP(of: bytes)
            let source = SourcePicture(format: format, report: report)
            _ = try? AssertionBuilder(Workbench.description(.edited(source)))
        }
    }

    @Test func `damaged stores inside whole carriers are read without a trap`() throws {
        let bench = try Workbench()
        let picture = try bench.signed(.png)
        let store = try #require(try StoredManifest.find(in: picture)).store
        let placement = try StorePlacement(picture, limits: PictureLimits())
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<500 {
            let bytes = damaged(store, &generator)
            let file = placement.filled(with: bytes.count < 8 ? store : bytes).file
            #expect(try bench.validate(file).state != .trusted || file == picture)
        }
    }

    @Test func `damaged tokens, values and plain pictures are read without a trap`() throws {
        let stamps = try StampAuthority()
        let token = try stamps.token(for: [UInt8](repeating: 1, count: 32), nonce: 3)
        let trust = try TrustList(
            anchorsPEM: "", timeStampAnchorsPEM: stamps.rootPEM)
        let value = CBORValue.array([TamperTests.created, .bytes(token), .float(2), .tagged(0, "x")]).encoded
        let exif = try SmallPictures.jpeg(with: [(0xE1, Array("Exif\0\0".utf8) + (0..<60))])
        let request = TimeStampRequest(imprint: [UInt8](repeating: 1, count: 32), nonce: 3)
        var generator = SeededGenerator(seed: 13)
        for _ in 0..<1_000 {
            let bytes = damaged(token, &generator)
            let check = TimeStampCheck.of(bytes, imprint: request.imprint, trust: trust, isStrict: true)
            #expect(check.summary?.isTrusted != true || bytes == token)
            _ = try? TimeStampResponse.token(in: bytes, for: request)
            _ = CBORReader.read(damaged(value, &generator)[...])
            _ = ExifOrientation(damaged([0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1, 1, 0x12], &generator)[...])
            for format in PictureFormat.allCases {
                _ = try? PictureCleaning.clean(damaged(SmallPictures.bytes(format), &generator))
            }
            _ = try? PictureCleaning.clean(damaged(exif, &generator))
        }
    }

    @Test func `noise behind a signature is read without a trap`() throws {
        let bench = try Workbench()
        var generator = SeededGenerator(seed: 14)
        for start in [PNGChunk.signature, [0xFF, 0xD8, 0xFF], Array("RIFF\0\0\0\0WEBP".utf8)] {
            for _ in 0..<500 {
                let count = Int.random(in: 0...200, using: &generator)
                let noise = start + (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
                #expect(try bench.validate(noise).state != .trusted)
                _ = try? PictureCleaning.clean(noise)
            }
        }
    }
}
