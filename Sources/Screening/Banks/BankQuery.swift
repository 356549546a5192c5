public import ImageFingerprint
public import SafetyModel

/// What a picture is looked up by.
public struct BankQuery: Hashable, Sendable {
    /// Of everything that the picture shows: all its frames, what alpha hides, and its parts.
    public var fingerprints: [Fingerprint]
    /// Those of them that are of a known part of the first frame.
    public var parts: [LabelledFingerprint]
    /// Of the first frame.
    public var signature: LocalSignature?
    public var sha256: String?
    public var md5: String?

    public init(
        fingerprints: [Fingerprint], parts: [LabelledFingerprint] = [], signature: LocalSignature? = nil,
        sha256: String? = nil, md5: String? = nil
    ) {
        self.fingerprints = (fingerprints + parts.map(\.fingerprint)).filter { $0.quality >= BankEntry.qualityMin }
        self.parts = parts
        self.signature = signature
        self.sha256 = sha256
        self.md5 = md5
    }

    /// A picture as the lens read it, and the bytes it came in.
    public init(_ picture: ReadPicture, bytes: Picture) {
        self.init(
            fingerprints: [picture.fingerprint] + picture.furtherFingerprints, parts: picture.parts,
            signature: picture.signature, sha256: PictureReading.sha256(bytes), md5: PictureReading.md5(bytes))
    }
}

/// What a match turned out to be.
public enum Likeness: String, CaseIterable, Hashable, Sendable {
    /// The bytes are the same.
    case sameBytes = "same-bytes"
    /// The local signatures say that it is the same picture, perhaps re-encoded, resized or turned.
    case same
    /// It looks alike: that picture, a copy of a part of it, an edit of it or its source. Nothing says which.
    case near
    /// It is the harmless picture that the known one was made from.
    case source

    /// It is that picture and not one that only looks like it.
    public var isConfirmed: Bool { self == .sameBytes || self == .same }
}

extension BankQuery {
    /// The part of this picture that lies nearest to one of those fingerprints, where that is in reach.
    private func hit(on fingerprints: [Fingerprint]) -> LabelledFingerprint? {
        let near = parts.map { part in
            (part: part, distance: fingerprints.map { part.fingerprint.distance(to: $0) }.min() ?? 256)
        }
        let best = near.min { $0.distance < $1.distance }
        return best.flatMap { $0.distance <= BankEntry.distanceMax ? $0.part : nil }
    }

    /// What local signatures say of a picture whose fingerprint was in reach. Only the whole of both is compared: a crop of
    /// the abuse and a crop of the photo it was made from may be one and the same picture.
    private func likeness(
        to fingerprint: Fingerprint, signature known: LocalSignature?, source: LocalSignature?
    ) -> Likeness {
        guard let signature, let known else { return .near }
        let wholes = parts.filter {
            $0.part == .whole && $0.fingerprint.distance(to: fingerprint) <= BankEntry.distanceMax
        }
        var (isSame, isEdited, isSource) = (false, false, false)
        for part in wholes {
            let turned = signature.oriented(part.orientation)
            switch LocalSignature.compare(turned, known) {
            case .same: isSame = true
            case .edited: isEdited = true
            case .unsure, .different: break
            }
            if let source, LocalSignature.compare(turned, source) == .same { isSource = true }
        }
        if isSame { return isSource ? .near : .same }
        return isSource && isEdited ? .source : .near
    }

    /// The match with what the local signatures say of it.
    func judged(_ match: BankMatch) -> BankMatch {
        var match = match
        guard match.distance != nil, let fingerprint = match.entry.fingerprint else { return match }
        match.hit = hit(on: [fingerprint] + match.entry.crops)
        match.likeness = likeness(
            to: fingerprint, signature: match.entry.signature, source: match.entry.harmlessSource)
        return match
    }

    /// An output as far as it is on record: upright, and not its parts.
    public init(_ output: OutputRecord) {
        let all = PixelArea(width: 1, height: 1)
        self.init(
            fingerprints: [],
            parts: [
                LabelledFingerprint(fingerprint: output.fingerprint, part: .whole, area: all, orientation: .asIs)
            ], signature: output.signature, sha256: output.sha256)
    }

    /// The same for an output, or for anything else on record as one. The picture that it was made from was read and judged when it came.
    public func judged(_ match: OutputMatch) -> OutputMatch {
        var match = match
        if let sha256, sha256 == match.output.sha256 {
            match.likeness = .sameBytes
        } else {
            match.likeness = likeness(
                to: match.output.fingerprint, signature: match.output.signature,
                source: match.output.sourceSignature)
        }
        return match
    }
}

extension GateStore {
    /// Entries that a picture matches, with what their signatures say; without those it is only the harmless source of.
    func judgedMatches(_ query: BankQuery, at now: Moment) async throws(StoreError) -> [BankMatch] {
        try await bankMatches(query, at: now).map(query.judged).filter { $0.likeness != .source }
    }

    /// Stopped outputs that a picture matches, confirmed ones first; without those it is only the source of.
    func judgedStopped(_ query: BankQuery) async throws(StoreError) -> [OutputMatch] {
        let found = try await stoppedOutputs(nearAny: query.fingerprints, within: BankEntry.distanceMax, limit: 256)
        let judged = found.map(query.judged).filter { $0.likeness != .source }
        return judged.filter(\.likeness.isConfirmed) + judged.filter { !$0.likeness.isConfirmed }
    }
}
