import Casework
import SafetyModel

/// One event of every kind, with every optional part filled.
enum Samples {
    static let a = ItemID(text: "item-a")
    static let moment = Moment(milliseconds: 1_795_000_000_000)
    static let sealed = SealedID(text: "sld_1")
    static let ruling = RulingID(text: "rul_1-1")
    static let account = AccountID(text: "account-1")

    static let statement = StatementOfReasons(
        id: StatementID(text: "sor_1-2"), addressee: account, language: "nl", restriction: .contentRemoved, items: [a],
        territory: .countries(["nl", "de"]), until: nil, ruling: ruling, measure: MeasureID(text: "mea_1-9"),
        facts: .reportedItem, source: .notice, automatedDetection: false, automation: .partial,
        ground: .terms("no-undressing"), explanation: .undressed,
        classification: Classification(.undress, reason: .undressed, isSynthetic: true, subjectIsWoman: true),
        complaintsUntil: moment.adding(seconds: 184 * oneDay), bodies: [SettlementBodyID(text: "appeals-eu")],
        isSynthetic: true, contentDate: moment, issuedAt: moment, toCommission: true)

    static let item = Item(
        id: a, owner: Item.Owner(account: account, language: "nl", isMinor: true),
        relation: .copy(of: ItemID(text: "item-b"), proof: .localSignature), isHosted: true,
        releasedBy: DecisionID(text: "dec_1"), operation: .edit, isSynthetic: true, postedAt: moment)

    static let form = RulingForm(
        items: [a], reason: .undressed, citing: LegalGround(jurisdiction: "nl", citation: "Sr art. 254ba"), clause: nil,
        category: .undress, measure: .remove, bank: true, strikes: [account], subjectIsWoman: true,
        holdFamily: PhraseFamilyID(text: "family"), territory: .everywhere, note: sealed)

    static let order = Order(
        id: OrderID(text: "ord_1"), kind: .act, authority: AuthorityID(text: "police"), elements: [.legalBasis],
        items: [a], accounts: [account], territory: .countries(["nl"]), preserveUntil: moment, tellNotBefore: moment,
        text: sealed)

    static let answer = NoticeAnswer(
        notice: NoticeID(text: "ntc_1"), notifier: NotifierID(text: "ntf_1"), flagger: FlaggerID(text: "flagger"),
        verdict: .founded, actedOn: [a], leftAlone: [ItemID(text: "item-b")], automation: .partial, language: "en",
        isReachable: true, complaintsUntil: moment, bodies: [])

    static let suspension = MisuseSuspension(
        misuser: .notifier(NotifierID(text: "ntf_1")), counts: MisuseCounts(unfounded: 3, total: 4),
        judgement: MisuseJudgement(gravity: .low, intention: .careless, seconds: 5), until: moment)

    static let events: [CaseEvent] = [
        .opened(.refusal(DecisionID(text: "dec_1"), account)),
        .noticeReceived(
            NoticeReceipt(
                notice: Notice(
                    id: NoticeID(text: "ntc_1"), ground: .intimateImage, items: [a],
                    notifier: NotifierID(text: "ntf_1"), flagger: FlaggerID(text: "flagger"),
                    subject: SubjectID(text: "sub_1"), regimes: [.takeItDown], elements: [.bonaFide],
                    subjectIsWoman: true, isDanger: true, text: sealed, contact: SealedID(text: "sld_2"), language: "fr"
                ),
                hasPriority: true, suspendedUntil: moment)),
        .noticeAmended(NoticeID(text: "ntc_1"), sealed, [.identity]), .noticeWithdrawn(NoticeID(text: "ntc_1")),
        .orderReceived(order), .itemsAdded([item]),
        .returnFlagged(
            AccountReturn(
                owner: Item.Owner(account: account), removed: AccountID(text: "account-2"),
                entry: BankEntryID(text: "bnk_1"), item: item)),
        .markedUrgent(.budget), .dangerNoted, .escalated(.child),
        .claimed(Claim(by: StaffID(text: "ann"), until: moment)), .claimReleased(StaffID(text: "ann")), .noted(sealed),
        .proposed(
            Proposal(
                id: ProposalID(text: "prp_1-3"),
                subject: .complaint(
                    ComplaintID(text: "cpl_1-4"),
                    ComplaintDecision(result: .partlyReversed, reason: .tooStrict, replacement: form, note: sealed)),
                causes: [.minors], by: StaffID(text: "ann"))),
        .confirmed(ProposalID(text: "prp_1-3")), .rejected(ProposalID(text: "prp_1-3")),
        .ruled(Ruling(id: ruling, form: form, by: StaffID(text: "ann"), complaint: ComplaintID(text: "cpl_1-4"))),
        .rulingEffective(ruling, second: StaffID(text: "bob")), .rulingReversed(ruling, .complaint),
        .itemsHidden(ItemChange(items: [a], cause: .notice(NoticeID(text: "ntc_1")))), .hidingRefused([a], .sender),
        .itemsShown(ItemChange(items: [a], cause: .reversal(ruling))),
        .itemsRemoved(ItemChange(items: [a], cause: .order(OrderID(text: "ord_1")))),
        .itemsLabelled(ItemChange(items: [a], cause: .ruling(ruling))),
        .itemsCleared(Clearance(items: [a], grounds: [.hate], ruling: ruling)),
        .clearanceWithdrawn(Clearance(items: [a], grounds: [.hate], ruling: ruling)),
        .heldDecided(DecisionID(text: "dec_1"), released: true), .refusalReversed(DecisionID(text: "dec_1")),
        .bankEntered(BankOrder(entry: BankEntryID(text: "bnk_1"), item: a, ruling: ruling, category: .undress)),
        .bankDisabled(BankEntryID(text: "bnk_1")), .matchLifted(BankEntryID(text: "bnk_1"), a),
        .struck(Strike(id: StrikeID(text: "str_1-5"), account: account, ruling: ruling, weight: 3, until: moment)),
        .strikeWithdrawn(StrikeID(text: "str_1-5"), account),
        .measureImposed(
            AccountMeasure(
                id: MeasureID(text: "mea_1-6"), account: account, step: .suspension(seconds: 5), basis: .ladder,
                ruling: ruling, until: moment)),
        .measureEnded(
            MeasureEnd(
                measure: MeasureID(text: "mea_1-6"), account: account, cause: .recounted,
                step: .lossOfGeneration(seconds: nil), basis: .childAbuse,
                remaining: MeasureEnd.Remaining(step: .removal, until: nil))),
        .pauseReviewed(MeasureID(text: "mea_1-6"), account),
        .missMarked(
            Miss(
                hold: HoldID(text: "hld_1-7"), scope: .requests(.undress, .edit), item: a,
                decision: DecisionID(text: "dec_1"), ruling: ruling)),
        .holdLifted(HoldID(text: "hld_1-7"), .phrases(PhraseFamilyID(text: "family"))), .statementIssued(statement),
        .noticeAnswered(answer),
        .complained(
            Complaint(
                id: ComplaintID(text: "cpl_1-4"), target: .statement(statement.id), by: .account(account), text: sealed,
                suspendedUntil: moment)),
        .complaintDecided(
            ComplaintOutcome(
                complaint: ComplaintID(text: "cpl_1-4"), complainant: account, by: StaffID(text: "bob"),
                decision: ComplaintDecision(result: .upheld, reason: .firstRulingRight), bodies: [])),
        .disputeRecorded(
            Dispute(
                complaint: ComplaintID(text: "cpl_1-4"), body: SettlementBodyID(text: "appeals-eu"), outcome: .omitted,
                wasFollowed: false)),
        .orderCompleted([.redress]), .senderConfirmed,
        .orderEffectGiven(OrderID(text: "ord_1"), OrderEffect(given: .partial, items: [a], reason: .notFound)),
        .recipientToBeTold(
            RecipientNotice(
                order: OrderID(text: "ord_1"), kind: .act, account: account, language: "nl", items: [a],
                territory: .everywhere, notBefore: moment)),
        .preservationStarted(
            Preservation(
                order: OrderID(text: "ord_1"), caseID: CaseID(text: "case_1"), items: [a], accounts: [account],
                until: moment)),
        .preservationEnded(OrderID(text: "ord_1")),
        .reported(
            AuthorityReport(
                id: ReportID(text: "rep_1-8"), kind: .danger, items: [a], ruling: ruling, by: StaffID(text: "ann"),
                text: sealed)),
        .reportReviewed(ReportID(text: "rep_1-8")), .reportCorrected(ReportID(text: "rep_1-8")),
        .misuseWarned(.complainant(account)), .misuseSuspended(suspension),
        .coordinatorInformed(FlaggerID(text: "flagger")), .itemsErased([a], .victimRequest), .textsErased([sealed]),
        .clockWarned(.removal(NoticeID(text: "ntc_1"), .onlineSafety)),
        .acknowledged(EffectID(sequence: 4, index: 1)),
        .unreached(EffectID(sequence: 4, index: 2), .refused),
    ]

    static let actors: [Actor] = [
        .staff(StaffID(text: "ann"), .childSafety), .machine, .notifier(nil), .notifier(NotifierID(text: "ntf_1")),
        .account(account), .authority(AuthorityID(text: "police")),
    ]

    static let recorded: [RecordedEvent] = events.enumerated().map { index, event in
        RecordedEvent(
            caseID: CaseID(text: "case_1"), sequence: index + 1, at: moment, by: actors[index % actors.count],
            event: event)
    }
}
