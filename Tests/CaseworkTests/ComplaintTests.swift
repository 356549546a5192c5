import Casework
import SafetyModel
import Testing

@Suite struct ComplaintTests {
    private let upheld = ComplaintDecision(result: .upheld, reason: .firstRulingRight)
    private let reversed = ComplaintDecision(result: .reversed, reason: .newFacts)

    /// A case with one item removed, and the owner's complaint about it.
    private func complained(_ form: RulingForm = Bench.breach(strikes: [Bench.maker], bank: true)) throws -> (
        Bench, ComplaintID
    ) {
        var bench = Bench()
        try bench.receive()
        try bench.rule(form)
        let statement = try #require(bench.statement(.contentRemoved))
        try bench.run(.complain(.statement(statement.id), text: SealedID(text: "sld_c")), by: .account(Bench.maker))
        return (bench, try #require(bench.file.complaints.keys.first))
    }

    @Test func `a complaint goes to another person, enforced`() throws {
        var (bench, complaint) = try complained()
        #expect(bench.file.stage == .complaint)
        #expect(QueueEntry(bench.file, bench.docket.settings).excluded == [StaffID(text: "ann")])
        try bench.run(.claim, by: Bench.ann)
        #expect(bench.refusal(.decideComplaint(complaint, reversed), by: Bench.ann) == .samePerson)
        bench.wait(1800)
        #expect(bench.refusal(.decideComplaint(complaint, upheld), by: Bench.bob) == .notClaimed)
        try bench.decide(complaint, upheld, by: Bench.bob)
        #expect(bench.file.stage == .decided && bench.item("a")?.visibility == .removed)
        try bench.run(.claim, by: Bench.lee)
        #expect(bench.refusal(.decideComplaint(complaint, reversed), by: Bench.lee) == .alreadyDone)
    }

    @Test func `a reversal undoes all measures and disables the bank entry`() throws {
        var (bench, complaint) = try complained()
        try bench.run(.claim, by: Bench.bob)
        let step = try bench.run(.decideComplaint(complaint, reversed), by: Bench.bob)

        let effects = step.effects.map(\.effect)
        #expect(effects.contains(.restoreItem(ItemID(text: "a"))))
        #expect(effects.contains { if case .disableBank = $0 { true } else { false } })
        #expect(effects.contains(.actOnAccount(Bench.maker, .reinstate, until: nil)))
        #expect(effects.contains { if case .answerComplaint = $0 { true } else { false } })
        #expect(bench.docket.accounts[Bench.maker]?.standing(at: bench.now) == .good)
        #expect(bench.docket.accounts[Bench.maker]?.points(at: bench.now) == 0)
        #expect(bench.file.notices.values.first?.answer?.verdict == .unfounded, "the sender is told")
        #expect(bench.file.stage == .decided)
    }

    @Test func `a part can stay: the second ruling takes the place of the first`() throws {
        var (bench, complaint) = try complained()
        let milder = Bench.breach(["a"], .otherBreach, category: .harassment, measure: .label)
        try bench.decide(
            complaint, ComplaintDecision(result: .partlyReversed, reason: .tooStrict, replacement: milder),
            by: Bench.bob)
        #expect(bench.item("a")?.visibility == .labelled)
        #expect(bench.docket.accounts[Bench.maker]?.points(at: bench.now) == 0)
        let second = try #require(bench.file.rulings.values.first { $0.ruling.complaint == complaint })
        #expect(second.persons == [StaffID(text: "bob")])
    }

    @Test func `a removed picture is not shown between two rulings that both remove it`() throws {
        var (bench, complaint) = try complained()
        let other = Bench.breach(["a"], .degradingEdit, category: .degradation)
        try bench.run(.claim, by: Bench.bob)
        let step = try bench.run(
            .decideComplaint(
                complaint, ComplaintDecision(result: .partlyReversed, reason: .wrongGround, replacement: other)),
            by: Bench.bob)
        #expect(!step.effects.map(\.effect).contains(.restoreItem(ItemID(text: "a"))))
        #expect(bench.item("a")?.visibility == .removed)
        #expect(
            bench.file.statements.values.contains {
                !$0.isOver && $0.statement.restriction == .contentRemoved && $0.statement.explanation == .degradingEdit
            })
    }

    @Test func `only who is concerned complains, once, and for six months from the day they were told`() throws {
        var bench = Bench()
        try bench.receive()
        try bench.rule(Bench.breach())
        let statement = try #require(bench.statement(.contentRemoved)).id
        #expect(
            bench.refusal(.complain(.statement(statement), text: nil), by: .account(AccountID(text: "x")))
                == .unknownPart)
        bench.wait(10 * oneDay)
        try bench.acknowledgeAll()
        bench.wait(184 * oneDay)
        #expect(
            bench.refusal(.complain(.statement(statement), text: nil), by: .account(Bench.maker)) == nil,
            "to the last second")
        bench.wait(1)
        #expect(
            bench.refusal(.complain(.statement(statement), text: nil), by: .account(Bench.maker))
                == .complaintWindowOver)
        bench.wait(-10)
        try bench.run(.complain(.statement(statement), text: nil), by: .account(Bench.maker))
        #expect(
            bench.refusal(.complain(.statement(statement), text: nil), by: .account(Bench.maker)) == .alreadyComplained)
    }

    @Test func `an untold statement keeps its window open`() throws {
        var bench = Bench()
        try bench.receive()
        try bench.rule(Bench.breach())
        let statement = try #require(bench.statement(.contentRemoved)).id
        bench.wait(400 * oneDay)
        #expect(bench.refusal(.complain(.statement(statement), text: nil), by: .account(Bench.maker)) == nil)
    }

    @Test func `a sender complains against a decision not to act, and gets a second ruling that acts`() throws {
        var bench = Bench()
        try bench.receive()
        try bench.rule(Bench.harmless())
        let notice = Complaint.Target.notice(NoticeID(text: "ntc_1"))
        #expect(bench.refusal(.complain(notice, text: nil), by: .notifier(nil)) == .unknownPart)
        try bench.run(.complain(notice, text: nil), by: .notifier(Bench.sender))
        let complaint = try #require(bench.file.complaints.keys.first)
        try bench.run(.claim, by: Bench.bob)
        #expect(
            bench.refusal(.decideComplaint(complaint, reversed), by: Bench.bob) == .complaintForm, "right in words only"
        )
        let decision = ComplaintDecision(result: .reversed, reason: .overlooked, replacement: Bench.breach())
        try bench.run(.decideComplaint(complaint, decision), by: Bench.bob)
        #expect(bench.item("a")?.visibility == .removed && bench.item("a")?.clearedOn.isEmpty == true)
        #expect(bench.file.notices.values.first?.answer?.verdict == .founded)
        #expect(bench.statement(.contentRemoved) != nil)
    }

    @Test func `a sender complains against inaction once a decision is overdue`() throws {
        var bench = Bench()
        try bench.receive()
        let notice = Complaint.Target.notice(NoticeID(text: "ntc_1"))
        bench.wait(24 * hour)
        #expect(bench.refusal(.complain(notice, text: nil), by: .notifier(Bench.sender)) == .tooEarly)
        bench.wait(1)
        try bench.run(.complain(notice, text: nil), by: .notifier(Bench.sender))
        let complaint = try #require(bench.file.complaints.keys.first)
        try bench.run(.claim, by: Bench.bob)
        #expect(bench.refusal(.decideComplaint(complaint, upheld), by: Bench.bob) == .complaintForm, "an answer first")
    }

    @Test func `a refusal by the gate is contested, and a reversal lets it through once`() throws {
        var bench = Bench()
        let decision = DecisionID(text: "dec_1")
        let old = bench.now.adding(seconds: -185 * oneDay)
        #expect(
            bench.refusal(.contestRefusal(decision, decidedAt: old, text: nil), by: .account(Bench.maker))
                == .complaintWindowOver)
        try bench.run(.contestRefusal(decision, decidedAt: bench.now, text: nil), by: .account(Bench.maker))
        let complaint = try #require(bench.file.complaints.keys.first)
        try bench.run(.claim, by: Bench.ann)
        let step = try bench.run(.decideComplaint(complaint, reversed), by: Bench.ann)
        #expect(step.effects.map(\.effect).contains(.permitRefused(decision)))
    }

    @Test func `a held picture that a person kept in comes out by another person's word`() throws {
        var bench = Bench()
        let decision = DecisionID(text: "dec_1")
        try bench.run(.openHeld(decision, items: [Bench.item("a", hosted: false)]), by: .machine)
        try bench.rule(Bench.breach())
        try bench.run(.complain(.refusal(decision), text: nil), by: .account(Bench.maker))
        let complaint = try #require(bench.file.complaints.keys.first)
        try bench.run(.claim, by: Bench.ann)
        #expect(bench.refusal(.decideComplaint(complaint, reversed), by: Bench.ann) == .samePerson)
        try bench.run(.releaseClaim, by: Bench.ann)
        try bench.run(.claim, by: Bench.bob)
        let step = try bench.run(.decideComplaint(complaint, reversed), by: Bench.bob)
        #expect(step.effects.map(\.effect).contains(.releaseHeld(decision)))
    }

    @Test func `complaints about child cases take two persons who had no part before`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice(ground: .childAbuse))
        try bench.rule(Bench.abuse(), by: Bench.cas)
        try bench.run(.confirm(#require(bench.waiting)), by: Bench.dot)
        let statement = try #require(bench.statement(.accountTerminated))
        try bench.run(.complain(.statement(statement.id), text: nil), by: .account(Bench.maker))
        let complaint = try #require(bench.file.complaints.keys.first)
        try bench.decide(complaint, reversed, by: Bench.eve)
        #expect(bench.docket.accounts[Bench.maker]?.standing(at: bench.now) == .removed)
        let proposal = try #require(bench.waiting)
        #expect(bench.refusal(.confirm(proposal), by: Bench.dot) == .samePerson, "had a part in the first ruling")
        #expect(bench.refusal(.confirm(proposal), by: Bench.eve) == .samePerson)
        let step = try bench.run(.confirm(proposal), by: Bench.fay)
        #expect(bench.docket.accounts[Bench.maker]?.standing(at: bench.now) == .good)
        #expect(step.effects.contains { if case .correctReport = $0.effect { true } else { false } })
        #expect(bench.item("a")?.visibility == .visible)
    }

    @Test func `an owner complains against a machine's hiding and pause`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice())
        let hiding = try #require(bench.statement(.contentDisabled))
        try bench.run(.complain(.statement(hiding.id), text: nil), by: .account(Bench.maker))
        try bench.decide(try #require(bench.file.complaints.keys.first), reversed, by: Bench.ann)
        #expect(bench.item("a")?.visibility == .visible && bench.file.stage == .decided)

        var other = Bench("case_2")
        try other.run(.pauseGeneration(Item.Owner(account: Bench.maker), seconds: 3600), by: .machine)
        let pause = try #require(other.statement(.generationSuspended))
        try other.run(.complain(.statement(pause.id), text: nil), by: .account(Bench.maker))
        try other.decide(try #require(other.file.complaints.keys.first), reversed, by: Bench.ann)
        #expect(other.docket.accounts[Bench.maker]?.standing(at: other.now) == .good)
    }

    @Test func `a dispute before an out-of-court body is recorded after the complaint`() throws {
        var (bench, complaint) = try complained()
        var dispute = Dispute(complaint: complaint, body: SettlementBodyID(text: "appeals-eu"))
        #expect(bench.refusal(.recordDispute(dispute), by: Bench.bob) == .complaintOpen)
        try bench.decide(complaint, upheld, by: Bench.bob)
        try bench.run(.recordDispute(dispute), by: Bench.bob)
        dispute.outcome = .reversed
        dispute.wasFollowed = true
        try bench.run(.recordDispute(dispute), by: Bench.bob)
        #expect(bench.refusal(.recordDispute(dispute), by: Bench.bob) == .alreadyDone)
    }
}
