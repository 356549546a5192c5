import Casework
import SafetyModel
import Testing

@Suite struct ClockTests {
    private func clock(_ bench: Bench, _ name: LegalClock.Name) -> LegalClock? {
        bench.file.clocks(bench.docket.settings).first { $0.name == name }
    }

    @Test func `the 48 hours of the United States and the United Kingdom run from receipt and warn before`() throws {
        var bench = Bench()
        let start = bench.now
        try bench.receive(Bench.notice(regimes: [.takeItDown, .onlineSafety]))
        for regime in Regime.allCases {
            let found = try #require(clock(bench, .removal(NoticeID(text: "ntc_1"), regime)))
            #expect(found.due == start.adding(seconds: 48 * 3600))
            let state = { (seconds: Int64) in found.state(at: start.adding(seconds: seconds), warnPercent: 75) }
            #expect(state(0) == .running && state(36 * 3600 - 1) == .running)
            #expect(state(36 * 3600) == .warning && state(48 * 3600) == .warning)
            #expect(found.state(at: Moment(milliseconds: found.due.milliseconds + 1), warnPercent: 75) == .overdue)
        }
        bench.wait(40 * hour)
        try bench.rule(Bench.breach())
        #expect(
            clock(bench, .removal(NoticeID(text: "ntc_1"), .takeItDown))?.state(at: bench.now, warnPercent: 75) == .met)
    }

    @Test func `a decision after its time is met late`() throws {
        var bench = Bench()
        try bench.receive()
        bench.wait(25 * hour)
        try bench.rule(Bench.breach())
        #expect(clock(bench, .decision(NoticeID(text: "ntc_1")))?.state(at: bench.now, warnPercent: 75) == .metLate)
    }

    @Test func `without undue delay is a setting, shorter for what is grave and for trusted flaggers`() throws {
        var bench = Bench()
        bench.docket.flaggers[FlaggerID(text: "f")] = TrustedFlagger(
            id: FlaggerID(text: "f"), coordinator: "nl", area: [.hate], validFrom: Moment(milliseconds: 0))
        try bench.receive(Bench.notice("ntc_1", ["a"], ground: .hate))
        try bench.receive(Bench.notice("ntc_2", ["b"], ground: .intimateImage))
        try bench.receive(Bench.notice("ntc_3", ["c"], ground: .hate, from: nil, flagger: FlaggerID(text: "f")))
        let hours = ["ntc_1", "ntc_2", "ntc_3"].map { name in
            clock(bench, .decision(NoticeID(text: name))).map {
                ($0.due.milliseconds - $0.start.milliseconds) / 3_600_000
            }
        }
        #expect(hours == [72, 24, 24])
    }

    @Test func `a tick warns of each clock once`() throws {
        var bench = Bench()
        try bench.receive()
        #expect(try bench.run(.tick, by: .machine).events.isEmpty)
        bench.wait(20 * hour)
        let names = try bench.run(.tick, by: .machine).effects.map(\.effect)
        #expect(names.contains(.warnOfClock(.decision(NoticeID(text: "ntc_1")))))
        #expect(try bench.run(.tick, by: .machine).events.isEmpty)
    }

    @Test func `an undone ruling owes a decision again`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice(regimes: [.takeItDown]))
        let ruling = try bench.rule(Bench.breach())
        #expect(clock(bench, .removal(NoticeID(text: "ntc_1"), .takeItDown))?.metAt != nil)
        try bench.run(.undo(ruling), by: Bench.ann)
        #expect(clock(bench, .removal(NoticeID(text: "ntc_1"), .takeItDown))?.metAt == nil)
    }

    @Test func `complaints have a clock, expedited under the Online Safety Act`() throws {
        for (regimes, days) in [(Set<Regime>(), Int64(14)), ([.onlineSafety], 3)] {
            var bench = Bench()
            try bench.receive(Bench.notice(regimes: regimes))
            try bench.rule(Bench.harmless())
            try bench.run(.complain(.notice(NoticeID(text: "ntc_1")), text: nil), by: .notifier(Bench.sender))
            let complaint = try #require(bench.file.complaints.keys.first)
            let found = try #require(clock(bench, .complaint(complaint)))
            #expect(found.due == bench.now.adding(seconds: days * oneDay))
        }
    }

    @Test func `second persons, danger, orders, pauses and unreported items have clocks`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice(ground: .childAbuse, danger: true))
        #expect(clock(bench, .danger)?.due == bench.now.adding(seconds: hour))
        try bench.run(.addItems([Bench.item("s", relation: .sibling(of: ItemID(text: "a")))]), by: .machine)
        #expect(clock(bench, .look)?.due == bench.now.adding(seconds: 24 * hour))
        try bench.rule(Bench.abuse(), by: Bench.cas)
        #expect(clock(bench, .secondPerson(try #require(bench.waiting)))?.due == bench.now.adding(seconds: 4 * hour))
        var other = Bench("case_2")
        try other.run(.pauseGeneration(Item.Owner(account: Bench.maker), seconds: 600), by: .machine)
        #expect(
            clock(other, .pause(try #require(other.file.measures.keys.first)))?.due == other.now.adding(seconds: 600))
    }

    @Test func `settings shorter than six months of complaints are refused`() throws {
        var settings = CaseworkSettings()
        try settings.check()
        settings.clocks.complaintSeconds = 183 * oneDay
        #expect(throws: CaseworkError.invalid(.settings)) { try settings.check() }
        var ladder = CaseworkSettings()
        ladder.adults.rungs.removeFirst()
        #expect(throws: CaseworkError.invalid(.ladder)) { try ladder.check() }
    }

    @Test func `danger comes first, then what presses by its clock, then the graver`() throws {
        var bench = Bench("case_routine")
        try bench.receive(Bench.notice("ntc_1", ["a"], ground: .hate))
        let names = ["case_grave", "case_child", "case_danger"]
        let grounds: [NoticeGround] = [.revealingEdit, .childAbuse, .harassment]
        bench.wait(10 * hour)
        for (index, name) in names.enumerated() {
            let notice = Bench.notice("ntc_\(name)", [name], ground: grounds[index], danger: index == 2)
            try bench.run(
                .receiveNotice(notice, items: [Bench.item(name)]), by: .notifier(Bench.sender), on: CaseID(text: name))
        }
        let order = { (docket: Docket, at: Moment) in docket.queue(at: at).map(\.caseID.text) }
        #expect(order(bench.docket, bench.now) == ["case_danger", "case_child", "case_grave", "case_routine"])
        bench.wait(50 * hour)
        let late = bench.docket.queue(at: bench.now)
        #expect(
            late.map(\.caseID.text) == ["case_danger", "case_child", "case_grave", "case_routine"],
            "24 hours are over before 72")
        #expect(!late[1].isOpen(to: StaffID(text: "ann"), .reviewer, at: bench.now))
        #expect(late[1].isOpen(to: StaffID(text: "cas"), .childSafety, at: bench.now))
        try bench.run(.claim, by: Bench.ann, on: CaseID(text: "case_grave"))
        let claimed = try #require(bench.docket.queue(at: bench.now).first { $0.caseID.text == "case_grave" })
        #expect(claimed.isOpen(to: StaffID(text: "ann"), .reviewer, at: bench.now))
        #expect(!claimed.isOpen(to: StaffID(text: "bob"), .reviewer, at: bench.now))
        #expect(claimed.isOpen(to: StaffID(text: "bob"), .reviewer, at: bench.now.adding(seconds: 1800)))
    }
}
