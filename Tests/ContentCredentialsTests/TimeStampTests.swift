import SwiftASN1
import Testing
import X509

@testable import ContentCredentials

struct TimeStampTests {
    private let bench: Workbench
    private let stamps: StampAuthority

    init() throws {
        bench = try Workbench()
        stamps = try StampAuthority()
    }

    private func signed(_ port: TimeStampPort, _ format: PictureFormat = .png) async throws -> [UInt8] {
        try await bench.signer.sign(
            SmallPictures.bytes(format), Workbench.description(), identity: Workbench.identity(), timeStamps: port
        ).bytes
    }

    @Test(arguments: PictureFormat.allCases)
    func `a stamp of a known authority is trusted`(format: PictureFormat) async throws {
        let picture = try await signed(stamps.port(reserve: 2_048), format)
        let report = try bench.validator(stamps: stamps.rootPEM).validate(picture, at: Workbench.now)
        #expect(report.state == .trusted)
        #expect(report.has(.timeStampValidated))
        #expect(report.has(.timeStampTrusted))
        #expect(
            report.manifest?.timeStamp
                == TimeStampSummary(time: Workbench.now, isTrusted: true, authority: "Stamp Authority"))
    }

    @Test func `a stamp of an unknown authority is only a claim`() async throws {
        let picture = try await signed(stamps.port(reserve: 2_048))
        let report = try bench.validate(picture)
        #expect(report.state == .trusted)
        #expect(report.has(.timeStampUntrusted))
        #expect(report.manifest?.timeStamp?.isTrusted == false)
        let strict = try bench.validator(isStampRequired: true)
        #expect(strict.validate(picture, at: Workbench.now).state == .invalid)
        #expect(strict.validate(try bench.signed(), at: Workbench.now).failureCodes == [.timeStampUntrusted])
    }

    @Test func `a trusted stamp keeps a picture valid after its certificate expires`() async throws {
        let picture = try await signed(stamps.port(reserve: 2_048))
        let later = CalendarTime(milliseconds: Workbench.now.milliseconds + 700 * 86_400_000)
        let report = try bench.validator(stamps: stamps.rootPEM).validate(picture, at: later)
        #expect(report.state == .trusted)
        #expect(try bench.validate(picture, at: later).failureCodes.contains(.signingCredentialExpired))
    }

    @Test func `a stamp from before the certificate does not help`() async throws {
        let early = CalendarTime(milliseconds: Workbench.now.milliseconds - 3_600_000)
        let picture = try await signed(stamps.port(reserve: 2_048, at: early))
        let report = try bench.validator(stamps: stamps.rootPEM).validate(picture, at: Workbench.now)
        #expect(report.failureCodes.contains(.claimSignatureOutsideValidity))
        #expect(report.state == .invalid)
    }

    @Test(arguments: [StampAuthority.Flaw.wrongSignature, .wrongDigest, .otherCertificateHash, .strayCertificate])
    func `a flawed stamp makes the picture invalid`(flaw: StampAuthority.Flaw) async throws {
        let picture = try await signed(stamps.port(reserve: 2_048, flaw: flaw))
        let report = try bench.validator(stamps: stamps.rootPEM).validate(picture, at: Workbench.now)
        #expect(report.state == .invalid)
        #expect(report.failureCodes == [flaw == .strayCertificate ? .timeStampMalformed : .timeStampMismatch])
    }

    @Test func `a certificate for other purposes or past its time stamps nothing`() async throws {
        let other = try StampAuthority(usage: .emailProtection)
        let picture = try await signed(other.port(reserve: 2_048))
        let report = try bench.validator(stamps: other.rootPEM).validate(picture, at: Workbench.now)
        #expect(report.failureCodes == [.timeStampMalformed])
        let old = try StampAuthority(days: 0.5)
        let late = try bench.validator(stamps: old.rootPEM).validate(
            await signed(old.port(reserve: 2_048)), at: Workbench.now)
        #expect(late.failureCodes == [.timeStampOutsideValidity])
    }

    @Test func `a token larger than the room for it costs a second request`() async throws {
        let picture = try await signed(stamps.port(reserve: 256))
        let report = try bench.validator(stamps: stamps.rootPEM).validate(picture, at: Workbench.now)
        #expect(report.state == .trusted)
        #expect(report.has(.timeStampTrusted))
    }

    @Test func `an authority that fails or answers something else signs nothing`() async throws {
        let down = TimeStampPort { _ throws(TimeStampPort.Failure) in throw .init("no route") }
        await #expect(throws: SigningError.timeStampUnavailable("no route")) { try await signed(down) }
        let noise = TimeStampPort { _ in [UInt8](repeating: 0x30, count: 300) }
        await #expect(throws: SigningError.timeStampRefused) { try await signed(noise) }
        let other = stamps.port(reserve: 2_048, flaw: .otherImprint)
        await #expect(throws: SigningError.timeStampRefused) { try await signed(other) }
    }

    @Test func `a request is the bytes that openssl reads`() {
        let request = TimeStampRequest(imprint: [UInt8](repeating: 0xAB, count: 32), nonce: 0x0102)
        let expected: [UInt8] =
            [0x30, 0x3D, 2, 1, 1, 0x30, 0x31, 0x30, 0x0D, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20]
            + [UInt8](repeating: 0xAB, count: 32) + [2, 2, 1, 2, 1, 1, 0xFF]
        #expect(request.der == expected)
    }

    @Test func `an answer gives its token when it is for the request`() throws {
        let request = TimeStampRequest(imprint: [UInt8](repeating: 9, count: 32), nonce: 1 << 63)
        let token = try stamps.token(for: request.imprint, nonce: request.nonce)
        #expect(try TimeStampResponse.token(in: answer(0, token), for: request) == token)
        #expect(throws: TimeStampResponseError.refused(status: 2)) {
            try TimeStampResponse.token(in: answer(2, nil), for: request)
        }
        #expect(throws: TimeStampResponseError.malformed) {
            try TimeStampResponse.token(in: answer(0, nil), for: request)
        }
        #expect(throws: TimeStampResponseError.malformed) { try TimeStampResponse.token(in: [], for: request) }
        let others = [
            TimeStampRequest(imprint: request.imprint, nonce: 5),
            TimeStampRequest(imprint: [UInt8](repeating: 8, count: 32), nonce: request.nonce),
        ]
        for other in others {
            #expect(throws: TimeStampResponseError.notOurs) {
                try TimeStampResponse.token(in: answer(0, token), for: other)
            }
        }
    }

    private func answer(_ status: Int, _ token: [UInt8]?) throws -> [UInt8] {
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence) { body in
            try body.appendConstructedNode(identifier: .sequence) { try $0.serialize(status) }
            if let token { body.serializeRawBytes(token) }
        }
        return serializer.serializedBytes
    }
}
