import Casework
import SafetyModel
import Testing

@Suite struct NoticeTests {
    @Test func `a notice opens a case, hides the item at once and tells its owner and its sender`() throws {
        var bench = Bench()

        let step = try bench.receive()

        #expect(bench.item("a")?.visibility == .hidden)
        #expect(bench.item("a")?.isConfirmedHidden == false, "hidden means acknowledged")
        let effects = step.effects.map(\.effect)
        #expect(effects.contains(.hideItem(ItemID(text: "a"))))
        #expect(effects.contains(.confirmReceipt(NoticeID(text: "ntc_1"))))
        let statement = try #require(bench.statement(.contentDisabled))
        #expect(effects.contains(.sendStatement(statement.id)))
        #expect(statement.automation == .full && !statement.automatedDetection && statement.source == .notice)
        try bench.acknowledgeAll()
        #expect(bench.item("a")?.isConfirmedHidden == true)
        #expect(bench.file.stage == .waiting)
    }

    @Test func `a notice without an item is none, and one that names an unknown item is refused`() {
        var bench = Bench()
        #expect(
            bench.refusal(.receiveNotice(Bench.notice("ntc_1", []), items: []), by: .notifier(Bench.sender)) == .noItems
        )
        #expect(
            bench.refusal(.receiveNotice(Bench.notice(), items: []), by: .notifier(Bench.sender))
                == .unknownItem(ItemID(text: "a")))
    }

    @Test func `only grounds of intimate images and child abuse hide at once`() throws {
        for ground in NoticeGround.allCases {
            var bench = Bench()
            try bench.receive(Bench.notice(ground: ground))
            #expect((bench.item("a")?.visibility == .hidden) == (ground == .intimateImage || ground == .childAbuse))
        }
    }

    @Test func `the setting turns hiding off`() throws {
        var settings = CaseworkSettings()
        settings.hiding.isOn = false
        var bench = Bench(settings: settings)

        try bench.receive()

        #expect(bench.item("a")?.visibility == .visible)
        #expect(bench.file.stage == .waiting)
    }

    @Test func `verified copies are hidden with the item, siblings and derivatives wait for the ruling`() throws {
        var bench = Bench()
        let origin = ItemID(text: "a")
        try bench.receive(
            Bench.notice(),
            [
                Bench.item("a"), Bench.item("b", relation: .copy(of: origin, proof: .sha256)),
                Bench.item("c", relation: .sibling(of: origin)), Bench.item("d", relation: .derivative(of: origin)),
            ])
        #expect(["a", "b"].allSatisfy { bench.item($0)?.visibility == .hidden })
        #expect(["c", "d"].allSatisfy { bench.item($0)?.visibility == .visible })

        try bench.run(.addItems([Bench.item("e", relation: .copy(of: origin, proof: .watermark))]), by: .machine)
        #expect(bench.item("e")?.visibility == .hidden)
        try bench.rule(Bench.breach(["a", "d"]))

        #expect(["a", "b", "d", "e"].allSatisfy { bench.item($0)?.visibility == .removed })
        #expect(bench.item("c")?.visibility == .visible)
        try bench.run(.addItems([Bench.item("f", relation: .copy(of: origin, proof: .sha256))]), by: .machine)
        #expect(bench.item("f")?.visibility == .removed, "takedown holds")
        let statement = try #require(
            bench.file.statements.values.map(\.statement).first { $0.items == [ItemID(text: "f")] })
        #expect(statement.facts == .copyOfRuledItem && statement.automatedDetection && statement.automation == .full)
        #expect(statement.source == .ownInitiative)
    }

    @Test func `a machine cannot claim that a person compared two pictures`() throws {
        var bench = Bench()
        try bench.receive()
        let copy = Bench.item("b", relation: .copy(of: ItemID(text: "a"), proof: .person))

        #expect(bench.refusal(.addItems([copy]), by: .machine) == .copyUnverified)
        #expect(bench.refusal(.addItems([copy]), by: Bench.ann) == nil)
    }

    @Test func `beyond the budgets a case is urgent but unhidden`() throws {
        var settings = CaseworkSettings()
        settings.hiding.perSenderDay = 2
        settings.hiding.overallHour = 3
        var bench = Bench(settings: settings)

        try bench.receive(Bench.notice("ntc_1", ["a", "b", "c"]))
        #expect(bench.file.items.values.count { $0.visibility == .hidden } == 2)
        #expect(bench.file.isUrgent)
        try bench.receive(Bench.notice("ntc_2", ["d", "e"], from: NotifierID(text: "ntf_2")))
        #expect(bench.file.items.values.count { $0.visibility == .hidden } == 3)
        bench.wait(oneDay + 1)
        try bench.receive(Bench.notice("ntc_3", ["f"]))
        #expect(bench.item("f")?.visibility == .hidden, "budgets are of a day and an hour")
    }

    @Test func `senders without a name share one budget`() throws {
        var settings = CaseworkSettings()
        settings.hiding.perSenderDay = 1
        var bench = Bench(settings: settings)
        try bench.receive(Bench.notice("ntc_1", ["a"], from: nil))
        try bench.receive(Bench.notice("ntc_2", ["b"], from: nil))
        try bench.receive(Bench.notice("ntc_3", ["c"]))

        #expect(bench.item("a")?.visibility == .hidden)
        #expect(bench.item("b")?.visibility == .visible)
        #expect(bench.item("c")?.visibility == .hidden)
    }

    @Test func `an item ruled harmless is not hidden again on the same ground, but looked at again`() throws {
        var bench = Bench()
        try bench.receive()
        try bench.rule(Bench.harmless())
        #expect(bench.item("a")?.visibility == .visible && bench.file.stage == .decided)

        try bench.receive(Bench.notice("ntc_2"))
        #expect(bench.item("a")?.visibility == .visible)
        #expect(bench.file.stage == .waiting, "a person looks all the same")
        try bench.receive(Bench.notice("ntc_3", ground: .childAbuse))
        #expect(bench.item("a")?.visibility == .hidden, "another ground hides")
        let other = CaseID(text: "case_2")
        let copy = Bench.notice("ntc_4")
        try bench.run(.receiveNotice(copy, items: [Bench.item("a")]), by: .notifier(Bench.sender), on: other)
        #expect(bench.docket.cases[other]?.items[ItemID(text: "a")]?.visibility == .visible, "in no case")
    }

    @Test func `false reports cost automatic hiding, never a human look`() throws {
        var bench = Bench()
        for (index, name) in ["a", "b"].enumerated() {
            try bench.receive(Bench.notice("ntc_\(index)", [name]))
            try bench.rule(Bench.harmless([name], .manifestlyUnfounded))
        }
        try bench.receive(Bench.notice("ntc_9", ["c"]))
        #expect(bench.item("c")?.visibility == .visible)
        #expect(bench.file.stage == .waiting)
        try bench.receive(Bench.notice("ntc_10", ["d"], from: NotifierID(text: "ntf_2")))
        #expect(bench.item("d")?.visibility == .hidden)
        bench.wait(181 * oneDay)
        try bench.receive(Bench.notice("ntc_11", ["e"]))
        #expect(bench.item("e")?.visibility == .hidden, "old false reports are forgotten")
    }

    @Test func `what a notice must hold depends on the law, and a name is never asked for about child abuse`() {
        let bare = Bench.notice(elements: [])
        #expect(bare.missing == [.bonaFide, .explanation, .identity])
        #expect(Bench.notice(ground: .childAbuse, elements: []).missing == [.bonaFide, .explanation])
        #expect(
            Bench.notice(regimes: [.takeItDown]).missing == [.signature, .contact, .bySubject])
        #expect(
            Bench.notice(regimes: [.onlineSafety]).missing == [.declaresIntimate, .contact, .bySubject])
    }

    @Test func `a notice that lacks something starts its clocks, and the sender is asked for the rest`() throws {
        var bench = Bench()
        let step = try bench.receive(Bench.notice(regimes: [.takeItDown], elements: [.bonaFide]))

        #expect(
            bench.file.clocks(bench.docket.settings).contains {
                $0.name == .removal(NoticeID(text: "ntc_1"), .takeItDown)
            })
        #expect(
            step.effects.contains {
                if case .askSender(_, let missing) = $0.effect { missing.contains(.signature) } else { false }
            })
    }

    @Test func `a trusted flagger has priority within its area and time`() throws {
        let id = FlaggerID(text: "hotline")
        var flagger = TrustedFlagger(
            id: id, coordinator: "nl", area: [.minorSexual], validFrom: Moment(milliseconds: 0),
            validUntil: Moment(milliseconds: 1_796_000_000_000))
        var bench = Bench()
        bench.docket.flaggers = [id: flagger]
        try bench.receive(Bench.notice(ground: .childAbuse, from: nil, flagger: id))
        #expect(bench.file.hasPriority)
        #expect(bench.statement(.contentDisabled)?.source == .trustedFlagger)
        #expect(!flagger.hasPriority(.hate, at: bench.now), "outside its area")
        #expect(!flagger.hasPriority(.childAbuse, at: Moment(milliseconds: 1_796_000_000_000)), "over")
        flagger.isSuspended = true
        #expect(!flagger.hasPriority(.childAbuse, at: bench.now))
    }

    @Test func `a trusted flagger's poor quality is told to the coordinator by a lead`() throws {
        let id = FlaggerID(text: "hotline")
        var bench = Bench()
        bench.docket.settings.flaggers.judgedMin = 2
        for (index, name) in ["a", "b"].enumerated() {
            try bench.receive(Bench.notice("ntc_\(index)", [name], ground: .hate, from: nil, flagger: id))
        }
        #expect(bench.refusal(.informCoordinator(id), by: Bench.lee) == .misuseNotFrequent)
        try bench.rule(Bench.harmless(["a"], .tooImprecise))
        try bench.rule(Bench.breach(["b"], .hate, category: .hate))
        #expect(bench.docket.flaggerQuality[id]?.imprecise == 1 && bench.docket.flaggerQuality[id]?.founded == 1)
        #expect(bench.refusal(.informCoordinator(id), by: Bench.ann) == .notAllowed(.informCoordinator))
        let step = try bench.run(.informCoordinator(id), by: Bench.lee)
        #expect(step.effects.map(\.effect) == [.informCoordinator(id)])
    }

    @Test func `several notices on one picture, and one person's pictures, meet in one case`() throws {
        var bench = Bench()
        let subject = SubjectID(text: "sub_1")
        try bench.receive(Bench.notice("ntc_1", ["a"], subject: subject))

        let same = bench.docket.joining(Bench.notice("ntc_2", ["a"], from: nil), [Bench.item("a")])
        #expect(same.parts == [bench.caseID: [ItemID(text: "a")]])
        let victim = bench.docket.joining(
            Bench.notice("ntc_3", ["x", "y"], subject: subject),
            [Bench.item("x", owner: AccountID(text: "two")), Bench.item("y")])
        #expect(victim.parts[bench.caseID]?.count == 2)
        let copy = bench.docket.joining(
            Bench.notice("ntc_4", ["z"]), [Bench.item("z", relation: .copy(of: ItemID(text: "a"), proof: .sha256))])
        #expect(copy.parts.keys.first == bench.caseID)
        let new = bench.docket.joining(Bench.notice("ntc_5", ["q"]), [Bench.item("q")])
        #expect(new.parts == [nil: [ItemID(text: "q")]])
    }

    @Test func `the sender is answered once all items are decided, and again when that changes`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice("ntc_1", ["a", "b"]))
        try bench.rule(Bench.harmless(["a"]))
        #expect(bench.file.notices.values.first?.answer == nil)
        let ruling = try bench.rule(Bench.breach(["b"]))
        let answer = try #require(bench.file.notices.values.first?.answer)
        #expect(
            answer.verdict == .founded && answer.actedOn == [ItemID(text: "b")]
                && answer.leftAlone == [ItemID(text: "a")])
        #expect(answer.automation == .partial, "a machine hid first, and that is stated")
        try bench.run(.undo(ruling), by: Bench.ann)
        try bench.rule(Bench.harmless(["b"]))
        #expect(bench.file.notices.values.first?.answer?.verdict == .unfounded)
    }

    @Test func `a notice about what is already gone is answered at once`() throws {
        var bench = Bench()
        try bench.receive()
        try bench.rule(Bench.breach())
        let step = try bench.receive(Bench.notice("ntc_2", from: NotifierID(text: "ntf_2")))
        #expect(
            step.events.contains {
                if case .noticeAnswered(let answer) = $0.event { answer.verdict == .founded } else { false }
            })
    }

    @Test func `the sender adds to a notice and takes it back, and nobody else does`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice("ntc_1"))
        let notice = NoticeID(text: "ntc_1")
        let row = SealedID(text: "sld_more")
        let missing = try #require(bench.file.notices[notice]).missing
        try bench.run(.amendNotice(notice, row, missing), by: .notifier(Bench.sender))
        let state = try #require(bench.file.notices[notice])
        #expect(state.missing.isEmpty && state.words == [row] && bench.file.sealedRows.contains(row))
        #expect(bench.refusal(.amendNotice(notice, nil, []), by: .notifier(Bench.sender)) == .alreadyDone)
        #expect(bench.refusal(.amendNotice(notice, row, []), by: .notifier(nil)) == .unknownPart)
        #expect(bench.refusal(.withdrawNotice(notice), by: Bench.ann) == .notAllowed(.withdrawNotice))

        try bench.run(.withdrawNotice(notice), by: .notifier(Bench.sender))
        #expect(bench.file.notices[notice]?.withdrawnAt == bench.now)
        #expect(bench.refusal(.withdrawNotice(notice), by: .notifier(Bench.sender)) == .alreadyDone)
        #expect(bench.file.stage == .waiting, "a person still looks")
    }
}
