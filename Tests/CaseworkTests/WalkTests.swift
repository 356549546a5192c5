import Casework
import Foundation
import SafetyModel
import Testing

@Suite struct WalkTests {
    private func settings() -> CaseworkSettings {
        var settings = CaseworkSettings()
        settings.hiding.perSenderDay = 6
        settings.hiding.overallHour = 8
        settings.misuse.countMin = 1
        settings.misuse.percentMin = 1
        return settings
    }

    private func docket() -> Docket {
        Docket(
            settings: settings(),
            authorities: [
                Walker.police: Authority(id: Walker.police, country: "nl", mayOrder: Set(Order.Kind.allCases))
            ])
    }

    /// Walks; returns the docket, the events in order, what the oracle saw, and refusals by code.
    private func walk(_ seed: UInt64, steps: Int) -> (Docket, [RecordedEvent], Oracle, [String: Int]) {
        var (docket, oracle, walker) = (docket(), Oracle(), Walker(seed: seed))
        var now = Moment(milliseconds: 1_795_000_000_000)
        var events: [RecordedEvent] = []
        var refusals: [String: Int] = [:]
        func give(_ commands: [(CaseCommand, Actor)], to caseID: CaseID) {
            for (command, actor) in commands {
                do throws(CaseworkError) {
                    let done = try docket.perform(command, on: caseID, by: actor, at: now)
                    events += done.events
                    for case .measureImposed(let measure) in done.events.map(\.event) where measure.step == .removal {
                        walker.removed.insert(measure.account)
                    }
                    oracle.watch(done.events, settings: docket.settings)
                } catch { refusals[error.code, default: 0] += 1 }
            }
        }
        for step in 0..<steps {
            // Mostly minutes pass, now and then days, seldom half a year.
            now = now.adding(seconds: walker.chance(90) ? 60 : walker.chance(95) ? oneDay / 3 : 60 * oneDay)
            // A new set of cases now and then, so that many accounts meet in many.
            let caseID = CaseID(text: "case_\(step / 500)x\(walker.pick(0..<4) ?? 0)")
            give(walker.next(docket.cases[caseID] ?? CaseFile(id: caseID), now: now), to: caseID)
        }
        // Then time passes, and cases come to their end.
        for _ in 0..<4 {
            for caseID in docket.cases.keys.sorted(by: { $0.text < $1.text }) {
                now = now.adding(seconds: 60)
                give(walker.ending(docket.cases[caseID] ?? CaseFile(id: caseID)), to: caseID)
            }
            now = now.adding(seconds: 200 * oneDay)
        }
        return (docket, events, oracle, refusals)
    }

    @Test func `thousands of random commands keep every promise, and go everywhere`() throws {
        var seen = Set<String>()
        // More seeds, for a long look: WALK_SEEDS=200.
        let seeds = ProcessInfo.processInfo.environment["WALK_SEEDS"].flatMap(UInt64.init) ?? 4
        for seed in 1...max(1, seeds) {
            let (docket, events, oracle, refusals) = walk(seed, steps: 2000)
            seen.formUnion(oracle.seen.keys)

            #expect(oracle.faults.isEmpty, "seed \(seed): \(oracle.faults.prefix(3))")
            #expect(events.count > 2000 && refusals.count > 15, "the walk goes somewhere")
            try check(docket, events, oracle)
        }
        // Rare by nature, each with a test of its own.
        let excused: Set<String> = [
            "sender-confirmed", "coordinator-informed", "dispute-recorded", "misuse-warned", "misuse-suspended",
            "preservation-ended", "report-corrected", "texts-erased",
        ]
        let missing = Set(Samples.events.map(\.name)).subtracting(seen).subtracting(excused)
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    private func check(_ docket: Docket, _ events: [RecordedEvent], _ oracle: Oracle) throws {
        // What is outstanding is what was asked for and not confirmed.
        for (caseID, facts) in oracle.cases {
            #expect(facts.requested == Set(docket.cases[caseID]?.outstanding.keys.map { $0 } ?? []))
        }
        // Replaying the stored events gives the same files.
        var replayed = self.docket()
        for event in events { try replayed.fold(event) }
        #expect(replayed.cases == docket.cases)
        #expect(replayed.accounts == docket.accounts && replayed.notifiers == docket.notifiers)
        for (index, event) in events.enumerated() where index % 17 == 0 {
            let read = try JSONDecoder().decode(RecordedEvent.self, from: JSONEncoder().encode(event))
            #expect(read == event)
        }
        for case .statementIssued(let statement) in events.map(\.event) {
            #expect(CommissionStatement(statement).faults().isEmpty)
        }
    }

    @Test func `the oracle finds what is wrong`() {
        let at = Samples.moment
        func watch(_ events: [(CaseEvent, Actor)]) -> [String] {
            var oracle = Oracle()
            let batch = events.enumerated().map { index, pair in
                RecordedEvent(caseID: CaseID(text: "case_1"), sequence: index + 1, at: at, by: pair.1, event: pair.0)
            }
            oracle.watch(batch, settings: CaseworkSettings())
            return oracle.faults.map { String($0.prefix { $0 != ":" }) }
        }
        let strike = CaseEvent.struck(
            Strike(id: StrikeID(text: "s"), account: Bench.maker, ruling: RulingID(text: "r"), weight: 1, until: at))
        #expect(watch([(strike, .machine)]) == ["no strike without a person's ruling"])
        let claims: [(CaseEvent, Actor)] = [Bench.ann, Bench.bob].map { actor in
            (.claimed(Claim(by: actor.person ?? StaffID(text: ""), until: at.adding(seconds: 9))), actor)
        }
        #expect(watch(claims) == ["a claim is exclusive"])
        let item = CaseEvent.itemsAdded([Bench.item("a")])
        let removed = CaseEvent.itemsRemoved(ItemChange(items: [ItemID(text: "a")], cause: .person))
        #expect(watch([(item, .machine), (removed, Bench.ann)]) == ["a statement for every restriction"])
        let shown = CaseEvent.itemsShown(ItemChange(items: [ItemID(text: "a")], cause: .person))
        #expect(
            watch([(item, .machine), (.itemsErased([ItemID(text: "a")], .windowEnded), .machine), (shown, Bench.ann)])
                == ["erased never comes back"])
        #expect(
            watch([(.matchLifted(BankEntryID(text: "b"), ItemID(text: "a")), Bench.ann)]) == [
                "two persons lift a match"
            ])
    }
}
