import AuditTrail
import SafetyModel
import Screening
import Storage
import TestSupport
import Testing

/// Banks of known pictures, over both stores.
@Suite struct BankTests {
    private static func fingerprint(_ seed: UInt64, quality: Int = 100) -> Fingerprint {
        var random = Seeded(seed)
        return Fingerprint(
            words: SIMD4(random.next(), random.next(), random.next(), random.next()), quality: quality)
    }

    /// The fingerprint with its lowest bits turned.
    private static func near(_ fingerprint: Fingerprint, bits: UInt64) -> Fingerprint {
        var words = fingerprint.words
        words[0] ^= (1 << bits) - 1
        return Fingerprint(words: words, quality: fingerprint.quality)
    }

    private static func entry(
        _ id: String, _ bank: Bank, _ fingerprint: Fingerprint? = nil, sha256: String? = nil, md5: String? = nil,
        expiresAt: Moment? = nil
    ) -> BankEntry {
        BankEntry(
            id: BankEntryID(text: id), bank: bank, fingerprint: fingerprint, sha256: sha256, md5: md5,
            source: "test", note: "", addedBy: "kim", addedAt: noon, expiresAt: expiresAt)
    }

    @Test(arguments: StoreKind.allCases)
    func `an entry is found by fingerprint within 31 bits and by digest`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let one = Self.fingerprint(1)
            let digest = String(repeating: "ab", count: 32)
            try await store.commit([
                .putBankEntry(Self.entry("bnk_1", .intimate, one, sha256: digest)),
                .putBankEntry(Self.entry("bnk_2", .illegal, md5: String(repeating: "c", count: 32))),
            ])

            let close = try await store.bankMatches(
                BankQuery(fingerprints: [Self.near(one, bits: 31)]), at: noon)
            #expect(close.map(\.entry.id.text) == ["bnk_1"] && close.first?.distance == 31)
            #expect(close.first?.level == .suspected)
            #expect(
                try await store.bankMatches(BankQuery(fingerprints: [Self.near(one, bits: 32)]), at: noon).isEmpty)
            let same = try await store.bankMatches(BankQuery(fingerprints: [one], sha256: digest), at: noon)
            #expect(same.count == 1 && same.first?.likeness == .sameBytes && same.first?.level == .severe)
            let old = try await store.bankMatches(
                BankQuery(fingerprints: [], md5: String(repeating: "c", count: 32)), at: noon)
            #expect(old.map(\.entry.bank) == [.illegal])
            #expect(try await store.bankEntry(BankEntryID(text: "bnk_1"))?.sha256 == digest)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `what is off, over, flat or allowed by two persons does not match`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let (one, two, three) = (Self.fingerprint(2), Self.fingerprint(3), Self.fingerprint(4, quality: 49))
            let digest = String(repeating: "1", count: 64)
            let id = BankEntryID(text: "bnk_1")
            try await store.commit([
                .putBankEntry(Self.entry("bnk_1", .intimate, one)),
                .putBankEntry(Self.entry("bnk_2", .reported, two, expiresAt: noon.adding(seconds: 5))),
                .putBankEntry(Self.entry("bnk_3", .reported, three)),
            ])
            func matches(_ fingerprint: Fingerprint, at: Moment = noon) async throws -> Int {
                try await store.bankMatches(BankQuery(fingerprints: [fingerprint], sha256: digest), at: at).count
            }

            #expect(try await matches(two) == 1)
            #expect(try await matches(two, at: noon.adding(seconds: 5)) == 0)
            #expect(try await matches(three) == 0)
            try await store.commit([.enableBankEntry(id, false)])
            #expect(try await matches(one) == 0)
            try await store.commit([.enableBankEntry(id, true)])
            #expect(try await matches(one) == 1)
            for (person, left) in [("kim", 1), ("kim", 1), ("lee", 0)] {
                try await store.commit([.allowMatch(BankAllowance(entry: id, sha256: digest, by: person, at: noon))])
                #expect(try await matches(one) == left, "\(person)")
            }
            #expect(try await store.allowances(of: id).map(\.by) == ["kim", "lee"])
            await #expect(throws: StoreError.self) {
                try await store.commit([.enableBankEntry(BankEntryID(text: "bnk_9"), true)])
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `entries are listed by bank, page by page`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let entries = (1...5).map {
                Self.entry("bnk_\($0)", $0 == 3 ? .illegal : .intimate, Self.fingerprint(UInt64($0)))
            }
            try await store.commit(entries.map { .putBankEntry($0) })
            let first = try await store.bankEntries(.intimate, after: nil, limit: 2)
            #expect(first == [entries[0], entries[1]])
            #expect(try await store.bankEntries(.intimate, after: first[1].id, limit: 9) == [entries[3], entries[4]])
            #expect(try await store.bankEntries(nil, after: nil, limit: 9) == entries)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `an entry is found by its crops, and keeps what tells it from its source`(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let (scene, other) = (DrawnScene(seed: 3), DrawnScene(seed: 4))
            var entry = Self.entry("bnk_1", .intimate, Self.fingerprint(20))
            entry.crops = [Self.fingerprint(21, quality: 50), Self.fingerprint(22, quality: 50)]
            entry.signature = try scene.signature()
            entry.harmlessSource = try other.signature()
            entry.owner = AccountID(text: "ada")
            entry.codeDigest = "c0de"
            var record = output("out_1", SIMD4(1, 2, 3, 4))
            record.signature = try scene.signature()
            record.sourceSignature = try other.signature()
            try await store.commit([
                .putBankEntry(Self.entry("bnk_0", .intimate, Self.fingerprint(19))), .putBankEntry(entry),
                .registerOutput(record),
            ])

            let query = BankQuery(fingerprints: [Self.near(entry.crops[1], bits: 9), entry.crops[0]])
            let found = try await store.bankMatches(query, at: noon)
            #expect(found.map(\.entry) == [entry] && found.first?.distance == 0)
            #expect(try await store.output(record.id) == record)
            #expect(try await store.output(OutputID(text: "out_9")) == nil)
            try await store.commit([.enableBankEntry(entry.id, false)])
            #expect(try await store.bankMatches(query, at: noon).isEmpty)

            try await store.commit([.enableBankEntry(entry.id, true), .renewBankEntries(code: "c0de", until: noon)])
            #expect(try await store.bankEntries(code: "c0de").map(\.expiresAt) == [noon])
            try await store.commit([.eraseBankEntries(code: "c0de")])
            #expect(try await store.bankEntry(entry.id) == nil)
            #expect(try await store.bankMatches(query, at: noon).isEmpty)
            await expectFailure(.conflict, store, [.eraseBankEntries(code: "c0de")])
            await expectFailure(.conflict, store, [.renewBankEntries(code: "c0de", until: noon)])
        }
    }

    @Test func `entries and what is switched off are there again after a restart`() async throws {
        try await withFolder { folder in
            let (one, two) = (Self.fingerprint(8), Self.fingerprint(9))
            let first = try await SQLiteStore.open(folder: folder)
            try await first.commit([
                .putBankEntry(Self.entry("bnk_1", .intimate, one)), .putBankEntry(Self.entry("bnk_2", .intimate, two)),
            ])
            try await first.commit([.enableBankEntry(BankEntryID(text: "bnk_2"), false)])
            await first.close()

            let second = try await SQLiteStore.open(folder: folder)
            #expect(try await second.bankMatches(BankQuery(fingerprints: [one]), at: noon).count == 1)
            #expect(try await second.bankMatches(BankQuery(fingerprints: [two]), at: noon).isEmpty)
            await second.close()
        }
    }
}
