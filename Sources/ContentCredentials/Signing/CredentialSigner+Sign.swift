import Crypto

/// Why a picture was not signed.
public enum SigningError: Error, Hashable, Sendable {
    case picture(PictureError)
    /// Two sources carry different manifests of one name.
    case conflictingSources
    /// The sources' manifests are more than 16 MiB together.
    case sourcesTooLarge
    case signatureFailed
    /// The time stamp authority did not answer, or not with a token; the text is what the port said.
    case timeStampUnavailable(String)
    /// The authority answered with a token for something else, or one too large or too small to be one.
    case timeStampRefused
}

/// A picture with its credential.
public struct SignedPicture: Hashable, Sendable {
    public var bytes: [UInt8]
    /// The new manifest's name, `urn:c2pa:…`, for the register.
    public var manifestLabel: String
    /// Where the manifest store lies.
    public var span: Range<Int>
}

extension CredentialSigner {
    /// Writes a manifest into a finished picture. A store that the picture carries is replaced; metadata stays as it
    /// is, so clean the picture first (`PictureCleaning`). Any later change of the file breaks the credential.
    ///
    /// - Parameters:
    ///   - picture: PNG, JPEG or WebP.
    ///   - description: what to say about it.
    ///   - identity: new for every call.
    ///   - limits: bounds on the picture.
    /// - Returns: the file with its credential.
    /// - Throws: `SigningError`; nothing is signed then.
    public func sign(
        _ picture: [UInt8], _ description: ManifestDescription, identity: ManifestIdentity,
        limits: PictureLimits = PictureLimits()
    ) throws(SigningError) -> SignedPicture {
        let plan = try SigningPlan(picture, description, identity, limits)
        let draft = try plan.draft(signer: self, reserve: nil)
        return try plan.finish(draft, token: nil)
    }

    /// As above, with a time stamp. When the authority cannot be reached this throws and nothing is signed; whether to
    /// go on without a stamp is the caller's decision.
    public func sign(
        _ picture: [UInt8], _ description: ManifestDescription, identity: ManifestIdentity,
        timeStamps: TimeStampPort, limits: PictureLimits = PictureLimits()
    ) async throws(SigningError) -> SignedPicture {
        let plan = try SigningPlan(picture, description, identity, limits)
        var reserve = timeStamps.tokenBytesReserved
        for attempt in 0..<2 {
            let draft = try plan.draft(signer: self, reserve: reserve)
            let token = try await timeStamps.token(for: draft.signed.timeStampImprint)
            guard (COSESignature.tokenBytesMin...COSESignature.tokenBytesMax).contains(token.count),
                TimeStampToken(der: token)?.covers(draft.signed.timeStampImprint) == true
            else { throw .timeStampRefused }
            if token.count <= reserve { return try plan.finish(draft, token: token) }
            // The room is part of what is signed, so a larger token needs a new signature and a new stamp.
            if attempt == 0 { reserve = token.count + 256 }
        }
        throw .timeStampRefused
    }
}

/// One signing from the cut picture to the finished file.
struct SigningPlan {
    private let placement: StorePlacement
    private let assembly: ManifestAssembly

    struct Draft {
        let signed: ManifestAssembly.Signed
        fileprivate let reserve: Int?
        fileprivate let storeCount: Int
    }

    init(
        _ picture: [UInt8], _ description: ManifestDescription, _ identity: ManifestIdentity, _ limits: PictureLimits
    ) throws(SigningError) {
        let builder = try AssertionBuilder(description)
        let assembly = ManifestAssembly(
            identity: identity, generator: description.claimGenerator, carried: builder.carried.bytes,
            assertions: builder.assertions)
        try self.init(picture, assembly, limits)
    }

    init(_ picture: [UInt8], _ assembly: ManifestAssembly, _ limits: PictureLimits) throws(SigningError) {
        do { placement = try StorePlacement(picture, limits: limits) } catch { throw .picture(error) }
        self.assembly = assembly
    }

    /// Measures the store with empty values, then hashes the file around its place and signs. Sizes do not move between
    /// the two passes.
    func draft(signer: CredentialSigner, reserve: Int?) throws(SigningError) -> Draft {
        var binding = ManifestAssembly.Binding(
            span: 0..<0, hash: [UInt8](repeating: 0, count: 32), isLengthened: false)
        var count = store(try assembly.signed(binding, chain: signer.chain, by: nil), nil, reserve).count
        // An even store needs no filling byte in a RIFF file.
        binding.isLengthened = !count.isMultiple(of: 2)
        count += count & 1
        let (file, span) = placement.filled(with: [UInt8](repeating: 0, count: count))
        var hasher = SHA256()
        hasher.update(data: file[..<span.lowerBound])
        hasher.update(data: file[span.upperBound...])
        binding.span = span
        binding.hash = Array(hasher.finalize())
        let signed = try assembly.signed(binding, chain: signer.chain, by: signer)
        return Draft(signed: signed, reserve: reserve, storeCount: count)
    }

    func finish(_ draft: Draft, token: [UInt8]?) throws(SigningError) -> SignedPicture {
        let store = store(draft.signed, token, draft.reserve)
        guard store.count == draft.storeCount else { throw .signatureFailed }
        let (file, span) = placement.filled(with: store)
        return SignedPicture(bytes: file, manifestLabel: assembly.identity.manifest, span: span)
    }

    /// With a reserve, a token of that size stands in for one that is not there yet.
    private func store(_ signed: ManifestAssembly.Signed, _ token: [UInt8]?, _ reserve: Int?) -> [UInt8] {
        guard let reserve else { return assembly.store(signed, token: nil, reserve: 0) }
        let standIn = [UInt8](repeating: 0, count: reserve)
        return assembly.store(signed, token: token ?? standIn, reserve: reserve)
    }
}
