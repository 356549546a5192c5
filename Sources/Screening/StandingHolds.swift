public import SafetyModel
import Synchronization

/// What waits for a person everywhere since the gate missed something like it. Set and lifted by the desk; acts on the
/// next request.
public final class StandingHolds: Sendable {
    /// One hold.
    public enum Hold: Hashable, Sendable {
        /// Every request of an operation on somebody, for what one of that category got through.
        case requests(Category, Operation)
        /// Every request whose words are among those of a family: all of the words, in any order.
        case phrases(name: String, words: Set<String>)
    }

    /// Holds that can stand at once; more are refused.
    public static let holdsMax = 1000

    private let holds = Mutex<Set<Hold>>([])

    public init() {}

    /// False when too many stand.
    @discardableResult
    public func place(_ hold: Hold) -> Bool {
        holds.withLock { holds in
            guard holds.count < Self.holdsMax || holds.contains(hold) else { return false }
            holds.insert(hold)
            return true
        }
    }

    /// Ends one hold.
    public func lift(_ hold: Hold) { _ = holds.withLock { $0.remove(hold) } }

    /// Lifts the families of a name, whatever their words.
    public func lift(phrases name: String) {
        holds.withLock { holds in
            holds = holds.filter {
                guard case .phrases(let own, _) = $0 else { return true }
                return own != name
            }
        }
    }

    public var all: Set<Hold> { holds.withLock { $0 } }

    /// The category behind the hold that a request meets; nil for none.
    func category(of request: ImageRequest, subject: Facts.Subject) -> Category? {
        let standing = all
        guard !standing.isEmpty else { return nil }
        var words: Set<String>?
        for hold in standing {
            switch hold {
            case .requests(let category, let operation):
                // WHY: what got through was not seen as harmful, so everything about somebody waits, whatever it says.
                if operation == request.operation, subject != .nobody { return category }
            case .phrases(_, let family):
                let own = words ?? Self.words(of: request.promptToRead)
                words = own
                if family.isSubset(of: own) { return .notUnderstood }
            }
        }
        return nil
    }

    /// Lower-case words without accents or punctuation.
    public static func words(of prompt: Prompt) -> Set<String> {
        (prompt.turns + prompt.sideTexts).reduce(into: []) { $0.formUnion(words(of: $1)) }
    }

    /// The same for one text.
    public static func words(of text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }
}
