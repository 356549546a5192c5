import Crypto

/// The parts of a new manifest that do not depend on the file's bytes, and the steps that do.
struct ManifestAssembly {
    let identity: ManifestIdentity
    let generator: Software
    /// Superboxes of the manifests that came with the sources.
    let carried: [UInt8]
    /// Labels and superboxes of all assertions but the hard binding.
    let assertions: [(label: String, box: [UInt8])]

    /// Where the store lies in the file and what the rest hashes to.
    struct Binding {
        var span: Range<Int>
        var hash: [UInt8]
        /// True to make the store one byte longer.
        var isLengthened: Bool
    }

    private static let bindingLabel = "c2pa.hash.data"
    private static let claimLabel = "c2pa.claim.v2"

    private func bindingBox(_ binding: Binding) -> [UInt8] {
        let start = CBORValue(binding.span.lowerBound)
        let length = CBORValue(binding.span.count)
        // Integers take 1 to 9 bytes; the pad evens that out and always has a head of two bytes itself.
        let pad = 24 + 18 - start.encoded.count - length.encoded.count + (binding.isLengthened ? 1 : 0)
        return .cborBox(
            Self.bindingLabel,
            [
                "exclusions": [["start": start, "length": length]],
                "name": "jumbf manifest",
                "alg": "sha256",
                "hash": .bytes(binding.hash),
                "pad": .bytes([UInt8](repeating: 0, count: pad)),
            ])
    }

    private func claim(_ all: [(label: String, box: [UInt8])]) -> [UInt8] {
        let created = all.map { label, box -> CBORValue in
            ["url": .text("self#jumbf=c2pa.assertions/" + label), "hash": .bytes(Self.hash(of: box))]
        }
        let claim: CBORValue = [
            "instanceID": .text(identity.instance),
            "claim_generator_info": generator.value,
            "signature": .text("self#jumbf=/c2pa/\(identity.manifest)/c2pa.signature"),
            "created_assertions": .array(created),
            "alg": "sha256",
        ]
        return claim.encoded
    }

    /// The hash of a hashed URI: the superbox without its header.
    static func hash(of box: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: box[8...])) }

    /// A claim with its signature, to which only a time stamp can still be added.
    struct Signed {
        fileprivate let assertions: [UInt8]
        fileprivate let claim: [UInt8]
        fileprivate let protected: [UInt8]
        fileprivate let signature: [UInt8]

        var timeStampImprint: [UInt8] { COSESignature.timeStampImprint(protected: protected, signature: signature) }
    }

    /// The claim around that binding. Without a signer the pass only measures, and the signature is zeros.
    func signed(_ binding: Binding, chain: [[UInt8]], by signer: CredentialSigner?) throws(SigningError) -> Signed {
        try signed(assertions + [(Self.bindingLabel, bindingBox(binding))], chain: chain, by: signer)
    }

    /// As above, for the assertions as they are.
    func signed(_ all: [(label: String, box: [UInt8])], chain: [[UInt8]], by signer: CredentialSigner?)
        throws(SigningError) -> Signed
    {
        let claim = claim(all)
        let protected = COSESignature.protected(chain: chain)
        var signature = [UInt8](repeating: 0, count: 64)
        if let signer {
            let bytes = COSESignature.signedBytes(protected: protected, claim: claim)
            guard let made = try? signer.key.signature(for: bytes) else { throw .signatureFailed }
            signature = Array(made.rawRepresentation)
        }
        return Signed(
            assertions: .superbox(.assertions, "c2pa.assertions", Array(all.map(\.box).joined())), claim: claim,
            protected: protected, signature: signature)
    }

    /// The whole manifest store.
    func store(_ signed: Signed, token: [UInt8]?, reserve: Int) -> [UInt8] {
        let cose = COSESignature.bytes(
            protected: signed.protected, signature: signed.signature, token: token, reserve: reserve)
        let content =
            signed.assertions
            + .superbox(.claim, Self.claimLabel, .box("cbor", signed.claim))
            + .superbox(.signature, "c2pa.signature", .box("cbor", cose))
        return .superbox(.store, "c2pa", carried + .superbox(.manifest, identity.manifest, content))
    }
}
