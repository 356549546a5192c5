import SwiftASN1
import X509

/// Why a trust list cannot be used.
public enum TrustListError: Error, Hashable, Sendable {
    case unreadableAnchor
    /// A purpose that is no dotted object identifier.
    case unreadableUsage
    /// More than `TrustList.anchorsMax`.
    case tooManyAnchors
}

/// Whom a validator believes.
public struct TrustList: Sendable {
    public static let anchorsMax = 1_000
    /// The purposes that C2PA names for signing claims, and the two older ones that its tools accept.
    public static let defaultUsages = [
        TestAuthority.claimSigning, "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36",
    ]

    let anchors: [ReadCertificate]
    let timeStampAnchors: [ReadCertificate]
    let usages: Set<ASN1ObjectIdentifier>
    let requiresTrustedTimeStamp: Bool

    /// - Parameters:
    ///   - anchorsPEM: roots, or intermediates, that vouch for signers. Empty: no signer is trusted.
    ///   - timeStampAnchorsPEM: the same for time stamp authorities.
    ///   - acceptedUsages: extended key usages that a signer's certificate may have, as dotted numbers.
    ///   - requiresTrustedTimeStamp: true to refuse a picture whose time stamp no anchor vouches for, or that has none.
    ///     Meant for pictures of one's own: a bit changed in the authority's chain shows only by the missing trust.
    /// - Throws: `TrustListError`.
    public init(
        anchorsPEM: String, timeStampAnchorsPEM: String = "", acceptedUsages: [String] = defaultUsages,
        requiresTrustedTimeStamp: Bool = false
    ) throws(TrustListError) {
        guard let anchors = CertificatePEM.read(anchorsPEM),
            let timeStampAnchors = CertificatePEM.read(timeStampAnchorsPEM)
        else { throw .unreadableAnchor }
        try self.init(anchors, timeStampAnchors, acceptedUsages, requiresTrustedTimeStamp)
    }

    /// As above, with each certificate in DER.
    public init(
        anchors: [[UInt8]], timeStampAnchors: [[UInt8]] = [], acceptedUsages: [String] = defaultUsages,
        requiresTrustedTimeStamp: Bool = false
    ) throws(TrustListError) {
        let read = anchors.compactMap(ReadCertificate.init(der:))
        let readForTime = timeStampAnchors.compactMap(ReadCertificate.init(der:))
        guard read.count == anchors.count, readForTime.count == timeStampAnchors.count else { throw .unreadableAnchor }
        try self.init(read, readForTime, acceptedUsages, requiresTrustedTimeStamp)
    }

    private init(
        _ anchors: [ReadCertificate], _ timeStampAnchors: [ReadCertificate], _ usages: [String], _ isStampRequired: Bool
    ) throws(TrustListError) {
        guard anchors.count <= Self.anchorsMax, timeStampAnchors.count <= Self.anchorsMax else { throw .tooManyAnchors }
        let identifiers = usages.compactMap { try? ASN1ObjectIdentifier(dotRepresentation: $0) }
        guard identifiers.count == usages.count else { throw .unreadableUsage }
        self.anchors = anchors
        self.timeStampAnchors = timeStampAnchors
        self.usages = Set(identifiers)
        requiresTrustedTimeStamp = isStampRequired
    }
}
