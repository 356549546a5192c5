/// Why a new passphrase is not taken.
public enum PassphraseError: Error, Hashable, Sendable, CaseIterable {
    /// Fewer than `Passphrase.scalarsMin` scalars.
    case tooShort
    /// More than `Passphrase.bytesMax` bytes.
    case tooLong
    /// Too few different characters.
    case uniform
    /// Little more than the member's own name.
    case ownName
    /// One of the commonest, or little more than digits and words out of them.
    case common

    /// A stable word for the page and for tests.
    public var code: String {
        switch self {
        case .tooShort: "passphrase-too-short"
        case .tooLong: "passphrase-too-long"
        case .uniform: "passphrase-uniform"
        case .ownName: "passphrase-own-name"
        case .common: "passphrase-common"
        }
    }

    /// One line that says what to do.
    public var message: String {
        switch self {
        case .tooShort: "make the passphrase at least \(Passphrase.scalarsMin) characters long: four words do well"
        case .tooLong: "make the passphrase shorter, \(Passphrase.bytesMax) bytes at most"
        case .uniform: "use more than a few different characters: four words do well"
        case .ownName: "leave your name out of the passphrase, or put several other words beside it"
        case .common:
            "choose another passphrase, this one is tried first by everybody who guesses: four words that do not belong together do well"
        }
    }
}
