import Hummingbird
import ImageFingerprint
import SafetyModel
import Screening
import WireJSON

/// `/admin/v1/banks`: known pictures, and what they match.
struct BankRoutes: Sendable {
    let banks: BankKeeping
    let door: FrontDoor

    private static let listMax = 500
    /// Bytes of a body with a list to import.
    static let importBytesMax = 16 << 20

    /// `GET /admin/v1/banks/{bank}/entries?after=ID`: at most 500, oldest first.
    func list(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let bank = try Self.bank(context)
        let after = request.uri.queryParameters["after"].map { BankEntryID(text: String($0)) }
        do throws(StoreError) {
            let entries = try await banks.entries(of: bank, after: after, limit: Self.listMax)
            return .json(["entries": .array(entries.map(Self.json))])
        } catch { throw .storeUnavailable }
    }

    /// `POST /admin/v1/banks/{bank}/entries`: adds one, and says what left earlier and matches it.
    func add(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let bank = try Self.bank(context)
        let person = try StaffName.read(request.headers)
        var fields = try ImageFields(try await door.bodies.json(request, context, limit: 64 << 10))
        let output = try fields.string("output", max: 64).map(OutputID.init(text:))
        let isHarmless = try fields.boolean("source_is_harmless") ?? false
        var draft = try await draft(of: output, sourceIsHarmless: isHarmless, &fields)
        if let end = try fields.integer("expires_at", 0...4_102_444_800) {
            draft.expiresAt = Moment(milliseconds: Int64(end) * 1000)
        }
        try StaffName.nothingElse(fields)
        do throws(BankKeeping.Refusal) {
            let (entry, sweep) = try await banks.add(draft, to: bank, by: person)
            return .json(
                Self.json(
                    entry,
                    more: [
                        ("confirmed_outputs", .array(sweep.confirmed.map { JSON($0.text) })),
                        ("near_outputs", .array(sweep.near.map { JSON($0.text) })),
                    ]))
        } catch { throw Self.wireError(error) }
    }

    /// By `output`, what is on record of it; else by what the body says.
    private func draft(
        of output: OutputID?, sourceIsHarmless: Bool, _ fields: inout ImageFields
    ) async throws(WireError) -> BankKeeping.Draft {
        let (source, note) = (
            try fields.string("source", max: 200) ?? "", try fields.string("note", max: 2_000) ?? ""
        )
        if let output {
            do throws(BankKeeping.Refusal) {
                return try await banks.draft(of: output, sourceIsHarmless: sourceIsHarmless, source: source, note: note)
            } catch { throw Self.wireError(error) }
        }
        return BankKeeping.Draft(
            fingerprint: try PictureKeyFields.fingerprint(&fields), crops: try PictureKeyFields.crops(&fields),
            signature: try PictureKeyFields.signature(&fields),
            sha256: try PictureKeyFields.digest(&fields, "sha256", 64),
            md5: try PictureKeyFields.digest(&fields, "md5", 32), source: source, note: note)
    }

    /// `POST /admin/v1/banks/{bank}/import`: adds a whole list; what cannot be read is reported and skipped, what the list
    /// says is withdrawn is switched off.
    func importList(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let bank = try Self.bank(context)
        let person = try StaffName.read(request.headers)
        var fields = try ImageFields(try await door.bodies.json(request, context, limit: Self.importBytesMax))
        let word = try fields.choice("format", BankImport.Format.allCases.map(\.rawValue))
        let source = try fields.string("source", max: 200) ?? ""
        guard let format = word.flatMap({ BankImport.Format(rawValue: $0) }),
            let content = try fields.string("content", max: Self.importBytesMax)
        else { throw .invalid("format", "`format` and `content` are needed", code: "missing_required_parameter") }
        try StaffName.nothingElse(fields)
        let list = BankImport(content, as: format, source: source)
        do throws(BankKeeping.Refusal) {
            let added = try await banks.add(list.drafts, to: bank, by: person)
            let values = try await banks.withdraw(list.withdrawn, from: bank, source: source, by: person)
            let off =
                values
                + (try await banks.withdraw(records: list.withdrawnRecords, from: bank, source: source, by: person))
            let skipped = list.skipped.map { JSON([("line", JSON($0.line)), ("reason", JSON($0.reason))]) }
            return .json([
                "added": JSON(added), "withdrawn": JSON(off), "skipped": JSON(list.skippedCount),
                "skipped_lines": .array(skipped),
            ])
        } catch { throw Self.wireError(error) }
    }

    func one(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let id = try Self.entryID(context)
        do throws(BankKeeping.Refusal) { return .json(Self.json(try await banks.entry(id))) } catch {
            throw Self.wireError(error)
        }
    }

    /// `PUT /admin/v1/banks/entries/{id}` with `{"enabled": …}`.
    func change(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let id = try Self.entryID(context)
        let person = try StaffName.read(request.headers)
        var fields = try ImageFields(try await door.bodies.json(request, context, limit: 64 << 10))
        guard let isEnabled = try fields.boolean("enabled") else {
            throw .invalid("enabled", "`enabled` is missing", code: "missing_required_parameter")
        }
        try StaffName.nothingElse(fields)
        do throws(BankKeeping.Refusal) {
            return .json(Self.json(try await banks.enable(id, isEnabled, by: person)))
        } catch { throw Self.wireError(error) }
    }

    /// `POST /admin/v1/banks/entries/{id}/allow` with `{"sha256": …}`: counts when a second person says the same.
    func allow(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let id = try Self.entryID(context)
        let person = try StaffName.read(request.headers)
        var fields = try ImageFields(try await door.bodies.json(request, context, limit: 64 << 10))
        guard let sha256 = try PictureKeyFields.digest(&fields, "sha256", 64) else {
            throw .invalid("sha256", "`sha256` is missing", code: "missing_required_parameter")
        }
        try StaffName.nothingElse(fields)
        do throws(BankKeeping.Refusal) {
            let counts = try await banks.allow(id, sha256: sha256, by: person)
            return .json(["allowed": .bool(counts), "needs": counts ? .null : "a second person"])
        } catch { throw Self.wireError(error) }
    }

    /// `POST /admin/v1/banks/match` with what a picture is known by: every entry, bank, distance, and what hit.
    func match(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        var fields = try ImageFields(try await door.bodies.json(request, context, limit: 64 << 10))
        let query = try PictureKeyFields.query(&fields)
        try StaffName.nothingElse(fields)
        do throws(StoreError) {
            let matches = try await banks.matches(query)
            return .json([
                "matches": .array(
                    matches.map { match in
                        Self.json(
                            match.entry,
                            more: [
                                ("distance", match.distance.map { JSON($0) } ?? .null),
                                ("match", match.likeness.isConfirmed ? "confirmed" : "near"),
                                ("likeness", JSON(match.likeness.rawValue)),
                                ("part", JSON(match.hit?.part.rawValue)),
                                ("orientation", JSON(match.hit?.orientation.rawValue)),
                            ])
                    })
            ])
        } catch { throw .storeUnavailable }
    }

    /// `POST /admin/v1/whomade` with what a picture is known by and a `reason`: outputs that are it, with their accounts,
    /// and outputs that only look like it, without.
    func whoMade(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let person = try StaffName.read(request.headers)
        var fields = try ImageFields(try await door.bodies.json(request, context, limit: 64 << 10))
        guard let reason = try fields.string("reason", max: 64), !reason.isEmpty, RequesterHeaders.isName(reason) else {
            throw .invalid("reason", "`reason` must be the code of a case or an order, at most 64 letters and digits")
        }
        let query = try PictureKeyFields.query(&fields)
        try StaffName.nothingElse(fields)
        do throws(BankKeeping.Refusal) {
            let makers = try await banks.whoMade(query, reason: reason, by: person)
            return .json([
                "made": .array(makers.confirmed.map { Self.json($0, isConfirmed: true) }),
                "alike": .array(makers.near.map { Self.json($0, isConfirmed: false) }),
            ])
        } catch { throw Self.wireError(error) }
    }

    private static func json(_ match: OutputMatch, isConfirmed: Bool) -> JSON {
        let output = match.output
        return JSON([
            ("output", JSON(output.id.text)), ("likeness", JSON(match.likeness.rawValue)),
            ("distance", JSON(match.distance)), ("at", JSON(Int(output.at.milliseconds))),
            ("released", .bool(output.released)),
            ("decision", isConfirmed ? JSON(output.decision.text) : .null),
            ("account", isConfirmed ? JSON(output.account?.text) : .null),
        ])
    }

    // MARK: words

    private static func bank(_ context: GatewayContext) throws(WireError) -> Bank {
        guard let bank = Bank(rawValue: try PathWord.read("bank", context)) else {
            throw .invalid("bank", "a bank is \(Bank.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))")
        }
        return bank
    }

    private static func entryID(_ context: GatewayContext) throws(WireError) -> BankEntryID {
        BankEntryID(text: try PathWord.read("id", context))
    }

    private static func wireError(_ refusal: BankKeeping.Refusal) -> WireError {
        switch refusal {
        case .store(let error) where error.code == .conflict: .notFound
        case .store: .storeUnavailable
        case .unknown: .notFound
        case .nothingToMatch:
            .invalid("fingerprint", "an entry needs a fingerprint of quality 50 or more, or a digest of the bytes")
        case .neverAllowed: .invalid("id", "an entry of the bank `illegal` lets nothing through")
        }
    }

    private static func json(_ entry: BankEntry) -> JSON { json(entry, more: []) }

    private static func json(_ entry: BankEntry, more: [(String, JSON?)]) -> JSON {
        JSON(
            [
                ("id", JSON(entry.id.text)), ("bank", JSON(entry.bank.rawValue)),
                ("fingerprint", JSON(entry.fingerprint?.hex)),
                ("quality", entry.fingerprint.map { JSON($0.quality) } ?? .null), ("sha256", JSON(entry.sha256)),
                ("md5", JSON(entry.md5)),
                ("crops", JSON(entry.crops.count)), ("signed", .bool(entry.signature != nil)),
                ("source_is_harmless", .bool(entry.harmlessSource != nil)), ("source", JSON(entry.source)),
                ("note", JSON(entry.note)),
                ("added_by", JSON(entry.addedBy)), ("added_at", JSON(Int(entry.addedAt.milliseconds))),
                ("expires_at", entry.expiresAt.map { JSON(Int($0.milliseconds / 1000)) } ?? .null),
                ("enabled", .bool(entry.isEnabled)),
            ] + more)
    }
}
