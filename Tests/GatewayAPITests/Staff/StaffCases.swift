import Casework
import SafetyModel
import Synchronization

/// Prepared cases.
extension FakeStaffDoor {
    private static let day: Int64 = 86_400

    func run(_ command: CaseCommand, on id: CaseID, by actor: Actor) throws(CaseworkError) {
        let result: Result<Void, CaseworkError> = state.withLock { state in
            do throws(CaseworkError) {
                let step = try state.docket.perform(command, on: id, by: actor, at: state.now)
                state.timeline[id, default: []] += step.events
                return .success(())
            } catch { return .failure(error) }
        }
        try result.get()
    }

    func file(_ id: String) -> CaseFile? { state.withLock { $0.docket.cases[CaseID(text: id)] } }
    func move(seconds: Int64) { state.withLock { $0.now = $0.now.adding(seconds: seconds) } }

    static func item(
        _ name: String, owner: String = "maker", isMinor: Bool = false, relation: Item.Relation = .reported,
        releasedBy: String? = nil
    ) -> Item {
        Item(
            id: ItemID(text: name),
            owner: Item.Owner(account: AccountID(text: owner), language: "nl", isMinor: isMinor), relation: relation,
            releasedBy: releasedBy.map { DecisionID(text: $0) }, operation: .edit,
            postedAt: Moment(milliseconds: 1_779_900_000_000))
    }

    /// Opens a case by a notice.
    @discardableResult
    func open(
        _ name: String, ground: NoticeGround = .intimateImage, items: [Item]? = nil, words: String = "That is me.",
        danger: Bool = false, regimes: Set<Regime> = [], woman: Bool? = nil
    ) throws(CaseworkError) -> CaseID {
        let id = CaseID(text: "case_\(name)")
        let items = items ?? [Self.item("\(name)-a", releasedBy: "dec_\(name)")]
        let row = SealedID(text: "sld_notice-\(name)")
        state.withLock { $0.words[row] = words }
        let notice = Notice(
            id: NoticeID(text: "ntc_\(name)"), ground: ground, items: items.map(\.id),
            notifier: NotifierID(text: "ntf_\(name)"), regimes: regimes,
            elements: [.explanation, .identity, .bonaFide], subjectIsWoman: woman, isDanger: danger, text: row,
            contact: SealedID(text: "sld_contact-\(name)"))
        try run(.receiveNotice(notice, items: items), on: id, by: .notifier(notice.notifier))
        return id
    }

    /// One case of every kind that the pages show.
    func openSamples() throws(CaseworkError) {
        try open("old", ground: .hate, words: "A poster against a people.")
        move(seconds: 2 * Self.day + Self.day / 2)
        try open(
            "wide",
            items: [
                Self.item("wide-a", releasedBy: "dec_wide"),
                Self.item("wide-b", relation: .copy(of: ItemID(text: "wide-a"), proof: .localSignature)),
                Self.item("wide-c", owner: "other", relation: .sibling(of: ItemID(text: "wide-a"))),
                Self.item("wide/d <e>", owner: "a/b \"c\"", relation: .derivative(of: ItemID(text: "wide-a"))),
            ],
            words: "My holiday photo was changed. <b>I never agreed.</b>\nPlease hurry.", regimes: [.takeItDown],
            woman: true)
        try open("danger", ground: .harassment, words: "He says he will come to my house tonight.", danger: true)
        try open("young", ground: .childAbuse, items: [Self.item("young-a", isMinor: true)], words: "Found in a chat.")
        try open("terms", ground: .terms)
        let order = Order(
            id: OrderID(text: "ord_one"), kind: .act, authority: AuthorityID(text: "police-nl"),
            elements: [.legalBasis, .reasons, .authority, .location, .redress], items: [ItemID(text: "order-a")])
        try run(
            .receiveOrder(order, items: [Self.item("order-a")]), on: CaseID(text: "case_order"),
            by: .authority(order.authority))
        move(seconds: Self.day / 2 + 3600)
        // A ruling, a complaint against it, and a proposal that waits for a second person.
        let ann = Actor.staff(StaffID(text: "ann"), .reviewer)
        let complained = try open("complained")
        try run(.claim, on: complained, by: ann)
        try run(.rule(Self.breach(["complained-a"])), on: complained, by: ann)
        let statement = file("case_complained")?.statements.values.first { $0.statement.items.count == 1 }?.statement.id
        if let statement {
            try run(
                .complain(.statement(statement), text: SealedID(text: "sld_notice-complained")), on: complained,
                by: .account(AccountID(text: "maker")))
        }
        let proposed = try open("proposed", items: [Self.item("proposed-a", owner: "young-maker", isMinor: true)])
        try run(.claim, on: proposed, by: ann)
        try run(.rule(Self.breach(["proposed-a"], strikes: ["young-maker"])), on: proposed, by: ann)
    }

    static func breach(_ items: Set<String>, strikes: Set<String> = ["maker"]) -> RulingForm {
        RulingForm(
            items: Set(items.map { ItemID(text: $0) }), reason: .undressed, clause: "no-undressing", category: .undress,
            strikes: Set(strikes.map { AccountID(text: $0) }))
    }
}
