import Casework
import SafetyModel
import Testing

@Suite struct ErasureTests {
    private let a: Set<ItemID> = [ItemID(text: "a")]

    @Test func `quarantine lasts until the complaint windows end and is erased then, and never comes back`() throws {
        var bench = Bench()
        try bench.receive()
        try bench.rule(Bench.breach())
        #expect(bench.refusal(.erase(a, .windowEnded), by: .machine) == .erasureNotDue)
        bench.wait(200 * oneDay)
        #expect(bench.refusal(.erase(a, .windowEnded), by: .machine) == .erasureNotDue, "nobody was told yet")
        try bench.acknowledgeAll()
        bench.wait(184 * oneDay)
        #expect(bench.refusal(.erase(a, .windowEnded), by: .machine) == .erasureNotDue)
        let statement = try #require(bench.statement(.contentRemoved))
        try bench.run(.complain(.statement(statement.id), text: nil), by: .account(Bench.maker))
        bench.wait(1)
        #expect(bench.refusal(.erase(a, .windowEnded), by: .machine) == .erasureNotDue, "a complaint is open")
        try bench.decide(
            #require(bench.file.complaints.keys.first), ComplaintDecision(result: .upheld, reason: .firstRulingRight),
            by: Bench.bob)
        let step = try bench.run(.erase(a, .windowEnded), by: .machine)
        #expect(step.effects.map(\.effect) == [.eraseItem(ItemID(text: "a"))])
        #expect(bench.refusal(.erase(a, .windowEnded), by: .machine) == .alreadyDone)

        let ruling = try #require(bench.file.rulings.keys.first)
        let undo = try bench.run(.undo(ruling), by: Bench.lee)
        #expect(!undo.effects.map(\.effect).contains(.restoreItem(ItemID(text: "a"))))
    }

    @Test func `the person shown has it erased at once, but not by a machine, nor while a complaint is open`() throws {
        var bench = Bench()
        try bench.receive()
        #expect(bench.refusal(.erase(a, .victimRequest), by: Bench.cas) == .erasureNotAllowed, "not ruled yet")
        try bench.rule(Bench.breach())
        #expect(bench.refusal(.erase(a, .victimRequest), by: .machine) == .erasureNotAllowed)
        #expect(bench.refusal(.erase(a, .victimRequest), by: Bench.ann) == .notAllowed(.erase))
        #expect(bench.refusal(.erase(a, .victimRequest), by: Bench.cas) == nil)
        let statement = try #require(bench.statement(.contentRemoved))
        try bench.run(.complain(.statement(statement.id), text: nil), by: .account(Bench.maker))
        #expect(bench.refusal(.erase(a, .victimRequest), by: Bench.cas) == .complaintOpen)
    }

    @Test func `child abuse material is kept by the operator's named law only`() throws {
        for law in [ChildAbuseLaw.reportThenErase, .unitedStates] {
            var settings = CaseworkSettings()
            settings.childAbuseLaw = law
            var bench = Bench(settings: settings)
            try bench.receive(Bench.notice(ground: .childAbuse))
            try bench.rule(Bench.abuse(), by: Bench.cas)
            try bench.run(.confirm(#require(bench.waiting)), by: Bench.dot)
            #expect(bench.refusal(.erase(a, .victimRequest), by: Bench.cas) == .erasureNotAllowed)
            #expect(bench.refusal(.erase(a, .windowEnded), by: .machine) == .erasureNotAllowed)
            #expect(bench.refusal(.erase(a, .childAbuseLaw), by: .machine) == .erasureNotDue, "reported first")
            try bench.acknowledgeAll()
            bench.wait(max(0, law.keepSeconds - 1))
            if law.keepSeconds > 0 { #expect(bench.refusal(.erase(a, .childAbuseLaw), by: .machine) == .erasureNotDue) }
            bench.wait(1)
            #expect(bench.refusal(.erase(a, .childAbuseLaw), by: .machine) == nil)
        }
    }

    @Test func `personal text goes when everything is over`() throws {
        var bench = Bench()
        try bench.receive()
        try bench.run(.note(SealedID(text: "sld_n")), by: Bench.ann)
        #expect(bench.refusal(.eraseTexts, by: .machine) == .erasureNotDue)
        try bench.rule(Bench.breach())
        try bench.acknowledgeAll()
        bench.wait(185 * oneDay)
        #expect(bench.refusal(.eraseTexts, by: .machine) == .erasureNotDue, "the quarantine first")
        try bench.run(.erase(a, .windowEnded), by: .machine)
        let step = try bench.run(.eraseTexts, by: .machine)
        #expect(
            step.effects.map(\.effect) == [
                .eraseTexts(["sld_contact-ntc_1", "sld_n", "sld_text-ntc_1"].map { SealedID(text: $0) })
            ])
        #expect(bench.file.sealedRows.isEmpty)
    }
}
