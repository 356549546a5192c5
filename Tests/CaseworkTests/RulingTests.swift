import Casework
import SafetyModel
import Testing

@Suite struct RulingTests {
    @Test func `a ruling needs a claim, and a claim is exclusive until it expires`() throws {
        var bench = Bench()
        try bench.receive()
        #expect(bench.refusal(.rule(Bench.breach()), by: Bench.ann) == .notClaimed)
        try bench.run(.claim, by: Bench.ann)
        let until = bench.now.adding(seconds: 1800)
        #expect(bench.refusal(.claim, by: Bench.bob) == .claimedByOther(until: until))
        #expect(bench.refusal(.rule(Bench.breach()), by: Bench.bob) == .claimedByOther(until: until))
        #expect(bench.refusal(.releaseClaim, by: Bench.bob) == .claimedByOther(until: until))
        #expect(bench.refusal(.releaseClaim, by: Bench.lee) == nil, "a lead takes a case back")
        bench.wait(1800)
        #expect(bench.refusal(.rule(Bench.breach()), by: Bench.ann) == .notClaimed, "the claim has expired")
        #expect(bench.refusal(.claim, by: Bench.bob) == nil)
    }

    @Test func `illegal only with a cited ground, else a breach of terms`() throws {
        var form = Bench.breach()
        form.clause = nil
        var bench = Bench()
        try bench.receive()
        try bench.run(.claim, by: Bench.ann)
        #expect(bench.refusal(.rule(form), by: Bench.ann) == .groundMissing)
        form.clause = "x"
        form.citing = Bench.dutchLaw
        #expect(bench.refusal(.rule(form), by: Bench.ann) == .twoGrounds)
        form.clause = nil
        form.citing = LegalGround(jurisdiction: "nl", citation: "254")
        #expect(bench.refusal(.rule(form), by: Bench.ann) == .invalid(.legalGround), "a bare number explains nothing")
        #expect(Bench.breach().ground == .terms("no-undressing"))
        #expect(Bench.breach(citing: Bench.dutchLaw).ground == .illegal(Bench.dutchLaw))
    }

    @Test func `a bikini edit is against the terms unless a national law is cited`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice(ground: .revealingEdit))
        try bench.run(.claim, by: Bench.ann)
        let european = Bench.breach(
            ["a"], .revealingEdit, citing: LegalGround(jurisdiction: "eu", citation: "AI Act, art. 5"),
            category: .sexualisedPerson)
        #expect(bench.refusal(.rule(european), by: Bench.ann) == .nationalLawMissing)
        let national = Bench.breach(["a"], .revealingEdit, citing: Bench.dutchLaw, category: .sexualisedPerson)
        #expect(bench.refusal(.rule(national), by: Bench.ann) == nil)
        try bench.rule(Bench.breach(["a"], .revealingEdit, category: .sexualisedPerson))
        let statement = try #require(bench.statement(.contentRemoved))
        #expect(CommissionStatement(statement).decisionGround == .incompatibleContent)
    }

    @Test func `nobody is struck, and nothing banked, without a breach; strikes go to owners only`() throws {
        var bench = Bench()
        try bench.receive()
        try bench.run(.claim, by: Bench.ann)
        var form = Bench.harmless()
        form.strikes = [Bench.maker]
        #expect(bench.refusal(.rule(form), by: Bench.ann) == .measureWithoutBreach)
        form = Bench.harmless()
        form.bank = true
        #expect(bench.refusal(.rule(form), by: Bench.ann) == .measureWithoutBreach)
        let stranger = Bench.breach(strikes: [AccountID(text: "stranger")])
        #expect(bench.refusal(.rule(stranger), by: Bench.ann) == .unknownAccount)
    }

    @Test func `an item is ruled once; after that it takes an undo or a complaint`() throws {
        var bench = Bench()
        try bench.receive()
        try bench.rule(Bench.breach())
        try bench.run(.claim, by: Bench.bob)
        #expect(bench.refusal(.rule(Bench.harmless()), by: Bench.bob) == .alreadyRuled(ItemID(text: "a")))
    }

    @Test func `a breach removes, quarantines, banks and states it`() throws {
        var bench = Bench()
        try bench.receive()
        try bench.run(.claim, by: Bench.ann)
        let step = try bench.run(.rule(Bench.breach(bank: true)), by: Bench.ann)

        let effects = step.effects.map(\.effect)
        #expect(effects.contains(.removeItem(ItemID(text: "a"))) && effects.contains(.quarantine(ItemID(text: "a"))))
        #expect(effects.contains { if case .enterBank(let order) = $0 { order.category == .undress } else { false } })
        let statement = try #require(bench.statement(.contentRemoved))
        #expect(statement.ruling != nil && statement.facts == .reportedItem && statement.language == "nl")
        #expect(bench.file.stage == .decided && bench.file.claim == nil)
    }

    @Test func `undo takes back everything a ruling did, in time and by who made it, or by a lead`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice(ground: .degradation))
        let ruling = try bench.rule(
            Bench.breach(["a"], .degradingEdit, category: .degradation, strikes: [Bench.maker], bank: true))
        #expect(bench.docket.accounts[Bench.maker]?.standing(at: bench.now) == .warned)
        #expect(bench.refusal(.undo(ruling), by: Bench.bob) == .notAllowed(.undo))
        bench.wait(16 * 60)
        #expect(bench.refusal(.undo(ruling), by: Bench.ann) == .undoWindowOver)

        try bench.run(.undo(ruling), by: Bench.lee)

        #expect(bench.item("a")?.visibility == .visible)
        #expect(bench.docket.accounts[Bench.maker]?.standing(at: bench.now) == .good)
        #expect(bench.docket.accounts[Bench.maker]?.points(at: bench.now) == 0)
        #expect(bench.file.bankEntries.values.allSatisfy { !$0.isEnabled })
        #expect(bench.file.stage == .waiting)
    }

    @Test func `removed means that the platform has said so, after a copy was kept`() throws {
        var bench = Bench()
        try bench.receive()
        try bench.rule(Bench.breach())
        let wanted = bench.file.outstanding.sorted { $0.key < $1.key }.map(\.value)
        let kept = try #require(wanted.firstIndex(of: .quarantine(ItemID(text: "a"))))
        let removed = try #require(wanted.firstIndex(of: .removeItem(ItemID(text: "a"))))
        #expect(kept < removed)
        #expect(bench.item("a")?.isAcknowledged == false)
        try bench.acknowledgeAll()
        #expect(bench.item("a")?.isAcknowledged == true)
    }

    @Test func `an undone ruling leaves a reported intimate picture hidden until the next`() throws {
        var bench = Bench()
        try bench.receive()
        let ruling = try bench.rule(Bench.breach())
        try bench.run(.undo(ruling), by: Bench.ann)
        #expect(bench.item("a")?.visibility == .hidden)
        #expect(bench.file.statements.values.contains { !$0.isOver && $0.statement.restriction == .contentDisabled })
    }

    @Test func `anything about a child takes two trained persons, and one word hides and suspends at once`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice(ground: .revealingEdit))
        try bench.run(.claim, by: Bench.ann)
        #expect(bench.refusal(.rule(Bench.abuse()), by: Bench.ann) == .notAllowed(.rule), "not trained for it")
        try bench.run(.escalate(.child), by: Bench.ann)
        try bench.run(.releaseClaim, by: Bench.lee)
        try bench.rule(Bench.abuse(), by: Bench.cas)

        #expect(bench.file.stage == .secondPerson)
        #expect(bench.item("a")?.visibility == .hidden)
        #expect(bench.docket.accounts[Bench.maker]?.standing(at: bench.now) == .suspended)
        #expect(bench.file.strikes.isEmpty && bench.file.bankEntries.isEmpty && bench.file.reports.isEmpty)
        let proposal = try #require(bench.waiting)
        #expect(bench.refusal(.confirm(proposal), by: Bench.cas) == .samePerson)
        #expect(bench.refusal(.confirm(proposal), by: Bench.bob) == .notAllowed(.confirm))

        try bench.run(.claim, by: Bench.dot)
        let step = try bench.run(.confirm(proposal), by: Bench.dot)

        #expect(bench.file.claim == nil, "what is decided is given back")
        #expect(bench.item("a")?.visibility == .removed)
        #expect(bench.docket.accounts[Bench.maker]?.standing(at: bench.now) == .removed)
        let effects = step.effects.map(\.effect)
        #expect(effects.contains(.stopAccount(Bench.maker)))
        #expect(effects.contains { if case .report = $0 { true } else { false } })
        #expect(!effects.contains(.actOnAccount(Bench.maker, .reinstate, until: nil)), "never let in between")
        let removal = try #require(bench.file.measures.values.first { $0.measure.step == .removal })
        #expect(removal.measure.basis == .childAbuse, "a terms measure, not Art. 23")
        for statement in bench.file.statements.values.map(\.statement) where statement.ruling != nil {
            #expect(statement.isGeneric && statement.explanation == .generic)
        }
    }

    @Test func `even a harmless ruling about a child takes two persons`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice(ground: .childAbuse))
        try bench.rule(Bench.harmless(), by: Bench.cas)
        #expect(bench.item("a")?.visibility == .hidden)
        #expect(bench.refusal(.show([ItemID(text: "a")]), by: Bench.cas) == .needsTwoPersons)
        try bench.run(.confirm(#require(bench.waiting)), by: Bench.dot)
        #expect(bench.item("a")?.visibility == .visible)
    }

    @Test func `a second person who disagrees sends the case back and gives the account back`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice(ground: .childAbuse))
        try bench.rule(Bench.abuse(), by: Bench.cas)
        let step = try bench.run(.reject(#require(bench.waiting)), by: Bench.dot)

        #expect(step.effects.map(\.effect).contains(.actOnAccount(Bench.maker, .reinstate, until: nil)))
        #expect(bench.docket.accounts[Bench.maker]?.standing(at: bench.now) == .good)
        #expect(bench.item("a")?.visibility == .hidden, "still pending")
        #expect(bench.file.stage == .waiting)
    }

    @Test func `minors have their own ladder, two persons, and no removal for good`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice(ground: .childAbuse), [Bench.item("a", isMinor: true)])
        try bench.rule(Bench.abuse(), by: Bench.cas)
        let step = try bench.run(.confirm(#require(bench.waiting)), by: Bench.dot)
        #expect(bench.docket.accounts[Bench.maker]?.standing(at: bench.now) == .warned)
        #expect(bench.docket.accounts[Bench.maker]?.mayGenerate(at: bench.now) == false)
        #expect(
            step.effects.map(\.effect).contains(.actOnAccount(Bench.maker, .pause, until: nil)), "no longer suspended")
        #expect(Ladder.minors.rungs.allSatisfy { $0.step != .removal })

        var other = Bench("case_2")
        try other.receive(Bench.notice(ground: .degradation), [Bench.item("a", isMinor: true)])
        try other.rule(Bench.breach(["a"], .degradingEdit, category: .degradation))
        #expect(other.file.stage == .secondPerson)
    }

    @Test func `a ruling that a released picture broke the rules marks a miss and holds the like within a minute`()
        throws
    {
        var bench = Bench()
        let decision = DecisionID(text: "dec_1")
        try bench.receive(Bench.notice(), [Bench.item("a", releasedBy: decision)])
        try bench.run(.claim, by: Bench.ann)
        let step = try bench.run(.rule(Bench.breach()), by: Bench.ann)
        let hold = try #require(bench.file.holds.values.first)
        #expect(hold.miss.scope == .requests(.undress, .edit) && hold.miss.decision == decision)
        let effect = try #require(step.effects.first { if case .placeHold = $0.effect { true } else { false } })
        let clock = try #require(bench.file.clocks(bench.docket.settings).first { $0.name == .hold(hold.miss.hold) })
        #expect(clock.due == bench.now.adding(seconds: 60))
        bench.wait(30)
        try bench.run(.acknowledge(effect.id), by: .machine)
        #expect(bench.file.holds.values.first?.liveAt == hold.markedAt.adding(seconds: 30), "time from miss to hold")

        let id = hold.miss.hold
        #expect(bench.refusal(.liftHold(id), by: Bench.ann) == .notAllowed(.liftHold))
        try bench.run(.liftHold(id), by: Bench.cas)
        #expect(bench.refusal(.confirm(try #require(bench.waiting)), by: Bench.cas) == .samePerson)
        let lift = try bench.run(.confirm(#require(bench.waiting)), by: Bench.lee)
        #expect(lift.effects.map(\.effect) == [.liftHold(id, .requests(.undress, .edit))])
    }

    @Test func `a reviewer may hold a family of phrases instead`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice(), [Bench.item("a", releasedBy: DecisionID(text: "dec_1"))])
        var form = Bench.breach()
        form.holdFamily = PhraseFamilyID(text: "summer-wear")
        try bench.rule(form)
        #expect(bench.file.holds.values.first?.miss.scope == .phrases(PhraseFamilyID(text: "summer-wear")))
    }

    @Test func `lifting a floor match takes two trained persons`() throws {
        var bench = Bench()
        try bench.receive()
        let entry = BankEntryID(text: "bnk_9")
        #expect(bench.refusal(.liftMatch(entry, ItemID(text: "a")), by: Bench.ann) == .notAllowed(.liftMatch))
        try bench.run(.liftMatch(entry, ItemID(text: "a")), by: Bench.cas)
        #expect(bench.file.liftedMatches.isEmpty)
        #expect(bench.refusal(.confirm(try #require(bench.waiting)), by: Bench.bob) == .notAllowed(.confirm))
        let step = try bench.run(.confirm(#require(bench.waiting)), by: Bench.lee)
        #expect(step.effects.map(\.effect) == [.allowMatch(entry, ItemID(text: "a"))])
    }

    @Test func `danger to life is reported by one person and reviewed by another after`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice(ground: .harassment, danger: true))
        #expect(bench.docket.queue(at: bench.now).first?.isDanger == true)
        let step = try bench.run(.reportDanger(SealedID(text: "sld_9")), by: Bench.ann)
        let report = try #require(bench.file.reports.keys.first)
        #expect(step.effects.map(\.effect).contains(.report(report)))
        #expect(bench.refusal(.reviewReport(report), by: Bench.ann) == .samePerson)
        try bench.run(.reviewReport(report), by: Bench.bob)
        #expect(bench.file.reports[report]?.reviewedBy == Bench.bob.person)
    }

    @Test func `a held decision is let out or kept in, and nothing is stated about what was never hosted`() throws {
        for (form, released) in [(Bench.harmless(), true), (Bench.breach(), false)] {
            var bench = Bench()
            let decision = DecisionID(text: "dec_1")
            try bench.run(.openHeld(decision, items: [Bench.item("a", hosted: false)]), by: .machine)
            try bench.run(.claim, by: Bench.ann)
            let step = try bench.run(.rule(form), by: Bench.ann)
            #expect(step.effects.map(\.effect).contains(released ? .releaseHeld(decision) : .refuseHeld(decision)))
            #expect(bench.file.statements.isEmpty)
        }
    }
}
