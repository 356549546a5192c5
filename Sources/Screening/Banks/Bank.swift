public import ImageFingerprint
public import SafetyModel

/// A list of known pictures, each list for one reason.
public enum Bank: String, CaseIterable, Hashable, Sendable, Codable {
    /// Somebody reported it and nobody has ruled yet: a match holds.
    case reported
    /// Intimate pictures made or shared without consent, by a ruling or a shared list.
    case intimate
    /// Pictures that are illegal to have, by a ruling or a shared list.
    case illegal
    /// Own photos whose owner wants that strangers' AI leaves them alone. Never exported.
    case protected

    /// A person has ruled on its pictures, here or at the exchange they come from.
    public var isConfirmed: Bool { self == .intimate || self == .illegal }
}

/// One known picture: what it is recognised by, never the picture.
public struct BankEntry: Hashable, Sendable {
    /// PDQ fingerprints under this quality say too little; such a picture is recognised by its bytes only.
    public static let qualityMin = 50
    /// Bits that may differ for a perceptual match.
    public static let distanceMax = 31

    public var id: BankEntryID
    public var bank: Bank
    public var fingerprint: Fingerprint?
    /// Fingerprints of its crops, where the entry came with its bytes; a cropped copy is found by them.
    public var crops: [Fingerprint]
    /// How it looks in each of its parts, where the entry came with its bytes; tells it from an edit or its source.
    public var signature: LocalSignature?
    /// The same of the picture it was made from, where a person said that this one is harmless.
    public var harmlessSource: LocalSignature?
    /// Whose protected picture it is, where the owner has an account; that account edits it.
    public var owner: AccountID?
    /// Keyed digest of the code by which a protected picture is renewed and withdrawn.
    public var codeDigest: String?
    /// Of the encoded bytes, lower-case hex: 64 digits.
    public var sha256: String?
    /// Of the encoded bytes, lower-case hex: 32 digits; some exchanges have nothing else.
    public var md5: String?
    /// Where it comes from: an exchange, a ruling, a notice. At most 200 characters.
    public var source: String
    public var note: String
    public var addedBy: String
    public var addedAt: Moment
    public var expiresAt: Moment?
    public var isEnabled: Bool

    public init(
        id: BankEntryID, bank: Bank, fingerprint: Fingerprint? = nil, crops: [Fingerprint] = [],
        signature: LocalSignature? = nil, harmlessSource: LocalSignature? = nil, owner: AccountID? = nil,
        codeDigest: String? = nil, sha256: String? = nil,
        md5: String? = nil, source: String, note: String, addedBy: String, addedAt: Moment, expiresAt: Moment? = nil,
        isEnabled: Bool = true
    ) {
        self.id = id
        self.bank = bank
        self.fingerprint = fingerprint
        self.crops = crops
        self.signature = signature
        self.harmlessSource = harmlessSource
        self.owner = owner
        self.codeDigest = codeDigest
        self.sha256 = sha256
        self.md5 = md5
        self.source = source
        self.note = note
        self.addedBy = addedBy
        self.addedAt = addedAt
        self.expiresAt = expiresAt
        self.isEnabled = isEnabled
    }

    /// What a perceptual search may find it by.
    public var searchable: Fingerprint? { fingerprint.flatMap { $0.quality >= Self.qualityMin ? $0 : nil } }
}

/// An entry that a picture matches.
public struct BankMatch: Hashable, Sendable {
    public var entry: BankEntry
    /// Bits that differ, 0 to 31; nil where the bytes are the same.
    public var distance: Int?
    public var likeness: Likeness
    /// The part of the picture, and how it was turned, that lies in reach; nil where the bytes matched or nobody knows.
    public var hit: LabelledFingerprint?

    /// Nobody has compared signatures yet.
    public init(entry: BankEntry, distance: Int?) {
        self.entry = entry
        self.distance = distance
        likeness = distance == nil ? .sameBytes : .near
    }

    /// What the match says. A perceptual match cannot tell an edit from its source and is `suspected`; where the bytes or
    /// the local signatures say that it is that picture, it is `clear` if it was reported and `severe` if somebody has
    /// ruled.
    public var level: Level {
        guard likeness.isConfirmed else { return .suspected }
        return entry.bank.isConfirmed ? .severe : .clear
    }
}

/// Silences one entry for one file: a picture that was banked wrongly, or a harmless one that has the same bytes. It counts
/// when two persons have said so; the bank `illegal` has none.
public struct BankAllowance: Hashable, Sendable {
    public var entry: BankEntryID
    /// Of the bytes that are let through, lower-case hex.
    public var sha256: String
    public var by: String
    public var at: Moment

    public init(entry: BankEntryID, sha256: String, by: String, at: Moment) {
        self.entry = entry
        self.sha256 = sha256
        self.by = by
        self.at = at
    }
}
