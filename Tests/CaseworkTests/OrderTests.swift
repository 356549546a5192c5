import Casework
import SafetyModel
import Testing

@Suite struct OrderTests {
    private let police = AuthorityID(text: "police-nl")
    private func register(_ kinds: Set<Order.Kind> = Set(Order.Kind.allCases)) -> [AuthorityID: Authority] {
        [police: Authority(id: police, country: "nl", mayOrder: kinds)]
    }

    private func order(
        _ kind: Order.Kind = .act, _ items: [String] = ["a"], elements: Set<OrderElement> = Set(OrderElement.allCases),
        accounts: Set<AccountID> = [], until: Moment? = nil, notBefore: Moment? = nil
    ) -> Order {
        Order(
            id: OrderID(text: "ord_1"), kind: kind, authority: police, elements: elements,
            items: items.map { ItemID(text: $0) }, accounts: accounts, preserveUntil: until, tellNotBefore: notBefore,
            text: SealedID(text: "sld_o"))
    }

    private func received(_ order: Order, register: [AuthorityID: Authority]) throws -> Bench {
        var bench = Bench()
        bench.docket.authorities = register
        try bench.run(.receiveOrder(order, items: order.items.map { Bench.item($0.text) }), by: .authority(police))
        return bench
    }

    @Test func `receipt is told, then effect; the recipient hears of it, and no statement of reasons is made`() throws {
        var bench = try received(order(), register: register())
        #expect(bench.file.outstanding.values.contains(.confirmOrder(OrderID(text: "ord_1"))))
        #expect(QueueEntry(bench.file, bench.docket.settings).route == .orders)
        try bench.run(.claim, by: Bench.ann)
        let step = try bench.run(.giveEffect(OrderEffect(given: .full, items: [ItemID(text: "a")])), by: Bench.ann)
        let effects = step.effects.map(\.effect)
        #expect(effects.contains(.removeItem(ItemID(text: "a"))))
        #expect(effects.contains(.reportOrderEffect(OrderID(text: "ord_1"))))
        #expect(
            effects.contains {
                if case .tellRecipient(let notice) = $0 { notice.account == Bench.maker } else { false }
            })
        #expect(bench.file.statements.isEmpty, "Art. 17(5)")
        #expect(bench.file.stage == .decided)
    }

    @Test func `each of the six elements is required`() throws {
        for element in OrderElement.allCases {
            var bench = try received(
                order(elements: Set(OrderElement.allCases).subtracting([element])), register: register())
            try bench.run(.claim, by: Bench.ann)
            let effect = CaseCommand.giveEffect(OrderEffect(given: .full, items: [ItemID(text: "a")]))
            #expect(bench.refusal(effect, by: Bench.ann) == .orderDefects([.missing(element)]))
            try bench.run(.completeOrder([element]), by: Bench.ann)
            #expect(bench.refusal(effect, by: Bench.ann) == nil)
        }
    }

    @Test func `a sender outside the register is verified by a lead or an administrator`() throws {
        var bench = try received(order(), register: register([.inform]))
        #expect(bench.file.orderDefects(bench.docket.authorities) == [.unverifiedSender])
        #expect(bench.refusal(.confirmSender, by: Bench.ann) == .notAllowed(.confirmSender))
        try bench.run(.confirmSender, by: Bench.adm)
        #expect(bench.file.orderDefects(bench.docket.authorities).isEmpty)
    }

    @Test func `an order with defects can be answered with reasons`() throws {
        var bench = try received(order(elements: []), register: [:])
        try bench.run(.claim, by: Bench.ann)
        #expect(bench.refusal(.giveEffect(OrderEffect(given: .none)), by: Bench.ann) == .effectForm)
        try bench.run(.giveEffect(OrderEffect(given: .none, reason: .manifestError)), by: Bench.ann)
        #expect(bench.item("a")?.visibility == .visible)
    }

    @Test func `information is what was already collected, and the recipient is told when the authority allows`() throws
    {
        let later = Moment(milliseconds: 1_799_000_000_000)
        var bench = try received(order(.inform, [], accounts: [Bench.maker], notBefore: later), register: register())
        try bench.run(.claim, by: Bench.ann)
        #expect(bench.refusal(.giveEffect(OrderEffect(given: .full)), by: Bench.ann) == .effectForm)
        let effect = OrderEffect(given: .partial, information: SealedID(text: "sld_i"), reason: .notHeld)
        let step = try bench.run(.giveEffect(effect), by: Bench.ann)
        #expect(
            step.effects.contains {
                if case .tellRecipient(let notice) = $0.effect { notice.notBefore == later } else { false }
            })
    }

    @Test func `an item removed by order stays removed when a ruling is undone`() throws {
        var bench = try received(order(), register: register())
        try bench.run(.claim, by: Bench.ann)
        try bench.run(.giveEffect(OrderEffect(given: .full, items: [ItemID(text: "a")])), by: Bench.ann)
        let ruling = try bench.rule(Bench.breach())
        try bench.run(.undo(ruling), by: Bench.ann)
        #expect(bench.item("a")?.visibility == .removed)
    }

    @Test func `an order to preserve suspends erasure within its scope, in every case, until it ends`() throws {
        var bench = Bench("case_2")
        bench.docket.authorities = register()
        try bench.receive()
        try bench.rule(Bench.breach())
        let first = CaseID(text: "case_9")
        try bench.run(
            .receiveOrder(order(.preserve, [], accounts: [Bench.maker]), items: []), by: .authority(police), on: first)
        try bench.run(.claim, by: Bench.ann, on: first)
        try bench.run(.giveEffect(OrderEffect(given: .full)), by: Bench.ann, on: first)

        let erase = CaseCommand.erase([ItemID(text: "a")], .victimRequest)
        #expect(bench.refusal(erase, by: Bench.cas) == .preserved(OrderID(text: "ord_1")))
        #expect(throws: CaseworkError.notAllowed(.endPreservation)) {
            try bench.run(.endPreservation, by: .authority(AuthorityID(text: "other")), on: first)
        }
        try bench.run(.endPreservation, by: .authority(police), on: first)
        #expect(bench.refusal(erase, by: Bench.cas) == nil)
    }

    @Test func `danger is told where it is, else at home and to Europol`() {
        let all = [("nl-police", "nl"), ("de-police", "de"), ("europol", "eu")].map { name, country in
            Authority(id: AuthorityID(text: name), country: country, mayOrder: [], takesReports: true)
        }
        let register = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        let recipients = { (country: String?) in
            Authority.recipients(ofDangerIn: country, establishment: "nl", register: register).map(\.text)
        }
        #expect(recipients("de") == ["de-police"])
        #expect(recipients(nil) == ["europol", "nl-police"] && recipients("fr") == ["europol", "nl-police"])
    }

    @Test func `a preservation with an end ends by itself`() {
        let kept = Preservation(
            order: OrderID(text: "ord_1"), caseID: CaseID(text: "case_1"), items: [ItemID(text: "a")], accounts: [],
            until: Moment(milliseconds: 10))
        let other = CaseID(text: "case_2")
        #expect(kept.covers(Bench.item("a"), of: other, at: Moment(milliseconds: 9)))
        #expect(!kept.covers(Bench.item("a"), of: other, at: Moment(milliseconds: 10)))
        #expect(!kept.covers(Bench.item("b"), of: other, at: Moment(milliseconds: 9)))
        #expect(kept.covers(Bench.item("b"), of: kept.caseID, at: Moment(milliseconds: 9)))
    }
}
