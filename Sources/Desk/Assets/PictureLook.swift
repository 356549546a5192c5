import Crypto
import Casework
import ImageFingerprint
import SafetyModel
public import Screening

/// Reads an untrusted picture through the lens: what it is looked up by, and how it is recognised later.
public struct PictureLook: Sendable {
    private let lens: any PictureLens
    private let markKeys: [[UInt8]]

    public init(lens: any PictureLens, markKeys: [[UInt8]]) {
        self.lens = lens
        self.markKeys = markKeys
    }

    struct Reading: Sendable {
        var query: BankQuery
        var look: Asset.Look
        var recoded: Picture
    }

    func read(_ picture: Picture) async throws(LensError) -> Reading {
        let read = try await lens.read(picture, as: .source)
        let mark = markKeys.isEmpty ? nil : try await lens.findMark(in: picture, keys: markKeys)
        var query = BankQuery(read, bytes: picture)
        // WHY: what others cut out of this picture is found by its crops only.
        query.fingerprints += try await lens.read(picture, as: .enrolment).parts.map(\.fingerprint)
            .filter { $0.quality >= BankEntry.qualityMin }
        return Reading(
            query: query,
            look: Asset.Look(
                fingerprint: read.fingerprint, signature: read.signature, sha256: query.sha256, mark: mark?.id),
            recoded: read.recoded)
    }
}

extension BankQuery {
    /// What is known of an asset, upright.
    init(_ look: Asset.Look) {
        self.init(
            OutputRecord(
                id: OutputID(text: ""), decision: DecisionID(text: ""), account: nil, fingerprint: look.fingerprint,
                signature: look.signature, sha256: look.sha256 ?? "", source: nil, released: true,
                at: Moment(milliseconds: 0)))
    }
}
