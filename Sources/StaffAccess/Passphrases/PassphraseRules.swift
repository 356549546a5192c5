/// What makes a passphrase of enough characters easy to guess all the same.
enum PassphraseRules {
    /// Different scalars that a passphrase has at least.
    static let distinctMin = 5
    /// Scalars that are left at least beside the member's name.
    static let besideNameMin = 8
    /// Letters that are left at least beside common words and digits.
    static let besideGuessesMin = 4

    static func check(_ passphrase: String, names: [String]) throws(PassphraseError) {
        guard Set(passphrase.unicodeScalars).count >= distinctMin else { throw .uniform }
        let folded = fold(passphrase)
        for name in names {
            let parts = [fold(name)] + name.split { !($0.isLetter || $0.isNumber) }.map { fold(String($0)) }
            var rest = folded
            for part in parts where part.unicodeScalars.count >= 3 { rest = rest.replacing(part, with: "") }
            let isShortened = rest != folded
            guard !isShortened || rest.unicodeScalars.count >= besideNameMin else { throw .ownName }
        }
        guard !FirstGuesses.whole.contains(folded) else { throw .common }
        // What is neither letter nor number in any script was folded away; a passphrase of nothing else is no word.
        guard !folded.isEmpty else { return }
        var rest = String(folded.filter { !$0.isWholeNumber })
        for word in FirstGuesses.parts { rest = rest.replacing(word, with: "") }
        guard rest.unicodeScalars.count >= besideGuessesMin else { throw .common }
    }

    /// Lower case, letters and numbers only: `Pass-Word 1` is `password1`.
    private static func fold(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
