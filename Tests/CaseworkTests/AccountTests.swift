import Casework
import SafetyModel
import Testing

@Suite struct AccountTests {
    /// Rules on one more item, with a strike.
    private func strike(_ bench: inout Bench, _ name: String, _ reason: RulingReason = .undressed) throws {
        try bench.receive(Bench.notice("ntc_\(name)", [name]))
        try bench.rule(Bench.breach([name], reason, strikes: [Bench.maker]))
    }

    private func standing(_ bench: Bench) -> Account.Standing? {
        bench.docket.accounts[Bench.maker]?.standing(at: bench.now)
    }

    @Test func `strikes climb the ladder, and removal takes a second person`() throws {
        var bench = Bench()
        try strike(&bench, "a", .otherBreach)
        #expect(standing(bench) == .warned && bench.docket.accounts[Bench.maker]?.mayGenerate(at: bench.now) == true)
        try strike(&bench, "b", .revealingEdit)
        #expect(bench.docket.accounts[Bench.maker]?.mayGenerate(at: bench.now) == false)
        try strike(&bench, "c")
        #expect(standing(bench) == .suspended)
        try strike(&bench, "d")
        #expect(standing(bench) == .suspended && bench.file.stage == .secondPerson)
        #expect(bench.item("d")?.visibility == .hidden, "the item does not wait")
        try bench.run(.confirm(#require(bench.waiting)), by: Bench.bob)
        #expect(standing(bench) == .removed && bench.item("d")?.visibility == .removed)
    }

    @Test func `without a warning before, the ladder goes no further than the loss of generation`() {
        for points in 1...40 {
            #expect((Ladder.adults.step(points: points, wasWarned: false)?.rank ?? 0) <= 2)
        }
        #expect(Ladder.adults.step(points: 8, wasWarned: true) == .removal)
        #expect(Ladder.adults.step(points: 0, wasWarned: true) == nil)
    }

    @Test func `strikes expire`() throws {
        var bench = Bench()
        try strike(&bench, "a")
        bench.wait(365 * oneDay)
        #expect(bench.docket.accounts[Bench.maker]?.points(at: bench.now) == 0)
    }

    @Test func `a measure ends at its time and the platform is told`() throws {
        var bench = Bench()
        try strike(&bench, "a")
        #expect(bench.docket.accounts[Bench.maker]?.mayGenerate(at: bench.now) == false)
        bench.wait(30 * oneDay)
        #expect(bench.docket.accounts[Bench.maker]?.mayGenerate(at: bench.now) == true)
        let step = try bench.run(.tick, by: .machine)
        #expect(step.effects.map(\.effect).contains(.actOnAccount(Bench.maker, .reinstate, until: nil)))
    }

    @Test func `machines make no strike, suspension or removal: they cannot rule, and their pause is short`() throws {
        for severity in Severity.allCases {
            for command: CommandKind in [
                .rule, .confirm, .decideComplaint, .undo, .reject, .suspendMisuse, .liftHold, .liftMatch,
            ] {
                #expect(!Rights.allows(.machine, command, severity))
            }
        }
        var bench = Bench()
        let owner = Item.Owner(account: Bench.maker)
        #expect(bench.refusal(.pauseGeneration(owner, seconds: oneDay + 1), by: .machine) == .machineLimit)
        try bench.run(.pauseGeneration(owner, seconds: oneDay), by: .machine)
        #expect(standing(bench) == .paused)
        #expect(bench.statement(.generationSuspended)?.automation == .full)
        #expect(bench.file.stage == .waiting, "a route to a person")
        bench.wait(oneDay)
        #expect(bench.docket.accounts[Bench.maker]?.mayGenerate(at: bench.now) == true)
        #expect(
            bench.refusal(.pauseGeneration(owner, seconds: 1), by: .machine) == .machineLimit,
            "not before a person looked")
        let measure = try #require(bench.file.measures.keys.first)
        try bench.run(.claim, by: Bench.ann)
        try bench.run(.reviewPause(measure, ends: false), by: Bench.ann)
        #expect(bench.refusal(.pauseGeneration(owner, seconds: 1), by: .machine) == nil)
    }

    @Test func `a person ends a machine's pause`() throws {
        var bench = Bench()
        try bench.run(.pauseGeneration(Item.Owner(account: Bench.maker), seconds: 60), by: .machine)
        try bench.run(.claim, by: Bench.ann)
        let measure = try #require(bench.file.measures.keys.first)
        let step = try bench.run(.reviewPause(measure, ends: true), by: Bench.ann)
        #expect(step.effects.map(\.effect) == [.actOnAccount(Bench.maker, .reinstate, until: nil)])
    }

    @Test func `what is given back leaves stricter measures of other cases in force`() throws {
        var bench = Bench()
        try strike(&bench, "a", .otherBreach)
        try strike(&bench, "b", .revealingEdit)
        try strike(&bench, "c")
        let middle = try #require(bench.file.items[ItemID(text: "b")]?.ruling)
        let step = try bench.run(.undo(middle), by: Bench.ann)
        #expect(
            step.effects.map(\.effect).contains {
                if case .actOnAccount(Bench.maker, .suspend, _) = $0 { true } else { false }
            })
        #expect(!step.effects.map(\.effect).contains(.actOnAccount(Bench.maker, .reinstate, until: nil)))
    }

    @Test func `withdrawn strikes are recounted in other cases, in the account's favour only`() throws {
        var bench = Bench()
        try strike(&bench, "a")
        let ruling = try #require(bench.file.items[ItemID(text: "a")]?.ruling)
        let other = CaseID(text: "case_2")
        try bench.run(
            .receiveNotice(Bench.notice("ntc_z", ["z"]), items: [Bench.item("z")]), by: .notifier(Bench.sender),
            on: other)
        try bench.run(.claim, by: Bench.bob, on: other)
        try bench.run(
            .rule(Bench.breach(["z"], .degradingEdit, category: .degradation, strikes: [Bench.maker])), by: Bench.bob,
            on: other)
        #expect(standing(bench) == .suspended)

        let step = try bench.run(.undo(ruling), by: Bench.ann)
        #expect(step.effects.map(\.effect).contains(.recount(Bench.maker)))
        try bench.run(.recount(Bench.maker), by: .machine, on: other)

        #expect(standing(bench) == .good, "two points carry no suspension")
    }

    @Test func `a new account that brings the source of a removed one is flagged to a person, and no more`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice(ground: .childAbuse))
        try bench.rule(Bench.abuse(), by: Bench.cas)
        let next = Item.Owner(account: AccountID(text: "next"))
        let found = AccountReturn(
            owner: next, removed: Bench.maker, entry: BankEntryID(text: "bnk_1"),
            item: Bench.item("n", owner: next.account))
        let other = CaseID(text: "case_2")
        #expect(throws: CaseworkError.unknownAccount) { try bench.run(.flagReturn(found), by: .machine, on: other) }
        try bench.run(.confirm(#require(bench.waiting)), by: Bench.dot)

        let step = try bench.run(.flagReturn(found), by: .machine, on: other)

        #expect(step.effects.isEmpty)
        #expect(bench.docket.accounts[next.account]?.standing(at: bench.now) == .good)
        #expect(bench.docket.queue(at: bench.now).map(\.caseID) == [other])
    }
}
