import Testing

@testable import ContentCredentials

struct RoundTripTests {
    @Test(arguments: PictureFormat.allCases)
    func `a generated picture is trusted and says what made it`(format: PictureFormat) throws {
        let bench = try Workbench()
        let picture = try bench.signed(format)
        let report = try bench.validate(picture)
        #expect(report.state == .trusted)
        #expect(report.failures.isEmpty)
        let manifest = try #require(report.manifest)
        #expect(manifest.label.hasPrefix("urn:c2pa:"))
        #expect(manifest.claimGenerator == Software(name: "Gateway", version: "1"))
        #expect(manifest.signer?.commonName == "Test Signer")
        #expect(manifest.signer?.organisation == "Test Gateway")
        #expect(manifest.actions.map(\.name) == ["c2pa.created", "c2pa.watermarked.bound"])
        #expect(manifest.actions[0].softwareAgent == Software(name: "Generator", version: "2"))
        #expect(manifest.actions[0].when == "2026-12-02T08:30:00Z")
        #expect(manifest.digitalSourceTypes == [.trainedAlgorithmicMedia])
        #expect(manifest.softBindings == [SoftBinding(algorithm: "org.example.mark.1", value: [1, 2, 3])])
        #expect(report.namesModel)
    }

    @Test(arguments: PictureFormat.allCases)
    func `a picture without a store has none`(format: PictureFormat) throws {
        let report = try Workbench().validate(SmallPictures.bytes(format))
        #expect(report.state == .none)
        #expect(!report.namesModel)
    }

    @Test(arguments: PictureFormat.allCases)
    func `what surrounds the store is the picture`(format: PictureFormat) throws {
        let bench = try Workbench()
        let plain = try SmallPictures.bytes(format)
        let signed = try bench.signer.sign(plain, Workbench.description(), identity: Workbench.identity())
        var stripped = signed.bytes
        stripped.removeSubrange(signed.span)
        if format == .webp { stripped.replaceSubrange(4..<8, with: plain[4..<8]) }
        #expect(stripped == plain)
        #expect(try StoredManifest.find(in: signed.bytes)?.span == signed.span)
    }

    @Test(arguments: PictureFormat.allCases)
    func `signing again replaces the store`(format: PictureFormat) throws {
        let bench = try Workbench()
        let first = try bench.signed(format)
        let second = try bench.signer.sign(first, Workbench.description(), identity: Workbench.identity(8))
        let report = try bench.validate(second.bytes)
        #expect(report.state == .trusted)
        #expect(report.manifest?.label == second.manifestLabel)
        #expect(second.bytes.count == first.count)
    }

    @Test func `a store of several segments survives`() throws {
        let bench = try Workbench()
        let value = CBORValue.bytes([UInt8](repeating: 7, count: 150_000))
        let boxes = [
            (label: "c2pa.actions.v2", box: [UInt8].cborBox("c2pa.actions.v2", TamperTests.created)),
            (label: "org.example.large", box: [UInt8].cborBox("org.example.large", ["x": value])),
        ]
        let assembly = ManifestAssembly(
            identity: Workbench.identity(), generator: Software(name: "Gateway"), carried: [], assertions: boxes)
        let plan = try SigningPlan(SmallPictures.bytes(.jpeg), assembly, PictureLimits())
        let draft = try plan.draft(signer: bench.signer, reserve: nil)
        let signed = try plan.finish(draft, token: nil).bytes
        #expect(try bench.validate(signed).state == .trusted)
        #expect(try JPEGSegment.beforeScan(in: signed).filter { $0.marker == JPEGSegment.app11 }.count == 3)
    }

    @Test func `a leaf without its intermediate, another root and no anchors are untrusted`() throws {
        let bench = try Workbench()
        let leaf = bench.authority.chainPEM.replacing(bench.authority.intermediatePEM, with: "")
        let lonely = try CredentialSigner(keyPEM: bench.authority.keyPEM, chainPEM: leaf)
        let picture = try lonely.sign(
            SmallPictures.bytes(.png), Workbench.description(), identity: Workbench.identity()
        ).bytes
        #expect(try bench.validate(picture).state == .untrusted)
        #expect(try bench.validate(picture).failureCodes == [.signingCredentialUntrusted])
        let other = try Workbench(seed: 2)
        #expect(try other.validate(bench.signed()).state == .untrusted)
        let none = ContentCredentialValidator(trust: try TrustList(anchorsPEM: ""))
        #expect(try none.validate(bench.signed(), at: Workbench.now).state == .untrusted)
    }

    @Test(arguments: TrustList.defaultUsages)
    func `every accepted purpose is trusted`(usage: String) throws {
        let bench = try Workbench(usage: usage)
        #expect(try bench.validate(bench.signed()).state == .trusted)
    }

    @Test func `a certificate for web servers is invalid`() throws {
        let bench = try Workbench(usage: "1.3.6.1.5.5.7.3.1")
        let report = try bench.validate(bench.signed())
        #expect(report.state == .invalid)
        #expect(report.failureCodes.contains(.signingCredentialInvalid))
    }

    @Test func `an expired certificate is invalid`() throws {
        let bench = try Workbench()
        let later = CalendarTime(milliseconds: Workbench.now.milliseconds + 366 * 86_400_000)
        let report = try bench.validate(bench.signed(), at: later)
        #expect(report.state == .invalid)
        #expect(report.failureCodes.contains(.signingCredentialExpired))
        let earlier = CalendarTime(milliseconds: Workbench.now.milliseconds - 1_000)
        #expect(try bench.validate(bench.signed(), at: earlier).state == .invalid)
    }

    @Test func `changing keys is another signer`() throws {
        let first = try Workbench()
        let second = try Workbench(seed: 3)
        let trust = try TrustList(anchorsPEM: first.authority.rootPEM + second.authority.rootPEM)
        let validator = ContentCredentialValidator(trust: trust)
        #expect(try validator.validate(first.signed(), at: Workbench.now).state == .trusted)
        #expect(try validator.validate(second.signed(), at: Workbench.now).state == .trusted)
    }

    @Test func `keys and chains that do not fit are refused`() throws {
        let first = try Workbench().authority
        let second = try Workbench(seed: 2).authority
        #expect(throws: SignerError.keyDoesNotMatch) {
            try CredentialSigner(keyPEM: first.keyPEM, chainPEM: second.chainPEM)
        }
        #expect(throws: SignerError.unreadableKey) { try CredentialSigner(keyPEM: "", chainPEM: first.chainPEM) }
        #expect(throws: SignerError.unreadableChain) { try CredentialSigner(keyPEM: first.keyPEM, chainPEM: "") }
        let leaf = first.chainPEM.replacing(first.intermediatePEM, with: "")
        #expect(throws: SignerError.brokenChain) {
            try CredentialSigner(keyPEM: first.keyPEM, chainPEM: leaf + second.intermediatePEM)
        }
    }
}
