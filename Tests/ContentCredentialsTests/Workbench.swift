@testable import ContentCredentials

/// A chain, a signer and a validator that trusts it, at one fixed moment.
struct Workbench {
    /// 2026-12-02T08:30:00Z.
    static let now = CalendarTime(milliseconds: 1_796_200_200_000)

    let authority: TestAuthority
    let signer: CredentialSigner

    init(usage: String = TestAuthority.claimSigning, validFrom: CalendarTime = now, days: Int = 365, seed: UInt64 = 1)
        throws
    {
        var generator = SeededGenerator(seed: seed)
        authority = try TestAuthority(
            organisation: "Test Gateway", commonName: "Test Signer", usage: usage, validFrom: validFrom,
            leafDays: days, country: "NL", using: &generator)
        signer = try CredentialSigner(keyPEM: authority.keyPEM, chainPEM: authority.chainPEM)
    }

    func validator(stamps: String = "", isStampRequired: Bool = false) throws -> ContentCredentialValidator {
        ContentCredentialValidator(
            trust: try TrustList(
                anchorsPEM: authority.rootPEM, timeStampAnchorsPEM: stamps, requiresTrustedTimeStamp: isStampRequired))
    }

    func validate(_ picture: [UInt8], at now: CalendarTime = now) throws -> ValidationReport {
        try validator().validate(picture, at: now)
    }

    static func identity(_ seed: UInt64 = 7) -> ManifestIdentity {
        var generator = SeededGenerator(seed: seed)
        return ManifestIdentity(using: &generator)
    }

    static func description(
        _ origin: ManifestDescription.Origin = .generated(),
        softBinding: SoftBinding? = SoftBinding(algorithm: "org.example.mark.1", value: [1, 2, 3])
    ) -> ManifestDescription {
        ManifestDescription(
            origin: origin, softwareAgent: Software(name: "Generator", version: "2"),
            claimGenerator: Software(name: "Gateway", version: "1"), when: now, softBinding: softBinding)
    }

    func signed(
        _ format: PictureFormat = .png, _ description: ManifestDescription = description(), seed: UInt64 = 7
    ) throws -> [UInt8] {
        try signer.sign(SmallPictures.bytes(format), description, identity: Self.identity(seed)).bytes
    }

    /// Signs a manifest of any assertions, also ones that the writer would never write.
    func signed(assertions: [(String, CBORValue)], by signer: CredentialSigner? = nil) throws -> [UInt8] {
        let boxes = assertions.map { (label: $0.0, box: [UInt8].cborBox($0.0, $0.1)) }
        let assembly = ManifestAssembly(
            identity: Self.identity(), generator: Software(name: "Gateway"), carried: [], assertions: boxes)
        let plan = try SigningPlan(SmallPictures.bytes(.png), assembly, PictureLimits())
        return try plan.finish(try plan.draft(signer: signer ?? self.signer, reserve: nil), token: nil).bytes
    }
}

extension ValidationReport {
    var failureCodes: [StatusCode] { failures.map(\.code) }
    func has(_ code: StatusCode) -> Bool { statuses.contains { $0.code == code } }
}
