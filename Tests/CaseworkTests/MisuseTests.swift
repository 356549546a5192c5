import Casework
import SafetyModel
import Testing

@Suite struct MisuseTests {
    private let judgement = MisuseJudgement(gravity: .medium, intention: .deliberate, seconds: 30 * oneDay)

    private func unfounded(_ bench: inout Bench, _ name: String) throws {
        try bench.receive(Bench.notice("ntc_\(name)", [name], ground: .hate))
        try bench.rule(Bench.harmless([name], .manifestlyUnfounded))
    }

    @Test func `processing is suspended only after a warning, when it is frequent, for a published time, by a lead`()
        throws
    {
        var bench = Bench()
        let who = Misuser.notifier(Bench.sender)
        try bench.receive(Bench.notice(ground: .hate))
        #expect(bench.refusal(.warnMisuse(who), by: Bench.ann) == .misuseNotFrequent)
        for name in ["b", "c", "d"] { try unfounded(&bench, name) }
        #expect(bench.refusal(.suspendMisuse(who, judgement), by: Bench.lee) == .noPriorWarning)
        bench.wait(1)
        try bench.run(.warnMisuse(who), by: Bench.ann)
        #expect(
            bench.refusal(.suspendMisuse(who, judgement), by: Bench.lee) == .misuseNotFrequent,
            "nothing since the warning")
        bench.wait(1)
        try unfounded(&bench, "e")
        #expect(bench.refusal(.suspendMisuse(who, judgement), by: Bench.ann) == .notAllowed(.suspendMisuse))
        var odd = judgement
        odd.seconds = 5
        #expect(bench.refusal(.suspendMisuse(who, odd), by: Bench.lee) == .durationNotPublished)

        let step = try bench.run(.suspendMisuse(who, judgement), by: Bench.lee)

        guard case .misuseSuspended(let suspension) = step.events.first?.event else { throw CaseworkError.unknownPart }
        #expect(suspension.counts == MisuseCounts(unfounded: 4, total: 5), "counted, not typed")
        try bench.receive(Bench.notice("ntc_hate", ["y"], ground: .hate))
        try bench.receive(Bench.notice("ntc_grave", ["z"]))
        let clocks = bench.file.clocks(bench.docket.settings)
        #expect(clocks.first { $0.name == .decision(NoticeID(text: "ntc_hate")) }?.start == suspension.until)
        #expect(
            clocks.first { $0.name == .decision(NoticeID(text: "ntc_grave")) }?.start == bench.now,
            "grave ones are looked at")
        #expect(bench.item("z")?.visibility == .visible)
    }

    @Test func `a small share is not frequent misuse`() throws {
        var bench = Bench()
        try unfounded(&bench, "a")
        bench.wait(1)
        try bench.run(.warnMisuse(.notifier(Bench.sender)), by: Bench.ann)
        for name in ["b", "c"] { try unfounded(&bench, name) }
        for name in ["f", "g", "h", "i"] { try bench.receive(Bench.notice("ntc_\(name)", [name], ground: .hate)) }
        #expect(bench.refusal(.suspendMisuse(.notifier(Bench.sender), judgement), by: Bench.lee) == .misuseNotFrequent)
    }

    @Test func `complainants are warned and suspended alike, and their complaints wait`() throws {
        var bench = Bench()
        let who = Misuser.complainant(Bench.maker)
        for (index, name) in ["a", "b", "c", "d"].enumerated() {
            try bench.receive(Bench.notice("ntc_\(name)", [name]))
            try bench.rule(Bench.breach([name]))
            let statement = try #require(
                bench.file.statements.values.map(\.statement).first {
                    $0.restriction == .contentRemoved && $0.items == [ItemID(text: name)]
                })
            try bench.run(.complain(.statement(statement.id), text: nil), by: .account(Bench.maker))
            if index == 3 { break }
            let complaint = try #require(bench.file.complaints.values.first(where: \.isOpen)?.complaint.id)
            try bench.decide(complaint, ComplaintDecision(result: .upheld, reason: .manifestlyUnfounded), by: Bench.bob)
            bench.wait(1)
            if index == 0 { try bench.run(.warnMisuse(who), by: Bench.bob) }
        }
        try bench.run(.suspendMisuse(who, judgement), by: Bench.lee)
        let statement = try #require(bench.statement(.contentDisabled))
        try bench.run(.complain(.statement(statement.id), text: nil), by: .account(Bench.maker))
        #expect(
            bench.file.complaints.values.contains {
                $0.complaint.suspendedUntil == bench.now.adding(seconds: 30 * oneDay)
            })
    }
}
