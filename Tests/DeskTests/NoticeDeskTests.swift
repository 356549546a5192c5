import Casework
import Desk
import SafetyModel
import Screening
import Storage
import Testing
import TestSupport

@Suite struct NoticeDeskTests {
    @Test func `a reported picture and its copies by others are hidden at once, an edit of it waits`() async throws {
        let bench = try await DeskBench()
        try await bench.post("mine", byte: 200)
        try await bench.post("copy", byte: 203, account: "other")
        try await bench.post("edit", byte: 201, account: "third")
        try await bench.post("else", byte: 9, account: "fourth")

        let ticket = try await bench.notices.submit(bench.draft(["mine"]))
        await bench.outbox.runOnce()

        let hidden = bench.platform.words.filter { $0.hasPrefix("asset.hide") }
        #expect(Set(hidden) == ["asset.hide mine", "asset.hide copy"])
        let status = try await bench.notices.status(ticket.code)
        #expect(status.things.map(\.outcome) == [.hidden])
        #expect(status.things.first?.copies == [.hidden: 1])
        #expect(status.things.first?.link == "https://platform.test/mine")
        #expect(status.steps.map(\.kind) == [.hidden, .received])
        let file = try #require(await bench.desk.file(try await bench.home(of: "mine")))
        #expect(file.items[ItemID(text: "edit")]?.visibility == .visible)
        #expect(file.items[ItemID(text: "else")] == nil)
        let told = bench.platform.told.filter { $0.kind == .statement }.compactMap(\.account?.text)
        #expect(Set(told) == ["maker", "other"])
    }

    @Test func `hidden means that the platform has said so, and failing is seen and tried again`() async throws {
        let bench = try await DeskBench()
        try await bench.post("mine")
        bench.platform.answer(.later("status 503"))

        let ticket = try await bench.notices.submit(bench.draft(["mine"]))
        await bench.outbox.runOnce()

        let id = try await bench.home(of: "mine")
        #expect(try await bench.notices.status(ticket.code).things.map(\.outcome) == [.hiding])
        let failures = try await bench.staff.caseView(id, for: DeskBench.ann).failures
        #expect(failures.contains { $0.contains("status 503") })

        bench.platform.answer(.acknowledged)
        await bench.outbox.runOnce()
        #expect(try await bench.notices.status(ticket.code).things.map(\.outcome) == [.hiding], "not before its time")
        bench.pass(seconds: 2)
        await bench.outbox.runOnce()
        #expect(try await bench.notices.status(ticket.code).things.map(\.outcome) == [.hidden])
        let ids = bench.platform.told.filter { $0.kind == .hide }.map(\.id)
        #expect(ids.count == 2 && Set(ids).count == 1, "the same message keeps its id")
    }

    @Test func `a mail server that hangs hides nothing later`() async throws {
        let bench = try await DeskBench()
        bench.mailbox.hang()
        for number in 0..<40 { try await bench.post("post-\(number)", byte: UInt8(number * 6)) }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await bench.outbox.run() }
            for number in 0..<40 {
                var draft = bench.draft(["post-\(number)"])
                draft.email = "somebody@example.org"
                _ = try? await bench.notices.submit(draft)
            }
            for _ in 0..<500 {
                let hidden = Set(bench.platform.words.filter { $0.hasPrefix("asset.hide") })
                if hidden.count >= 40, bench.mailbox.letters.count >= 1 { break }
                try? await Task.sleep(for: .milliseconds(20))
            }
            group.cancelAll()
        }
        #expect(Set(bench.platform.words.filter { $0.hasPrefix("asset.hide") }).count == 40)
        #expect(!bench.mailbox.letters.isEmpty)
    }

    @Test func `staff see what happened in a case and an account over its cases, where they may read them`()
        async throws
    {
        let bench = try await DeskBench()
        try await bench.post("mine")
        try await bench.report(bench.draft(["mine"]))
        let id = try await bench.home(of: "mine")

        let view = try await bench.staff.caseView(id, for: DeskBench.cas)
        #expect(view.timeline.map(\.sequence) == Array(1...view.file.sequence))
        guard case .opened = view.timeline.first?.event else {
            Issue.record("the first event opens the case")
            return
        }
        let account = try await bench.staff.account(AccountID(text: "maker"), for: DeskBench.cas)
        #expect(account.cases.map(\.caseID) == [id])
        await #expect(throws: DeskError.unknown) {
            try await bench.staff.account(AccountID(text: "nobody"), for: DeskBench.ann)
        }
        try await bench.staff.perform(.escalate(.child), on: id, by: DeskBench.ann)
        await #expect(throws: DeskError.unknown) {
            try await bench.staff.account(AccountID(text: "maker"), for: DeskBench.cas)
        }
    }

    @Test func `a link that nobody registered is read, and what it shows is found`() async throws {
        let bench = try await DeskBench()
        try await bench.post("copy", byte: 203)

        try await bench.report(bench.draft(["byte-200"]))
        await bench.outbox.runOnce()

        #expect(bench.platform.words.contains("asset.hide copy"))
        #expect(bench.platform.told.contains { $0.kind == .hide && $0.url == "https://platform.test/byte-200" })
    }

    @Test func `a link that cannot be fetched still opens a case`() async throws {
        let bench = try await DeskBench()
        let ticket = try await bench.notices.submit(bench.draft(["gone"]))
        await bench.outbox.runOnce()
        #expect(try await bench.staff.queue(QueueWish(), for: DeskBench.cas, limit: 9, offset: 0).total == 1)
        #expect(try await bench.notices.status(ticket.code).clocks.count == 1)
    }

    @Test func `about a child no file is taken and nothing is fetched`() async throws {
        let bench = try await DeskBench()
        var draft = bench.draft(["byte-200"], ground: .childAbuse)
        draft.things.append(.file(Picture(bytes: [200])))
        await #expect(throws: DeskError.invalid(.fileForbidden)) { try await bench.notices.submit(draft) }

        try await bench.report(bench.draft(["byte-200"], ground: .childAbuse))
        await bench.outbox.runOnce()
        #expect(bench.web.addresses.isEmpty)
        #expect(bench.platform.words.contains { $0.hasPrefix("asset.hide") })
    }

    @Test func `an intimate picture of a sender under 18 is one of a child, by whatever door`() async throws {
        let bench = try await DeskBench()
        var draft = bench.draft(["byte-200"])
        draft.sender = .minor
        try await bench.report(draft)
        await bench.outbox.runOnce()
        #expect(bench.web.addresses.isEmpty)
        let entries = try await bench.staff.queue(QueueWish(), for: DeskBench.ann, limit: 9, offset: 0).entries
        #expect(entries.map(\.severity) == [.child])
        draft.things = [.file(Picture(bytes: [200]))]
        await #expect(throws: DeskError.invalid(.fileForbidden)) { try await bench.notices.submit(draft) }
    }

    @Test func `a file that two senders brought stays until both have erased it`() async throws {
        let bench = try await DeskBench()
        var draft = bench.draft([])
        draft.things = [.file(Picture(bytes: [200]))]
        let first = try await bench.report(draft)
        let second = try await bench.report(draft)
        let id = try #require(
            try await bench.staff.queue(QueueWish(), for: DeskBench.ann, limit: 9, offset: 0).entries.first)
        try await bench.notices.eraseEvidence(second.code)
        #expect(try await !bench.staff.caseView(id.caseID, for: DeskBench.ann).shown.isEmpty)
        try await bench.notices.eraseEvidence(first.code)
        #expect(try await bench.staff.caseView(id.caseID, for: DeskBench.ann).shown.isEmpty)
    }

    @Test func `what a notice finds and another case holds does not keep the notice out`() async throws {
        let bench = try await DeskBench()
        try await bench.post("posted", byte: 203)
        try await bench.post("other", byte: 7)
        try await bench.report(bench.draft(["posted"]))
        let mine = try await bench.report(bench.draft(["other"]))
        var draft = bench.draft(["posted"])
        draft.things.append(.file(Picture(bytes: [200])))
        draft.earlier = mine.code
        let ticket = try await bench.notices.submit(draft)
        #expect(try await bench.notices.status(ticket.code).things.count == 2)
    }

    @Test func `a file finds its copies by proof, and a fingerprint by nearness alone`() async throws {
        let bench = try await DeskBench()
        try await bench.post("posted", byte: 203)

        var byFile = bench.draft([])
        byFile.things = [.file(Picture(bytes: [200]))]
        let first = try await bench.notices.submit(byFile)
        await bench.outbox.runOnce()
        #expect(bench.platform.words.contains("asset.hide posted"))
        #expect(try await bench.notices.status(first.code).hasEvidence)

        let other = try await DeskBench()
        try await other.post("edited", byte: 201)
        let print = try await other.lens.read(Picture(bytes: [200]), as: .source).fingerprint
        var byPrint = other.draft([])
        byPrint.things = [.fingerprints([print])]
        try await other.report(byPrint)
        await other.outbox.runOnce()
        let file = try #require(await other.desk.file(try await other.home(of: "edited")))
        let state = try #require(file.items[ItemID(text: "edited")])
        let distance = print.distance(
            to: try await other.lens.read(Picture(bytes: [201]), as: .source).fingerprint)
        #expect((state.item.relation == .reported) == (distance <= 10))
    }

    @Test func `pictures of one person by many accounts meet in one case by an earlier code`() async throws {
        let bench = try await DeskBench()
        try await bench.post("one", byte: 3, account: "a")
        try await bench.post("two", byte: 4, account: "b")
        let first = try await bench.notices.submit(bench.draft(["one"]))
        var later = bench.draft(["two"])
        later.earlier = first.code
        try await bench.report(later)

        #expect(try await bench.home(of: "one") == bench.home(of: "two"))
        try await bench.post("three", byte: 5, account: "c")
        try await bench.report(bench.draft(["three"]))
        #expect(try await bench.home(of: "three") != bench.home(of: "one"))
    }

    @Test func `the sender adds, withdraws, erases and recovers, each by secret only`() async throws {
        let bench = try await DeskBench()
        var draft = bench.draft([])
        draft.things = [.file(Picture(bytes: [200]))]
        let ticket = try await bench.notices.submit(draft)
        let status = try await bench.notices.status(ticket.code)
        #expect(status.missing == [.identity])

        try await bench.notices.add("there are more", elements: [.identity], to: ticket.code)
        #expect(try await bench.notices.status(ticket.code).missing.isEmpty)
        try await bench.notices.eraseEvidence(ticket.code)
        #expect(try await !bench.notices.status(ticket.code).hasEvidence)
        await #expect(throws: DeskError.refused(.alreadyDone)) { try await bench.notices.eraseEvidence(ticket.code) }

        let fresh = try await bench.notices.recover(ticket.recovery)
        await #expect(throws: DeskError.unknown) { try await bench.notices.status(ticket.code) }
        await #expect(throws: DeskError.unknown) { try await bench.notices.recover(ticket.recovery) }
        await #expect(throws: DeskError.unknown) { try await bench.notices.status(fresh.recovery) }
        try await bench.notices.withdraw(fresh.code)
        #expect(try await bench.notices.status(fresh.code).isWithdrawn)
        await #expect(throws: DeskError.refused(.tooEarly)) {
            try await bench.notices.complain("why", about: fresh.code)
        }
        bench.pass(seconds: 25 * 3600)
        try await bench.notices.complain("nobody has looked", about: fresh.code)
        #expect(try await bench.notices.status(fresh.code).hasOpenComplaint)
    }

    @Test func `drafts out of bounds are refused with the field that is wrong`() async throws {
        let bench = try await DeskBench()
        func refusal(_ change: (inout NoticeDraft) -> Void) async -> DeskError? {
            var draft = bench.draft(["mine"])
            change(&draft)
            do throws(DeskError) {
                _ = try await bench.notices.submit(draft)
                return nil
            } catch { return error }
        }
        #expect(await refusal { $0.things = [] } == .invalid(.things))
        #expect(await refusal { $0.things = [.link("ftp://x/y")] } == .invalid(.link))
        #expect(await refusal { $0.things = [.link("https://")] } == .invalid(.link))
        #expect(await refusal { $0.things = [.fingerprints([])] } == .invalid(.fingerprints))
        #expect(await refusal { $0.things = [.file(Picture(bytes: []))] } == .invalid(.file))
        #expect(await refusal { $0.things = [.file(Picture(bytes: [254]))] } == .invalid(.file))
        #expect(await refusal { $0.email = "a@b@c.nl" } == .invalid(.email))
        #expect(await refusal { $0.name = "a\nb" } == .invalid(.name))
        #expect(await refusal { $0.explanation = String(repeating: "x", count: 10_001) } == .invalid(.explanation))
        #expect(await refusal { $0.things = Array(repeating: $0.things[0], count: 21) } == .invalid(.things))
        #expect(try await bench.staff.queue(QueueWish(), for: DeskBench.ann, limit: 9, offset: 0).total == 0)
    }

    @Test func `a sender with an address is told, with a subject that says nothing`() async throws {
        let bench = try await DeskBench()
        try await bench.post("mine")
        var draft = bench.draft(["mine"])
        draft.email = "Someone@example.org"
        draft.name = "Someone"
        draft.signature = "Some One"
        try await bench.report(draft)
        await bench.outbox.runOnce()
        #expect(bench.mailbox.letters.map(\.to) == ["Someone@example.org"])
        let texts = try await bench.store.documents(.text, after: nil, limit: 9)
        #expect(texts.contains { String(decoding: $0.body, as: UTF8.self).contains("Some One") }, "nothing is lost")
        #expect(bench.mailbox.letters.allSatisfy { $0.subject == "About your message" && !$0.lines.isEmpty })
    }

    @Test(arguments: [(MessageOutcome.refused("550"), Unreached.refused), (.notSet, .noServer)])
    func `a letter that reaches nobody is given up, and the case says so`(
        outcome: MessageOutcome, why: Unreached
    ) async throws {
        let bench = try await DeskBench()
        try await bench.post("mine")
        bench.mailbox.answer(outcome)
        var draft = bench.draft(["mine"])
        draft.email = "someone@example.org"
        try await bench.report(draft)
        await bench.outbox.runOnce()

        let file = try #require(await bench.desk.file(bench.home(of: "mine")))
        #expect(!file.unreached.isEmpty && file.unreached.values.allSatisfy { $0 == why })
        #expect(file.outstanding.values.allSatisfy { !$0.isLetter }, "nothing is tried for ever")
        let tried = bench.mailbox.letters.count
        bench.pass(seconds: 7 * 3600)
        await bench.outbox.runOnce()
        #expect(bench.mailbox.letters.count == tried)
    }

    @Test func `a flood of false notices hides little, and a person still sees every one`() async throws {
        var settings = CaseworkSettings()
        settings.hiding.overallHour = 20
        let bench = try await DeskBench(settings: settings)
        for number in 0..<60 {
            try await bench.post("post\(number)", byte: UInt8(number), account: "account\(number)")
        }
        for number in 0..<60 { try await bench.report(bench.draft(["post\(number)"])) }
        await bench.outbox.runOnce()

        #expect(bench.platform.words.filter { $0.hasPrefix("asset.hide") }.count == 20)
        #expect(bench.platform.words.allSatisfy { !$0.hasPrefix("account.") }, "nobody lost an account")
        #expect(try await bench.staff.queue(QueueWish(), for: DeskBench.cas, limit: 9, offset: 0).total == 60)
    }
}
