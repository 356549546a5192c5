import ImageFingerprint
import SafetyModel

/// What a bank would hold of an enrolled picture.
struct Reference {
    var fingerprints: [LabelledFingerprint]
    var signature: LocalSignature
    var width: Int
    var height: Int

    /// PDQ's own threshold, bits.
    static let distanceMax = 31

    init?(_ record: Record) {
        guard let signature = LocalSignature(rgb: record.rgb, width: record.width, height: record.height) else {
            return nil
        }
        fingerprints = EnrolmentFingerprints.of(rgb: record.rgb, width: record.width, height: record.height)
        self.signature = signature
        width = record.width
        height = record.height
    }

    var whole: Fingerprint { fingerprints[0].fingerprint }

    /// The query's fingerprint that lies closest to the reference's whole, or to any of its crops.
    func closest(
        to queries: [LabelledFingerprint], crops: Bool
    ) -> (query: LabelledFingerprint, entry: LabelledFingerprint, distance: Int)? {
        var best: (query: LabelledFingerprint, entry: LabelledFingerprint, distance: Int)?
        for entry in crops ? fingerprints : [fingerprints[0]] {
            for query in queries {
                let distance = query.fingerprint.distance(to: entry.fingerprint)
                if distance < best?.distance ?? 257 { best = (query, entry, distance) }
            }
        }
        return best
    }

    /// Compares the part that matched, turned as it matched and placed where the entry's crop lies.
    func confirm(_ record: Record, _ query: LabelledFingerprint, _ entry: LabelledFingerprint) -> LocalComparison? {
        let frame = LocalSignature.Frame(entry.area, width: width, height: height)
        return record.rgb.withUnsafeBytes {
            LocalSignature.confirm(
                rgb: $0, width: record.width, height: record.height, as: query, signature, in: frame)
        }
    }
}
