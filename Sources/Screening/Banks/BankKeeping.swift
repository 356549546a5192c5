public import AuditTrail
public import ImageFingerprint
public import SafetyModel

/// Adds entries to banks, switches them, and looks pictures up. Every change is recorded and acts on the next request.
public struct BankKeeping: Sendable {
    /// Entries of one import.
    public static let importMax = 100_000
    private static let batchSize = 500
    private static let sweepMax = 10_000
    private static let makersMax = 100

    private let store: any GateStore
    private let ledger: any Ledger
    private let clock: Timepiece
    private let digester: KeyedDigest

    public init(store: any GateStore, ledger: any Ledger, clock: Timepiece, digester: KeyedDigest) {
        self.store = store
        self.ledger = ledger
        self.clock = clock
        self.digester = digester
    }

    /// Why a change is not made.
    public enum Refusal: Error, Hashable, Sendable {
        case store(StoreError)
        /// No fingerprint of enough quality and no digest: nothing would ever match.
        case nothingToMatch
        /// No such entry.
        case unknown
        /// The bank `illegal` lets nothing through.
        case neverAllowed
    }

    /// What an entry is recognised by and where it comes from, before it has an id.
    public struct Draft: Hashable, Sendable {
        public var fingerprint: Fingerprint?
        public var crops: [Fingerprint]
        public var signature: LocalSignature?
        public var harmlessSource: LocalSignature?
        public var sha256: String?
        public var md5: String?
        public var source: String
        public var note: String
        public var expiresAt: Moment?

        public init(
            fingerprint: Fingerprint? = nil, crops: [Fingerprint] = [], signature: LocalSignature? = nil,
            harmlessSource: LocalSignature? = nil, sha256: String? = nil, md5: String? = nil, source: String,
            note: String = "", expiresAt: Moment? = nil
        ) {
            self.fingerprint = fingerprint
            self.crops = crops
            self.signature = signature
            self.harmlessSource = harmlessSource
            self.sha256 = sha256
            self.md5 = md5
            self.source = source
            self.note = note
            self.expiresAt = expiresAt
        }

        /// Something could match.
        public var canMatch: Bool {
            sha256 != nil || md5 != nil || (fingerprint?.quality ?? 0) >= BankEntry.qualityMin
        }
    }

    /// Outputs that left earlier and match a new entry.
    public struct Sweep: Hashable, Sendable {
        /// The same bytes, or the same picture by its local signature.
        public var confirmed: [OutputID] = []
        /// Within the distance; an edit or its source, or only alike.
        public var near: [OutputID] = []

        public init() {}
    }

    /// Adds an entry and finds what left earlier.
    public func add(
        _ draft: Draft, to bank: Bank, by person: String
    ) async throws(Refusal) -> (entry: BankEntry, sweep: Sweep) {
        guard draft.canMatch else { throw .nothingToMatch }
        let entry = entry(draft, bank, person)
        do throws(StoreError) {
            try await ledger.commit([.putBankEntry(entry), .audit(added(entry))])
            return (entry, try await sweep(entry))
        } catch { throw .store(error) }
    }

    /// Adds many entries, some hundred in each commit; those that nothing could match are left out. Returns how many were
    /// added.
    public func add(_ drafts: [Draft], to bank: Bank, by person: String) async throws(Refusal) -> Int {
        let entries = drafts.prefix(Self.importMax).filter(\.canMatch).map { entry($0, bank, person) }
        var start = 0
        while start < entries.count {
            let batch = entries[start..<min(start + Self.batchSize, entries.count)]
            do throws(StoreError) {
                try await ledger.commit(batch.map { .putBankEntry($0) } + batch.map { .audit(added($0)) })
            } catch { throw .store(error) }
            start += batch.count
        }
        return entries.count
    }

    /// Switches one entry off or on.
    public func enable(_ id: BankEntryID, _ isEnabled: Bool, by person: String) async throws(Refusal) -> BankEntry {
        var entry = try await entry(id)
        entry.isEnabled = isEnabled
        do throws(StoreError) {
            try await ledger.commit([
                .enableBankEntry(id, isEnabled),
                .audit(changed(id, ["state": isEnabled ? "on" : "off", "by": digester.staff(person)])),
            ])
        } catch { throw .store(error) }
        return entry
    }

    /// Switches entries off whose source says that they are withdrawn: only those with that fingerprint, in that bank, from
    /// that source. Returns how many.
    public func withdraw(
        _ values: [String], from bank: Bank, source: String, by person: String
    ) async throws(Refusal) -> Int {
        var count = 0
        for value in values.prefix(Self.importMax) {
            guard let fingerprint = Fingerprint(hex: value, quality: 100) else { continue }
            let matches: [BankMatch]
            do throws(StoreError) { matches = try await self.matches(BankQuery(fingerprints: [fingerprint])) } catch {
                throw .store(error)
            }
            for match in matches
            where match.distance == 0 && match.entry.bank == bank && match.entry.source == source {
                _ = try await enable(match.entry.id, false, by: person)
                count += 1
            }
        }
        return count
    }

    /// Switches entries off whose record the source has deleted: only those in that bank, from that source, whose notes begin
    /// with a record's name. Returns how many.
    public func withdraw(
        records names: [String], from bank: Bank, source: String, by person: String
    ) async throws(Refusal) -> Int {
        let names = Set(names.prefix(Self.importMax))
        guard !names.isEmpty else { return 0 }
        var (count, after) = (0, BankEntryID?.none)
        while true {
            let page: [BankEntry]
            do throws(StoreError) {
                page = try await store.bankEntries(bank, after: after, limit: Self.batchSize)
            } catch { throw .store(error) }
            for entry in page where entry.isEnabled && entry.source == source {
                guard names.contains(String(entry.note.prefix { $0 != " " })) else { continue }
                _ = try await enable(entry.id, false, by: person)
                count += 1
            }
            guard page.count == Self.batchSize, let last = page.last else { return count }
            after = last.id
        }
    }

    /// Says that one entry must not stop one file. True when a second person has said so and it counts.
    public func allow(_ id: BankEntryID, sha256: String, by person: String) async throws(Refusal) -> Bool {
        guard try await entry(id).bank != .illegal else { throw .neverAllowed }
        let allowance = BankAllowance(entry: id, sha256: sha256, by: person, at: clock.now())
        do throws(StoreError) {
            try await ledger.commit([
                .allowMatch(allowance),
                .audit(changed(id, ["allows": sha256, "by": digester.staff(person)])),
            ])
            return try await store.allowances(of: id).filter { $0.sha256 == sha256 }.count >= 2
        } catch { throw .store(error) }
    }

    /// Entries of a bank, or of all, oldest first.
    public func entries(
        of bank: Bank?, after: BankEntryID?, limit: Int
    ) async throws(StoreError) -> [BankEntry] { try await store.bankEntries(bank, after: after, limit: limit) }

    /// One entry.
    public func entry(_ id: BankEntryID) async throws(Refusal) -> BankEntry {
        do throws(StoreError) {
            if let found = try await store.bankEntry(id) { return found }
        } catch { throw .store(error) }
        throw .unknown
    }

    /// A draft of what left or was stopped here, by what is on record of it. Where a person says that the picture it was made
    /// from is harmless, that one is told from it later.
    public func draft(
        of id: OutputID, sourceIsHarmless: Bool, source: String, note: String
    ) async throws(Refusal) -> Draft {
        let found: OutputRecord?
        do throws(StoreError) { found = try await store.output(id) } catch { throw .store(error) }
        guard let output = found else { throw .unknown }
        return Draft(
            fingerprint: output.fingerprint, signature: output.signature,
            harmlessSource: sourceIsHarmless ? output.sourceSignature : nil, sha256: output.sha256, source: source,
            note: note)
    }

    /// What a picture matches now.
    public func matches(_ query: BankQuery) async throws(StoreError) -> [BankMatch] {
        try await store.bankMatches(query, at: clock.now()).map(query.judged)
    }

    /// Outputs that a picture is, and outputs that only look like it.
    public struct Makers: Hashable, Sendable {
        public var confirmed: [OutputMatch] = []
        /// Nobody may be named for these.
        public var near: [OutputMatch] = []
    }

    /// Who had a picture made. The question is recorded with the code of its reason.
    public func whoMade(_ query: BankQuery, reason: String, by person: String) async throws(Refusal) -> Makers {
        do throws(StoreError) {
            let matches = try await store.outputs(
                nearAny: query.fingerprints, within: BankEntry.distanceMax, limit: Self.makersMax
            ).map(query.judged).filter { $0.likeness != .source }
            let makers = Makers(
                confirmed: matches.filter(\.likeness.isConfirmed), near: matches.filter { !$0.likeness.isConfirmed })
            try await ledger.commit([
                .audit(
                    AuditEntry(
                        kind: .makerAsked, subject: reason, at: clock.now(),
                        fields: [
                            "by": digester.staff(person), "confirmed": String(makers.confirmed.count),
                            "near": String(makers.near.count),
                        ]))
            ])
            return makers
        } catch { throw .store(error) }
    }

    private func sweep(_ entry: BankEntry) async throws(StoreError) -> Sweep {
        var sweep = Sweep()
        guard let fingerprint = entry.searchable else { return sweep }
        let matches = try await store.outputs(
            nearAny: [fingerprint] + entry.crops, within: BankEntry.distanceMax, limit: Self.sweepMax)
        for match in matches {
            let likeness = BankQuery(match.output).judged(BankMatch(entry: entry, distance: match.distance)).likeness
            switch match.output.sha256 == entry.sha256 ? .sameBytes : likeness {
            case .sameBytes, .same: sweep.confirmed.append(match.output.id)
            case .near: sweep.near.append(match.output.id)
            case .source: break
            }
        }
        return sweep
    }

    private func entry(_ draft: Draft, _ bank: Bank, _ person: String) -> BankEntry {
        let now = clock.now()
        return BankEntry(
            id: .mint(at: now), bank: bank, fingerprint: draft.fingerprint, crops: draft.crops,
            signature: draft.signature, harmlessSource: draft.harmlessSource, sha256: draft.sha256, md5: draft.md5,
            source: draft.source, note: draft.note, addedBy: person, addedAt: now, expiresAt: draft.expiresAt)
    }

    private func added(_ entry: BankEntry) -> AuditEntry {
        changed(entry.id, ["state": "added", "bank": entry.bank.rawValue, "by": digester.staff(entry.addedBy)])
    }

    private func changed(_ id: BankEntryID, _ fields: [String: String]) -> AuditEntry {
        AuditEntry(kind: .bankChanged, subject: id.text, at: clock.now(), fields: fields)
    }
}
