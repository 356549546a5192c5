/// No line that this project puts together may name a child beside anything sexual, whatever its label.
enum Minors {
    /// Whether a text names somebody who is, or might be read as, under age.
    static func isNamed(in text: String) -> Bool {
        let words = words(text)
        if words.contains(where: { exact.contains($0) || prefixes.contains(where: $0.hasPrefix) }) { return true }
        for (index, word) in words.enumerated().dropLast() where age.contains(words[index + 1]) {
            if let years = Int(word), years < 18 { return true }
            if small.contains(word) { return true }
        }
        return false
    }

    /// Whether a text names a child and has a sexual word too. Wider than what is sexual: look-alikes count.
    static func standBesideSexual(in text: String) -> Bool {
        guard isNamed(in: text) else { return false }
        return WeakLabels.isSexual(text)
            || words(text).contains { bare.contains($0) || stems.contains(where: $0.hasPrefix) }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    private static let exact: Set = [
        "kid", "kids", "baby", "babys", "babies", "girl", "girls", "girly", "boy", "boys", "boyish", "young", "younger",
        "youngest", "youth", "youthful", "minor", "minors", "son", "sons", "daughter", "daughters", "little", "loli",
        "lolita", "lolicon", "shota", "pupil", "pupils", "tween", "tweens", "underage", "juvenile", "niece", "nephew",
        "student", "students", "classmate", "classmates", "nursery", "kind", "kindje", "kinderen", "jongen", "jongens",
        "jongetje", "zoon", "zoontje", "dochter", "dochtertje", "puber", "leerling", "jong", "jonge",
    ]
    private static let prefixes = [
        "child", "school", "teen", "toddl", "infan", "preteen", "kindergart", "adolesc", "newborn", "granddaughter",
        "grandson", "grandchild", "meisje", "peuter", "kleuter", "scholier", "tiener", "basisschool", "kinder",
        "schoolmeisje",
    ]
    private static let age: Set = ["year", "years", "yr", "yo", "y", "jaar", "jarig", "jarige"]
    private static let small: Set = [
        "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "sixteen", "seventeen", "tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien",
    ]
    private static let bare: Set = [
        "sexy", "bikini", "bikinis", "cleavage", "thigh", "thighs", "busty", "curvy", "underwear", "panties", "bra",
        "bras", "thong", "skimpy", "revealing", "bare", "butt", "buttocks", "breast", "boob", "tits", "xxx", "r18",
        "nsfw", "kinky", "horny", "aroused", "bottomless", "topless", "uncensored", "shirtless", "strip", "rule34",
        "dominatrix", "softcore", "hardcore", "naakt", "naakte", "bloot", "blote", "borsten", "latex",
        "brothel", "intercourse", "intimate", "adult", "explicit", "corset", "stripping", "stripped",
    ]
    private static let stems = [
        "sensual", "voluptu", "provoca", "scantily", "seduc", "lust", "masturbat", "disrob", "erotic", "erotisch",
        "porn", "seks", "sexual", "genital", "naked", "nude", "undress", "unclothed", "uitkle", "ondergoed", "lingerie",
        "boudoir", "centerfold", "striptease", "stripper", "fetish", "bondage", "orgas", "succub", "burlesque",
    ]
}
