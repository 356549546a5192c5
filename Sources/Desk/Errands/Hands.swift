public import AuditTrail
import Casework
import SafetyModel
public import Screening

/// What the desk can do outside its cases: tell the platform and people, change banks, accounts and holds, search, erase.
public struct Hands: Sendable {
    typealias Outcome = ErrandRunner.Outcome

    let assets: AssetRegister
    let gate: any GateStore
    let ledger: any Ledger
    let review: CaseReview
    let controls: Controls
    let holds: StandingHolds
    let look: PictureLook
    let fetcher: any PictureFetcher
    let platform: any PlatformMessenger
    let mailer: any Mailer
    let wording: Wording
    let digester: KeyedDigest
    let publicURL: String
    /// How machines sign what they do, where a person's name is asked for.
    static let machineName = "desk"

    var store: any DeskStore { assets.store }

    public init(
        assets: AssetRegister, gate: any GateStore, ledger: any Ledger, review: CaseReview, controls: Controls,
        holds: StandingHolds,
        look: PictureLook, fetcher: any PictureFetcher, platform: any PlatformMessenger, mailer: any Mailer,
        wording: Wording, digester: KeyedDigest, publicURL: String
    ) {
        self.assets = assets
        self.gate = gate
        self.ledger = ledger
        self.review = review
        self.controls = controls
        self.holds = holds
        self.look = look
        self.fetcher = fetcher
        self.platform = platform
        self.mailer = mailer
        self.wording = wording
        self.digester = digester
        self.publicURL = publicURL
    }

    /// Does one errand; failing is no harm, it is tried again.
    func carryOut(_ effect: Effect, _ errand: ErrandRunner.Errand, _ desk: CaseDesk) async -> Outcome {
        guard let file = await desk.file(errand.caseID) else { return .done }
        let work = Work(hands: self, file: file, errand: errand, desk: desk)
        do throws(DeskError) { return try await work.carryOut(effect) } catch {
            return .later(Self.words(error))
        }
    }

    private static func words(_ error: DeskError) -> String {
        switch error {
        case .unavailable: "the store is not available"
        case .unknown: "something it needs is gone"
        case .refused(let why): "the case says no: \(why.code)"
        case .invalid(let field): "not valid: \(field.rawValue)"
        }
    }

    /// One errand with its surroundings.
    struct Work: Sendable {
        let hands: Hands
        let file: CaseFile
        let errand: ErrandRunner.Errand
        let desk: CaseDesk

        var now: Moment { desk.clock.now() }
        /// The same for every attempt.
        var name: String { "\(errand.caseID.text)-\(errand.id.sequence)-\(errand.id.index)" }

        func carryOut(_ effect: Effect) async throws(DeskError) -> Outcome {
            switch effect {
            case .hideItem(let item): try await tellItem(.hide, item)
            case .removeItem(let item): try await tellItem(.remove, item)
            case .labelItem(let item): try await tellItem(.label, item)
            case .restoreItem(let item): try await tellItem(.restore, item)
            case .actOnAccount(let account, let action, let until): try await act(account, action, until)
            case .stopAccount(let account): try await stop(account)
            case .releaseHeld(let decision): try await close(decision, .released)
            case .refuseHeld(let decision): try await close(decision, .refused)
            case .permitRefused(let decision): try await permit(decision)
            case .confirmReceipt(let notice):
                try await mailSender(notice, [MessageLine(.noticeReceived, ["notice": notice.text])])
            case .askSender(let notice, let missing):
                try await ask(notice, missing)
            case .answerNotice(let answer): try await mailSender(answer.notice, answer.lines)
            case .sendStatement(let statement): try await send(statement)
            case .confirmComplaint(let complaint): try await confirm(complaint)
            case .answerComplaint(let outcome): try await answer(outcome)
            case .sendMisuseWarning(let misuser): try await tell(misuser, [MessageLine(.misuseWarning)])
            case .sendMisuseSuspension(let suspension):
                try await tell(
                    suspension.misuser,
                    [MessageLine(.misuseSuspension, ["date": suspension.until.dateText])])
            case .tellRecipient(let notice): try await tellRecipient(notice)
            case .findRelated(let item): try await findRelated(item)
            case .enterBank(let order): try await enter(order)
            case .disableBank(let entry): try await disable(entry)
            case .allowMatch(let entry, let item): try await allow(entry, item)
            case .quarantine(let item): try await quarantine(item)
            case .eraseItem(let item): try await erase(item)
            case .eraseTexts(let rows): try await erase(rows)
            case .placeHold(_, let scope): try await place(scope)
            case .liftHold(_, let scope): try await lift(scope)
            case .recount(let account): try await recount(account)
            // What a person hands over, and what staff see on the case: the record itself is the delivery here.
            case .submitToCommission, .confirmOrder, .reportOrderEffect, .report, .correctReport, .informCoordinator:
                try await keepForHandover(effect)
            case .warnOfClock: .done
            }
        }
    }
}
