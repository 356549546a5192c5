import Casework
import SafetyModel

/// What an effect is about, so that two about the same thing keep their order.
enum EffectTarget: Hashable, Sendable {
    case item(ItemID), account(AccountID), entry(BankEntryID), hold(HoldID), decision(DecisionID)
}

extension Effect {
    var target: EffectTarget? {
        switch self {
        case .hideItem(let item), .removeItem(let item), .labelItem(let item), .restoreItem(let item),
            .eraseItem(let item):
            .item(item)
        case .actOnAccount(let account, _, _), .stopAccount(let account): .account(account)
        case .enterBank(let order): .entry(order.entry)
        case .disableBank(let entry): .entry(entry)
        case .placeHold(let hold, _), .liftHold(let hold, _): .hold(hold)
        case .releaseHeld(let decision), .refuseHeld(let decision), .permitRefused(let decision): .decision(decision)
        default: nil
        }
    }

    /// Where an effect waits its turn, so that a slow mail server or a link that does not answer hides nothing later.
    enum Lane: CaseIterable, Hashable, Sendable {
        /// The platform, the gate and what is kept.
        case acts
        /// Looking for pictures and keeping them, which fetches links.
        case searches
        case mail
    }

    var lane: Lane {
        switch self {
        case _ where isLetter: .mail
        case .findRelated, .quarantine: .searches
        default: .acts
        }
    }
}
