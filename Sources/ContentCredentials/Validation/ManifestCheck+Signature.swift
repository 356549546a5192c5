import X509

extension ManifestCheck {
    private var place: String { manifest.address + "/c2pa.signature" }
    private static let chainCountMax = 10

    /// The COSE structure's parts, once its form is right.
    private struct Cose {
        var protectedBytes: [UInt8]
        var algorithm: COSEAlgorithm
        var chain: [ReadCertificate]
        var signature: [UInt8]
        /// Tokens and whether they are of version 2.
        var stamps: [(token: [UInt8], isVersion2: Bool)]
    }

    mutating func checkSignature(in context: StoreContext) {
        guard let cose = readCose(in: context), let leaf = cose.chain.first else { return }
        signer = SignerSummary(
            commonName: leaf.certificate.subject.attribute(.RDNAttributeType.commonName),
            organisation: leaf.certificate.subject.attribute(.RDNAttributeType.organizationName),
            notValidAfter: leaf.certificate.validUntil)
        let claim = Array(context.store[manifest.claimPayload])
        let bytes = COSESignature.signedBytes(protected: cose.protectedBytes, claim: claim)
        guard cose.algorithm.isValid(cose.signature, for: bytes, key: leaf.certificate.publicKey) else {
            return fail(.claimSignatureMismatch, at: place, "the claim's signature does not hold")
        }
        add(.claimSignatureValidated, .success, at: place, "the claim's signature holds")
        checkTimeStamps(cose, claim: claim, in: context)
        checkCredential(leaf, cose.chain, in: context)
    }

    /// Nothing signs this structure itself, so it is read in its one canonical form.
    private mutating func readCose(in context: StoreContext) -> Cose? {
        guard let value = CBORReader.readCanonical(context.store[manifest.signaturePayload]),
            case .tagged(COSESignature.tag, .array(let parts)) = value, parts.count == 4,
            let protectedBytes = parts[0].bytes, parts[2] == .null, let signature = parts[3].bytes,
            let protected = CBORReader.read(protectedBytes[...]), let unprotected = parts[1].entries
        else {
            fail(.claimSignatureMismatch, at: place, "the claim's signature is no well-formed COSE structure")
            return nil
        }
        guard let algorithm = COSEAlgorithm(protected[COSESignature.algorithmKey]) else {
            fail(.algorithmUnsupported, at: place, "the signature's algorithm is not accepted")
            return nil
        }
        let chainValue = protected[COSESignature.chainKey] ?? protected["x5chain"] ?? parts[1][COSESignature.chainKey]
        let ders = chainValue?.bytes.map { [$0] } ?? chainValue?.array?.compactMap(\.bytes) ?? []
        let chain = ders.prefix(Self.chainCountMax).compactMap(ReadCertificate.init(der:))
        guard !ders.isEmpty, chain.count == ders.count else {
            fail(.signingCredentialInvalid, at: place, "the certificates cannot be read, or are too many")
            return nil
        }
        var stamps: [(token: [UInt8], isVersion2: Bool)] = []
        for entry in unprotected {
            guard let isStamp = accept(entry, &stamps) else {
                fail(.claimSignatureMismatch, at: place, "the signature carries something that nothing signs")
                return nil
            }
            if !isStamp { continue }
        }
        return Cose(
            protectedBytes: protectedBytes, algorithm: algorithm, chain: chain, signature: signature, stamps: stamps)
    }

    /// Takes an entry of the header that nothing signs: stamps, which are signed by themselves, zeros, an OCSP answer
    /// or the chain where older writers put it.
    ///
    /// - Returns: nil for anything else.
    private func accept(_ entry: CBOREntry, _ stamps: inout [(token: [UInt8], isVersion2: Bool)]) -> Bool? {
        switch entry.key {
        case "pad", "pad2":
            return entry.value.bytes?.allSatisfy { $0 == 0 } == true ? false : nil
        case "sigTst", "sigTst2":
            guard let tokens = entry.value["tstTokens"]?.array, entry.value.entries?.count == 1, tokens.count == 1,
                let token = tokens[0]["val"]?.bytes, tokens[0].entries?.count == 1, stamps.isEmpty
            else { return nil }
            stamps.append((token, entry.key == "sigTst2"))
            return true
        case "rVals", .unsigned(COSESignature.chainKey):
            return false
        default:
            return nil
        }
    }

    private mutating func checkTimeStamps(_ cose: Cose, claim: [UInt8], in context: StoreContext) {
        for stamp in cose.stamps {
            let check: TimeStampCheck
            if stamp.isVersion2 {
                let imprint = COSESignature.timeStampImprint(
                    protected: cose.protectedBytes, signature: cose.signature)
                check = TimeStampCheck.of(
                    stamp.token, imprint: imprint, trust: context.trust, isStrict: needsTrustedStamp)
            } else {
                let structure: CBORValue = ["CounterSignature", .bytes(cose.protectedBytes), .bytes([]), .bytes(claim)]
                let imprint = DigestAlgorithm.sha256.digest(structure.encoded[...])
                // Version 1 wraps the token in the authority's whole answer.
                let token = TimeStampResponse.unwrapped(stamp.token) ?? stamp.token
                check = TimeStampCheck.of(token, imprint: imprint, trust: context.trust, isStrict: needsTrustedStamp)
            }
            if let failure = check.failure { fail(failure.code, at: place, failure.explanation) }
            guard let summary = check.summary else { continue }
            timeStamp = summary
            add(.timeStampValidated, .success, at: place, "the time stamp holds")
            if summary.isTrusted {
                add(.timeStampTrusted, .success, at: place, "an anchor vouches for the time stamp authority")
            } else {
                let kind: ValidationStatus.Kind = needsTrustedStamp ? .failure : .informational
                add(.timeStampUntrusted, kind, at: place, "no anchor vouches for the time stamp authority")
            }
        }
        if cose.stamps.isEmpty, needsTrustedStamp {
            fail(.timeStampUntrusted, at: place, "there is no time stamp")
        }
    }

    private mutating func checkCredential(_ leaf: ReadCertificate, _ chain: [ReadCertificate], in context: StoreContext)
    {
        // Only a trusted stamp proves that the signature was made while the certificate was valid.
        let provenTime = timeStamp.flatMap { $0.isTrusted ? $0.time : nil }
        let moment = provenTime ?? context.now
        if let problem = CertificateProfile.problem(ofSigner: leaf.certificate, usages: context.trust.usages) {
            fail(.signingCredentialInvalid, at: place, problem)
        }
        if leaf.certificate.isValid(at: moment) {
            add(.claimSignatureInsideValidity, .success, at: place, "the certificate was valid when it was used")
        } else if provenTime == nil {
            fail(
                .signingCredentialExpired, at: place,
                "the certificate is not valid now, and no trusted stamp tells when it was used")
        } else {
            fail(.claimSignatureOutsideValidity, at: place, "the certificate was not valid when it was used")
        }
        isSignerTrusted = CertificatePath.reachesAnchor(
            from: leaf, through: Array(chain.dropFirst()), to: context.trust.anchors, at: moment)
        if isSignerTrusted {
            add(.signingCredentialTrusted, .success, at: place, "an anchor vouches for the signer")
        } else {
            fail(.signingCredentialUntrusted, at: place, "no anchor vouches for the signer")
        }
    }
}
