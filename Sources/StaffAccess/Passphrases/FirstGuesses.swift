/// The passphrases that are guessed first, folded to small letters and digits. A small list by hand, in English and
/// Dutch: what is left of them at twelve characters and more is mostly these words, doubled or with a year behind.
enum FirstGuesses {
    /// Whole passphrases.
    static let whole: Set<String> = [
        "abcdefghijkl", "abcdefghijklm", "abcdefghijklmnopqrstuvwxyz", "correcthorsebatterystaple", "dontforgetthis",
        "letmeinplease", "maythe4thbewithyou", "maytheforcebewithyou", "nopasswordneeded", "opensesameplease",
        "thisismypassword", "thisisapassphrase", "tobeornottobe", "tobeornottobethatisthequestion",
        "thequickbrownfox", "thequickbrownfoxjumpsoverthelazydog", "loremipsumdolorsitamet", "ikhouvanjou",
        "hetiseengeheim", "ditismijnwachtwoord", "welkomwelkom", "unbelievable", "administrator", "supersecretpassword",
    ]

    /// Words that add nothing to a passphrase, the longest first so that they are taken out whole.
    static let parts = [
        "administrator", "contentmoderator", "qwertyuiop", "wachtwoord", "passphrase", "zxcvbnm", "asdfghjkl",
        "password", "passw0rd", "vangrail", "moderator", "reviewer", "passwort", "changeme", "trustno", "superman",
        "sunshine", "princess", "football", "baseball", "computer", "iloveyou", "whatever", "motdepasse", "abcdefgh",
        "azertyuiop", "welcome", "letmein", "qazwsxedc", "qazwsx", "zaqxsw", "zaqwsxcde", "monkey", "dragon", "master",
        "shadow", "qwertz", "qwerty", "azerty", "asdfgh", "zxcvbn", "secret", "geheim", "welkom", "hallo", "summer",
        "winter", "spring", "autumn", "zomer", "herfst", "lente", "hello", "admin", "login", "guest", "staff", "abcdef",
        "abcd", "root", "test", "user", "pass", "asdf", "qwer", "abc",
    ].sorted { $0.utf8.count > $1.utf8.count }
}
