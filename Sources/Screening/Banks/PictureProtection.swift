public import AuditTrail
import ImageFingerprint
public import SafetyModel

/// Own photos that strangers' AI may not edit. Their owner registers fingerprints made on the own device, holds a code, and
/// renews or withdraws by it; the pictures themselves are never seen here.
public struct PictureProtection: Sendable {
    /// Photos under one code.
    public static let photosMax = 20
    /// How long a registration lasts unless it is renewed.
    public static let days: Int64 = 365

    private let store: any GateStore
    private let ledger: any Ledger
    private let clock: Timepiece
    private let digester: KeyedDigest

    public init(store: any GateStore, ledger: any Ledger, clock: Timepiece, digester: KeyedDigest) {
        self.store = store
        self.ledger = ledger
        self.clock = clock
        self.digester = digester.scoped(to: "protection")
    }

    /// Why nothing was registered, renewed or withdrawn.
    public enum Refusal: Error, Hashable, Sendable {
        case store(StoreError)
        /// No photo, or more than `photosMax`.
        case count
        /// The photo at that place, from 0, is too flat to be recognised.
        case tooFlat(Int)
        /// Nothing is registered under that code.
        case unknownCode
    }

    /// One photo, by what was computed on the owner's device.
    public struct Photo: Hashable, Sendable {
        public var fingerprint: Fingerprint
        /// Of parts of it, so that a cropped copy is recognised; those that are too flat are left out.
        public var crops: [Fingerprint]

        /// The whole and its crops.
        public static let fingerprintsMax = EnrolmentFingerprints.countMax

        public init(fingerprint: Fingerprint, crops: [Fingerprint] = []) {
            self.fingerprint = fingerprint
            self.crops = crops
        }
    }

    /// What is registered under a code.
    public struct Registration: Hashable, Sendable {
        public var code: ProtectionCode
        public var photos: Int
        public var since: Moment
        public var until: Moment
        /// A person has overruled it, wholly or in part.
        public var isDisputed: Bool
    }

    /// Registers photos and makes the code that is shown once. The owner's account goes on editing them, where there is one.
    public func register(_ photos: [Photo], owner: AccountID?) async throws(Refusal) -> Registration {
        guard (1...Self.photosMax).contains(photos.count) else { throw .count }
        if let flat = photos.firstIndex(where: { $0.fingerprint.quality < BankEntry.qualityMin }) {
            throw .tooFlat(flat)
        }
        let (now, code) = (clock.now(), ProtectionCode.mint())
        let until = now.adding(seconds: Self.days * 86_400)
        let entries = photos.map { photo in
            BankEntry(
                id: .mint(at: now), bank: .protected, fingerprint: photo.fingerprint,
                crops: photo.crops.filter { $0.quality >= BankEntry.qualityMin }, owner: owner,
                codeDigest: digest(code), source: "protect", note: "", addedBy: "owner", addedAt: now, expiresAt: until)
        }
        try await commit(
            entries.map { .putBankEntry($0) } + entries.map { .audit(note($0.id.text, "registered", at: now)) })
        return Registration(code: code, photos: photos.count, since: now, until: until, isDisputed: false)
    }

    /// What is registered under a code now.
    public func registration(_ code: ProtectionCode) async throws(Refusal) -> Registration {
        let entries: [BankEntry]
        do throws(StoreError) { entries = try await store.bankEntries(code: digest(code)) } catch {
            throw .store(error)
        }
        guard let first = entries.first, let until = first.expiresAt, until > clock.now() else { throw .unknownCode }
        return Registration(
            code: code, photos: entries.count, since: first.addedAt, until: until,
            isDisputed: entries.contains { !$0.isEnabled })
    }

    /// Makes a registration last anew from today.
    public func renew(_ code: ProtectionCode) async throws(Refusal) -> Registration {
        var registration = try await registration(code)
        let now = clock.now()
        registration.until = now.adding(seconds: Self.days * 86_400)
        try await commit([
            .renewBankEntries(code: digest(code), until: registration.until),
            .audit(note(digest(code), "renewed", at: now)),
        ])
        return registration
    }

    /// Ends a registration and erases its fingerprints; returns how many photos it had.
    public func withdraw(_ code: ProtectionCode) async throws(Refusal) -> Int {
        let photos = try await registration(code).photos
        try await commit([
            .eraseBankEntries(code: digest(code)), .audit(note(digest(code), "withdrawn", at: clock.now())),
        ])
        return photos
    }

    private func digest(_ code: ProtectionCode) -> String { digester.digest(["code", code.letters]) }

    private func note(_ subject: String, _ state: String, at now: Moment) -> AuditEntry {
        AuditEntry(
            kind: .bankChanged, subject: subject, at: now,
            fields: ["bank": Bank.protected.rawValue, "state": state, "by": "owner"])
    }

    private func commit(_ writes: [LedgerWrite]) async throws(Refusal) {
        do throws(StoreError) { try await ledger.commit(writes) } catch {
            throw error.code == .conflict ? .unknownCode : .store(error)
        }
    }
}

/// What the owner of protected pictures proves it by: 100 random bits as five groups of four letters and digits.
public struct ProtectionCode: Hashable, Sendable {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let count = 20

    /// Twenty letters and digits, upper-case.
    let letters: String

    /// Nobody guesses it.
    static func mint() -> ProtectionCode {
        var random = SystemRandomNumberGenerator()
        return ProtectionCode(
            letters: String((0..<count).map { _ in alphabet[Int(random.next(upperBound: UInt(32)))] }))
    }

    private init(letters: String) { self.letters = letters }

    /// Reads a code as people type it: in any case, with or without hyphens and spaces, O for 0 and I or L for 1.
    public init?(typed text: String) {
        guard text.utf8.count <= 64 else { return nil }
        let letters = text.uppercased().filter { !$0.isWhitespace && $0 != "-" }
            .map { $0 == "O" ? "0" : $0 == "I" || $0 == "L" ? "1" : $0 }
        guard letters.count == Self.count, letters.allSatisfy(Self.alphabet.contains) else { return nil }
        self.letters = String(letters)
    }

    /// As it is shown: `XXXX-XXXX-XXXX-XXXX-XXXX`.
    public var text: String {
        let all = Array(letters)
        return stride(from: 0, to: all.count, by: 4).map { String(all[$0..<min($0 + 4, all.count)]) }
            .joined(separator: "-")
    }
}
