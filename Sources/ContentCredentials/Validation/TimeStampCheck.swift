import X509

/// What a time stamp is worth.
struct TimeStampCheck {
    /// Nil when the stamp holds.
    let failure: (code: StatusCode, explanation: String)?
    let summary: TimeStampSummary?

    /// Checks a token about that imprint. Strictly: a certificate that came along and that no anchor vouches for is
    /// refused.
    static func of(_ token: [UInt8], imprint: [UInt8], trust: TrustList, isStrict: Bool) -> TimeStampCheck {
        guard let token = TimeStampToken(der: token) else {
            return TimeStampCheck(.timeStampMalformed, "the time stamp is no well-formed token")
        }
        guard token.covers(imprint) else {
            return TimeStampCheck(.timeStampMismatch, "the time stamp is about something else")
        }
        guard token.signer.digest.digest(token.info[...]) == token.signer.messageDigest,
            let signer = token.certificates.first(where: { token.signer.names($0.certificate) }),
            token.signer.certificateHashes.allSatisfy({ $0.matches(signer) }),
            token.signer.isSigned(by: signer.certificate)
        else {
            return TimeStampCheck(.timeStampMismatch, "the time stamp's signature does not hold")
        }
        if let problem = CertificateProfile.problem(ofTimeStamper: signer.certificate) {
            return TimeStampCheck(.timeStampMalformed, problem)
        }
        guard signer.certificate.isValid(at: token.time) else {
            return TimeStampCheck(
                .timeStampOutsideValidity, "the authority's certificate was not valid at the time stamped")
        }
        guard let top = chainTop(token.certificates, from: signer) else {
            return TimeStampCheck(
                .timeStampMalformed, "the time stamp carries certificates that do not belong to its signer")
        }
        guard !isStrict || isVouched(top, by: trust.timeStampAnchors) else {
            return TimeStampCheck(.timeStampMalformed, "the time stamp carries a certificate that nothing vouches for")
        }
        let summary = TimeStampSummary(
            time: token.time,
            isTrusted: CertificatePath.reachesAnchor(
                from: signer, through: token.certificates, to: trust.timeStampAnchors, at: token.time),
            authority: signer.certificate.subject.attribute(.RDNAttributeType.commonName))
        return TimeStampCheck(summary)
    }

    private init(_ summary: TimeStampSummary) {
        failure = nil
        self.summary = summary
    }

    private init(_ code: StatusCode, _ explanation: String) {
        failure = (code, explanation)
        summary = nil
    }

    /// The last certificate of the way up from the signer; nil when the token carries one that is not on that way,
    /// because nothing signs the list itself.
    private static func chainTop(_ certificates: [ReadCertificate], from signer: ReadCertificate) -> ReadCertificate? {
        var used: Set<[UInt8]> = [signer.der]
        var current = signer
        while let issuer = certificates.first(where: {
            !used.contains($0.der) && current.certificate.isIssued(by: $0.certificate)
        }) {
            used.insert(issuer.der)
            current = issuer
        }
        return used.count == certificates.count ? current : nil
    }

    /// True when the certificate's own bytes are an anchor's, or an anchor signed them.
    private static func isVouched(_ certificate: ReadCertificate, by anchors: [ReadCertificate]) -> Bool {
        anchors.contains { $0.der == certificate.der || certificate.certificate.isIssued(by: $0.certificate) }
    }
}
