import AuditTrail
import Casework
import Desk
import PolicyEngine
import PromptReading
import SafetyModel
import Screening
import StaffAccess
import Storage
import Testing
import TestSupport

@Suite struct RulingDeskTests {
    private func breach(_ items: [String], strikes: [String] = []) -> RulingForm {
        RulingForm(
            items: Set(items.map(ItemID.init(text:))), reason: .undressed, clause: "no-undressing", category: .undress,
            bank: true, strikes: Set(strikes.map(AccountID.init(text:))))
    }

    @Test func `a family of words is named by what it holds, and one word is none`() async throws {
        let bench = try await DeskBench()
        try await bench.post("mine")
        _ = try await bench.notices.submit(bench.draft(["mine"]))
        await bench.outbox.runOnce()
        let id = try await bench.home(of: "mine")
        let family = try await bench.staff.phraseFamily("See-through, RAIN coat", in: id, by: DeskBench.ann)
        #expect(try await bench.staff.phraseFamily("coat rain through see", in: id, by: DeskBench.ann) == family)
        for words in ["rain", "", "rain rain", (1...13).map(String.init).joined(separator: " ")] {
            await #expect(throws: DeskError.invalid(.words), "\(words)") {
                try await bench.staff.phraseFamily(words, in: id, by: DeskBench.ann)
            }
        }
        var form = RulingForm(items: [ItemID(text: "mine")], reason: .undressed)
        form.category = .undress
        form.clause = "undress"
        form.holdFamily = family
        try await bench.staff.perform(.claim, on: id, by: DeskBench.ann)
        try await bench.staff.perform(.rule(form), on: id, by: DeskBench.ann)
        await bench.outbox.runOnce()

        #expect(try await bench.staff.caseView(id, for: DeskBench.ann).families[family] == "coat rain see through")
    }

    @Test func `an order joins the case of its pictures, or opens one, and acts once it is whole`() async throws {
        let bench = try await DeskBench()
        try await bench.post("mine")
        _ = try await bench.notices.submit(bench.draft(["mine"]))
        let home = try await bench.home(of: "mine")
        var draft = OrderDraft(kind: .act, authority: AuthorityID(text: "court"), elements: [.legalBasis, .reasons])
        draft.links = ["https://platform.test/mine"]
        draft.text = "By order of the court."

        let id = try await bench.staff.enterOrder(draft, by: DeskBench.ann)

        #expect(id == home)
        let view = try await bench.staff.caseView(id, for: DeskBench.ann)
        let order = try #require(view.file.order?.order)
        #expect(order.items == [ItemID(text: "mine")] && order.authority == AuthorityID(text: "court"))
        #expect(view.words.values.contains("By order of the court."))
        draft.links = ["https://elsewhere.test/byte-77"]
        let other = try await bench.staff.enterOrder(draft, by: DeskBench.ann)
        #expect(other != home)
        #expect(try await bench.staff.caseView(other, for: DeskBench.ann).entry.route == .orders)
        draft.links = []
        await #expect(throws: DeskError.refused(.noItems)) {
            try await bench.staff.enterOrder(draft, by: DeskBench.ann)
        }
        draft.links = ["no link at all"]
        await #expect(throws: DeskError.invalid(.link)) {
            try await bench.staff.enterOrder(draft, by: DeskBench.ann)
        }
        draft.links = ["https://platform.test/mine"]
        await #expect(throws: DeskError.self) { try await bench.staff.enterOrder(draft, by: DeskBench.eve) }
    }

    @Test func `what a person has to tell outside waits for their word, and only theirs`() async throws {
        let bench = try await DeskBench()
        try await bench.post("mine")
        _ = try await bench.notices.submit(bench.draft(["mine"]))
        await bench.outbox.runOnce()
        let id = try await bench.home(of: "mine")
        let file = try #require(await bench.desk.file(id))
        let (effect, _) = try #require(file.outstanding.first { $0.value.isForPerson })
        #expect(try await bench.staff.caseView(id, for: DeskBench.ann).failures.isEmpty)

        for member in [DeskBench.eve, Member(id: StaffID(text: "ada"), role: .admin)] {
            await #expect(throws: DeskError.self) { try await bench.staff.handedOver(effect, in: id, by: member) }
        }
        let hide = EffectID(sequence: 99, index: 0)
        await #expect(throws: DeskError.refused(.alreadyDone)) {
            try await bench.staff.handedOver(hide, in: id, by: DeskBench.ann)
        }
        let after = try await bench.staff.handedOver(effect, in: id, by: DeskBench.ann)
        #expect(after.outstanding[effect] == nil)
        await #expect(throws: DeskError.refused(.alreadyDone)) {
            try await bench.staff.handedOver(effect, in: id, by: DeskBench.ann)
        }
    }

    @Test func `a ruling removes every copy, banks it, pauses the maker and holds what the gate missed`() async throws {
        let bench = try await DeskBench()
        try await bench.post("mine", byte: 200)
        try await bench.post("copy", byte: 203, account: "other")
        let ticket = try await bench.notices.submit(bench.draft(["mine"]))
        await bench.outbox.runOnce()
        let id = try await bench.home(of: "mine")

        try await bench.rule(breach(["mine"], strikes: ["maker"]), on: id, by: DeskBench.cas)

        let words = bench.platform.words
        #expect(Set(words.filter { $0.hasPrefix("asset.remove") }) == ["asset.remove mine", "asset.remove copy"])
        #expect(words.contains("account.pause maker"))
        #expect(try await bench.store.account(AccountID(text: "maker"))?.standing == .paused)
        let entries = try await bench.store.bankEntries(.intimate, after: nil, limit: 9)
        #expect(entries.count >= 1 && entries.allSatisfy { $0.isEnabled && $0.signature != nil })
        #expect(bench.holds.all == [.requests(.undress, .edit)])
        let file = try #require(await bench.desk.file(id))
        #expect(file.holds.values.allSatisfy { $0.liveAt != nil })
        let status = try await bench.notices.status(ticket.code)
        #expect(status.things.map(\.outcome) == [.removed] && !status.answer.isEmpty)
    }

    @Test func `a removal is told whichever of the two lanes is first`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    let bench = try await DeskBench()
                    let names = (0..<4).map { "mine\($0)" }
                    for (number, name) in names.enumerated() { try await bench.post(name, byte: UInt8(100 + number)) }
                    _ = try await bench.notices.submit(bench.draft(names))
                    await bench.outbox.runOnce()
                    let id = try await bench.home(of: "mine0")

                    try await bench.rule(breach(names), on: id, by: DeskBench.cas)

                    let told = Set(bench.platform.words.filter { $0.hasPrefix("asset.remove") })
                    #expect(told == Set(names.map { "asset.remove \($0)" }))
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `what is removed is closed until reviewers and leads open it together, and erased whole`() async throws {
        let bench = try await DeskBench()
        var draft = bench.draft([])
        draft.things = [.link("https://platform.test/mine-44")]
        _ = try await bench.notices.submit(draft)
        await bench.outbox.runOnce()
        let id = try #require(await bench.staffCases().first)
        let item = try #require(await bench.desk.file(id)?.items.keys.first)
        _ = try await bench.staff.picture(item, in: id, as: .outline, for: DeskBench.cas)
        try await bench.rule(breach([item.text]), on: id, by: DeskBench.cas)

        let closed = try await bench.staff.caseView(id, for: DeskBench.cas)
        #expect(closed.quarantined == [item] && closed.shown.isEmpty)
        #expect(try await bench.store.document(.evidence, item.text) == nil)
        let box = try #require(try await bench.store.document(.quarantine, item.text)).body
        #expect(!box.isEmpty && box != [44, 0])
        await #expect(throws: DeskError.unknown) {
            try await bench.staff.picture(item, in: id, as: .grey, for: DeskBench.cas)
        }
        let (reviewers, leads) = (bench.reviewersKey.text, bench.leadsKey.text)
        for (first, second) in [(reviewers, reviewers), (leads, reviewers), ("", leads), (reviewers, "x")] {
            #expect(
                try await !bench.staff.openQuarantine(
                    item, in: id, reviewers: first, leads: second, for: DeskBench.cas))
        }
        #expect(
            try await bench.staff.openQuarantine(
                item, in: id, reviewers: reviewers, leads: leads, for: DeskBench.cas))
        _ = try await bench.staff.picture(item, in: id, as: .grey, for: DeskBench.cas)
        #expect(try await bench.staff.caseView(id, for: DeskBench.cas).shown == [item])
        // Open to one member, for a while, and in the trail without a name.
        #expect(try await bench.staff.caseView(id, for: DeskBench.ann).quarantined == [item])
        bench.pass(seconds: 901)
        #expect(try await bench.staff.caseView(id, for: DeskBench.cas).quarantined == [item])
        let actions = bench.store.auditRecords.filter { $0.entry.kind == .staffAction }.compactMap {
            $0.entry.fields["action"]
        }
        #expect(actions.count { $0 == "quarantine-refused" } == 4 && actions.contains("quarantine-opened"))

        bench.pass(seconds: bench.desk.settings.clocks.complaintSeconds + 86_400)
        try await bench.desk.perform(.erase([item], .windowEnded), on: id, by: .machine)
        await bench.outbox.runOnce()
        #expect(try await bench.store.document(.quarantine, item.text) == nil)
        #expect(try await bench.staff.caseView(id, for: DeskBench.cas).quarantined.isEmpty)
    }

    @Test func `the maker complains by the statement's secret, and another person's reversal undoes all`() async throws
    {
        let bench = try await DeskBench()
        try await bench.post("mine", byte: 200)
        try await bench.report(bench.draft(["mine"]))
        await bench.outbox.runOnce()
        let id = try await bench.home(of: "mine")
        try await bench.rule(breach(["mine"], strikes: ["maker"]), on: id, by: DeskBench.cas)

        let pages = bench.platform.told.filter { $0.kind == .statement && $0.account?.text == "maker" }
        let secrets = pages.compactMap { $0.page?.split(separator: "#").last.map(String.init) }
        var secret: String?
        for candidate in secrets {
            let view = try await bench.statements.statement(candidate)
            #expect(!view.lines.isEmpty && !view.lines.joined().contains("Someone"))
            if view.lines.joined(separator: " ").contains("removed") { secret = candidate }
        }
        try await bench.statements.complain("it is a costume", aboutStatement: try #require(secret))
        await #expect(throws: DeskError.unknown) { try await bench.statements.statement("not-a-secret") }

        let complaint = try #require(await bench.desk.file(id)?.complaints.values.first?.complaint.id)
        try await bench.staff.perform(.claim, on: id, by: DeskBench.bob)
        await #expect(throws: DeskError.refused(.claimedByOther(until: bench.now.adding(seconds: 1800)))) {
            try await bench.staff.perform(.claim, on: id, by: DeskBench.cas)
        }
        try await bench.staff.perform(
            .decideComplaint(complaint, ComplaintDecision(result: .reversed, reason: .overlooked)), on: id,
            by: DeskBench.bob)
        await bench.outbox.runOnce()

        #expect(bench.platform.words.contains("asset.restore mine"))
        #expect(
            bench.platform.words.contains("account.reinstate maker")
                || bench.platform.words.contains("account.warn maker"))
        let entries = try await bench.store.bankEntries(.intimate, after: nil, limit: 9)
        #expect(entries.allSatisfy { !$0.isEnabled })
        #expect(try await !bench.statements.statement(try #require(secret)).complaintAnswer.isEmpty)
    }

    @Test func `whoever ruled cannot decide the complaint`() async throws {
        let bench = try await DeskBench()
        try await bench.post("mine", byte: 7)
        try await bench.report(bench.draft(["mine"]))
        let id = try await bench.home(of: "mine")
        try await bench.rule(breach(["mine"]), on: id, by: DeskBench.bob)
        let page = bench.platform.told.last { $0.kind == .statement }?.page
        try await bench.statements.complain(
            "no", aboutStatement: try #require(page?.split(separator: "#").last.map(String.init)))
        let complaint = try #require(await bench.desk.file(id)?.complaints.values.first?.complaint.id)
        try await bench.staff.perform(.claim, on: id, by: DeskBench.bob)
        await #expect(throws: DeskError.refused(.samePerson)) {
            try await bench.staff.perform(
                .decideComplaint(complaint, ComplaintDecision(result: .reversed, reason: .overlooked)), on: id,
                by: DeskBench.bob)
        }
        #expect(
            try await bench.staff.queue(QueueWish(), for: DeskBench.bob, limit: 9, offset: 0).entries.isEmpty,
            "nor is it offered to them")
    }

    @Test func `about a child the first person suspends, the second removes, and the account stops`() async throws {
        let bench = try await DeskBench()
        try await bench.post("mine", byte: 7)
        try await bench.report(bench.draft(["mine"], ground: .childAbuse))
        await bench.outbox.runOnce()
        let id = try await bench.home(of: "mine")
        let form = RulingForm(
            items: [ItemID(text: "mine")], reason: .childAbuse,
            citing: LegalGround(jurisdiction: "nl", citation: "Wetboek van Strafrecht, art. 252"),
            category: .minorSexual, bank: true, strikes: [AccountID(text: "maker")])

        await #expect(throws: DeskError.refused(.notAllowed(.claim))) {
            try await bench.staff.perform(.claim, on: id, by: DeskBench.cas)
        }
        try await bench.rule(form, on: id, by: DeskBench.bob)
        #expect(try await bench.store.account(AccountID(text: "maker"))?.standing == .suspended)
        let proposal = try #require(await bench.desk.file(id)?.proposals.keys.first)
        await #expect(throws: DeskError.refused(.samePerson)) {
            try await bench.staff.perform(.confirm(proposal), on: id, by: DeskBench.bob)
        }
        try await bench.staff.perform(.confirm(proposal), on: id, by: DeskBench.ann)
        await bench.outbox.runOnce()

        #expect(try await bench.store.account(AccountID(text: "maker"))?.standing == .removed)
        #expect(try await bench.store.switches().map(\.scope) == [.account(AccountID(text: "maker"))])
        #expect(try await bench.store.bankEntries(.illegal, after: nil, limit: 9).count == 1)
        let report = try #require(await bench.desk.file(id)?.reports.values.first)
        #expect(report.confirmedAt == nil, "nobody has told the authority")
        let file = try await bench.staff.caseView(id, for: DeskBench.ann).file
        let effect = try #require(file.outstanding.first { $0.value == .report(report.report.id) }?.key)
        await #expect(throws: DeskError.unknown, "not trained for it") {
            try await bench.staff.handedOver(effect, in: id, by: DeskBench.cas)
        }
        try await bench.staff.handedOver(effect, in: id, by: DeskBench.bob)
        #expect(await bench.desk.file(id)?.reports.values.first?.confirmedAt != nil)
        await #expect(throws: DeskError.unknown) {
            try await bench.staff.picture(ItemID(text: "mine"), in: id, as: .outline, for: DeskBench.bob)
        }
    }

    @Test func `an asset that shows up after the ruling follows it at once`() async throws {
        let bench = try await DeskBench()
        try await bench.post("mine", byte: 200)
        try await bench.report(bench.draft(["mine"]))
        await bench.outbox.runOnce()
        try await bench.rule(breach(["mine"]), on: try await bench.home(of: "mine"), by: DeskBench.cas)

        try await bench.post("late", byte: 203, account: "late")
        await bench.outbox.runOnce()
        #expect(bench.platform.words.contains("asset.remove late"))
    }

    @Test func `a held decision becomes a case, and the ruling lets it go`() async throws {
        let bench = try await DeskBench()
        let decision = Decision(
            id: .mint(at: bench.now), kind: .hold, stage: .output, reasons: [], coverage: Coverage(),
            versions: Versions(binary: "b", policy: "p", model: "m"), at: bench.now)
        let held = HeldCase(
            id: .mint(at: bench.now), decision: decision, account: AccountID(text: "ada"), operation: .edit,
            requestDigest: "d", openedAt: bench.now)
        let output = OutputID.mint(at: bench.now)
        try await bench.store.commit([
            .openCase(held),
            .sealPicture(
                HeldPicture(id: output, caseID: held.id, picture: Picture(bytes: [5]), format: .png)),
        ])
        _ = await bench.ports.takeHeld(bench.desk, after: nil)
        _ = await bench.ports.takeHeld(bench.desk, after: nil)

        let page = try await bench.staff.queue(QueueWish(), for: DeskBench.cas, limit: 9, offset: 0)
        #expect(page.entries.map(\.caseID) == [held.id])
        let drawn = try await bench.staff.picture(
            ItemID(text: output.text), in: held.id, as: .grey, for: DeskBench.cas)
        #expect(!drawn.bytes.isEmpty)
        #expect(try await bench.staff.exposure(of: DeskBench.cas).today == 1)
        try await bench.rule(
            RulingForm(items: [ItemID(text: output.text)], reason: .noBreach), on: held.id, by: DeskBench.cas)
        #expect(try await bench.store.heldCase(held.id)?.state == .released)
    }

    @Test func `what was missed waits everywhere until two persons lift it`() async throws {
        let bench = try await DeskBench()
        let decider = Decider(
            ScreeningParts(
                reader: try PromptReader.embedded(), policy: try Policy.embedded(), lens: bench.lens,
                store: bench.store, ledger: bench.store, digester: bench.store.digester,
                clock: Timepiece { DeskBench.start }, binaryVersion: "test", holds: bench.holds))
        let request = ImageRequest(
            operation: .edit, prompt: Prompt("make it black and white"), pictures: [Picture(bytes: [1])],
            requester: Requester(account: AccountID(text: "ada")))
        #expect(await decider.decide(request).decision.kind == .allow)

        try await bench.post("mine", byte: 200)
        try await bench.report(bench.draft(["mine"]))
        await bench.outbox.runOnce()
        let id = try await bench.home(of: "mine")
        try await bench.rule(breach(["mine"]), on: id, by: DeskBench.bob)
        let held = await decider.decide(request).decision
        #expect(held.kind == .hold && held.reasons.first?.rule == "held-after-miss")

        let hold = try #require(await bench.desk.file(id)?.holds.keys.first)
        try await bench.staff.perform(.liftHold(hold), on: id, by: DeskBench.bob)
        await bench.outbox.runOnce()
        #expect(await decider.decide(request).decision.kind == .hold)
        let proposal = try #require(
            await bench.desk.file(id)?.proposals.values.first { $0.isOpen }?.proposal.id)
        try await bench.staff.perform(.confirm(proposal), on: id, by: DeskBench.ann)
        await bench.outbox.runOnce()
        #expect(await decider.decide(request).decision.kind == .allow)
    }

    @Test func `after a restart everything is as it was, and what was not done is done`() async throws {
        let bench = try await DeskBench()
        try await bench.post("mine", byte: 200)
        bench.platform.answer(.later("down"))
        let ticket = try await bench.notices.submit(bench.draft(["mine"]))
        await bench.outbox.runOnce()
        let id = try await bench.home(of: "mine")
        let file = await bench.desk.file(id)

        let again = try await DeskBench(store: bench.store)
        #expect(await again.desk.file(id) == file)
        #expect(try await again.notices.status(ticket.code).things.map(\.outcome) == [.hiding])
        await again.outbox.runOnce()
        #expect(try await again.notices.status(ticket.code).things.map(\.outcome) == [.hidden])
        #expect(again.platform.words.contains("asset.hide mine"))
    }

    @Test func `a refusal is contested once, and a reversal lets that request through once`() async throws {
        let bench = try await DeskBench()
        let decision = DecisionID.mint(at: bench.now)
        try await bench.store.commit([
            .audit(
                AuditEntry(
                    kind: .decision, subject: decision.text, at: bench.now,
                    fields: ["decision": "refuse", "operation": "edit", "request": "digest-1"]))
        ])
        await #expect(throws: DeskError.unknown) {
            try await bench.statements.contest(DecisionID(text: "dec_none"), words: "why")
        }
        try await bench.statements.contest(decision, words: "it was a harmless photo")
        await #expect(throws: DeskError.self) { try await bench.statements.contest(decision, words: "again") }

        let entry = try #require(
            try await bench.staff.queue(QueueWish(), for: DeskBench.cas, limit: 9, offset: 0).entries.first)
        let complaint = try #require(await bench.desk.file(entry.caseID)?.complaints.keys.first)
        try await bench.staff.perform(.claim, on: entry.caseID, by: DeskBench.cas)
        try await bench.staff.perform(
            .decideComplaint(complaint, ComplaintDecision(result: .reversed, reason: .tooStrict)), on: entry.caseID,
            by: DeskBench.cas)
        await bench.outbox.runOnce()
        #expect(try await bench.store.permit(digest: "digest-1", at: bench.now) != nil)
    }

    @Test func `the trail names every event and no person, and the auditor reads and changes nothing`() async throws {
        let bench = try await DeskBench()
        try await bench.post("mine", byte: 7)
        try await bench.report(bench.draft(["mine"]))
        let id = try await bench.home(of: "mine")
        let entries = bench.store.auditRecords.map(\.entry).filter { $0.kind == .casework }
        #expect(entries.count == (await bench.desk.file(id))?.sequence)
        #expect(entries.allSatisfy { $0.fields["body"] != nil && !$0.fields.values.contains("maker") })
        #expect(try await bench.staff.caseView(id, for: DeskBench.eve).allowed.isEmpty)
        await #expect(throws: DeskError.refused(.notAllowed(.claim))) {
            try await bench.staff.perform(.claim, on: id, by: DeskBench.eve)
        }
    }
}

@Suite struct AccountWatchTests {
    private func stopped(_ bench: DeskBench, _ account: String, entries: Set<BankEntryID> = []) -> StoppedRequest {
        StoppedRequest(
            account: AccountID(text: account), decision: .mint(at: bench.now), kind: .refuse, operation: .edit,
            levels: [.undress: .clear], entries: entries, at: bench.now)
    }

    @Test func `an account that keeps trying is paused for a while, with a statement and a person`() async throws {
        let bench = try await DeskBench()
        let watch = AccountWatch(desk: bench.desk, limits: .init(refusalsMax: 3, pauseSeconds: 900))
        for _ in 0..<2 { watch.stopped(stopped(bench, "ada")) }
        try await settle { await bench.staffQueue() == 0 }
        watch.stopped(stopped(bench, "ada"))
        try await settle { await bench.staffQueue() == 1 }
        await bench.outbox.runOnce()

        #expect(try await bench.store.account(AccountID(text: "ada"))?.mayGenerate == false)
        #expect(bench.platform.words.contains("account.pause ada"))
        #expect(bench.platform.told.contains { $0.kind == .statement && $0.account?.text == "ada" })
        bench.pass(seconds: 901)
        for id in await bench.staffCases() { try await bench.desk.perform(.tick, on: id, by: .machine) }
        await bench.outbox.runOnce()
        #expect(try await bench.store.account(AccountID(text: "ada"))?.mayGenerate == true)
    }

    @Test func `what is asked an hour apart, or only not understood, pauses nobody`() async throws {
        let bench = try await DeskBench()
        let watch = AccountWatch(desk: bench.desk, limits: .init(refusalsMax: 2))
        watch.stopped(stopped(bench, "ada"))
        bench.pass(seconds: 3601)
        watch.stopped(stopped(bench, "ada"))
        var mild = stopped(bench, "bob")
        mild.levels = [.undress: .suspected]
        for _ in 0..<5 { watch.stopped(mild) }
        try await Task.sleep(for: .milliseconds(50))
        #expect(await bench.staffQueue() == 0)
    }

    @Test func `a new account with a removed one's picture is flagged once to a person, and nothing happens to it`()
        async throws
    {
        let bench = try await DeskBench()
        try await bench.post("mine", byte: 7)
        try await bench.report(bench.draft(["mine"], ground: .childAbuse))
        let id = try await bench.home(of: "mine")
        let form = RulingForm(
            items: [ItemID(text: "mine")], reason: .childAbuse,
            citing: LegalGround(jurisdiction: "nl", citation: "Wetboek van Strafrecht, art. 252"),
            category: .minorSexual, bank: true, strikes: [AccountID(text: "maker")])
        try await bench.rule(form, on: id, by: DeskBench.bob)
        let proposal = try #require(await bench.desk.file(id)?.proposals.keys.first)
        try await bench.staff.perform(.confirm(proposal), on: id, by: DeskBench.ann)
        await bench.outbox.runOnce()
        let entry = try #require(try await bench.store.bankEntries(.illegal, after: nil, limit: 1).first?.id)
        let before = await bench.staffQueue()

        let watch = AccountWatch(desk: bench.desk)
        watch.stopped(stopped(bench, "again", entries: [entry]))
        try await settle { await bench.staffQueue() == before + 1 }
        watch.stopped(stopped(bench, "again", entries: [entry]))
        watch.stopped(stopped(bench, "maker", entries: [entry]))
        try await Task.sleep(for: .milliseconds(50))
        #expect(await bench.staffQueue() == before + 1)
        #expect(try await bench.store.account(AccountID(text: "again")) == nil)
    }

    /// Waits, at most seconds, for what a task of its own does.
    private func settle(_ isDone: () async -> Bool) async throws {
        for _ in 0..<500 {
            if await isDone() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("it did not happen")
    }
}
