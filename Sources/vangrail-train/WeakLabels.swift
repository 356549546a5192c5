/// Labels for prompts of real users, whose `safe` is only a prior: words that settle it, and words that leave it open.
enum WeakLabels {
    /// The category, or nothing where the row is better left out.
    static func category(_ text: String) -> String? {
        let words = text.lowercased().split { !$0.isLetter }.map(String.init)
        if words.contains(where: { has($0, sexual) }) { return words.contains { has($0, minor) } ? nil : "sexual" }
        if words.contains(where: { has($0, violent) }) { return "violence" }
        return words.contains { has($0, open) } ? nil : "none"
    }

    static func isSexual(_ text: String) -> Bool {
        text.lowercased().split { !$0.isLetter }.contains { has(String($0), sexual) }
    }

    private static func has(_ word: String, _ list: Set<String>) -> Bool {
        if list.contains(word) { return true }
        for length in 4...7 where word.count > length {
            if list.contains(word.prefix(length) + "*") { return true }
        }
        return false
    }

    private static let sexual: Set = [
        "nude", "nudes", "nudity", "naked", "topless", "nsfw", "erotic", "erotic*", "porn", "porn*", "hentai", "nipple",
        "nipples", "breasts", "boobs", "genital*", "penis", "vagina", "sex", "sexual*", "orgasm*", "orgy", "lewd",
        "ahegao", "bdsm", "bondage", "fetish", "undress*", "unclothed", "stripper", "striptease", "seductive",
        "seducti*", "lingerie", "underboob", "cameltoe", "onlyfans", "playboy",
    ]
    private static let violent: Set = [
        "gore", "gory", "bloody", "decapit*", "behead*", "dismemb*", "mutilat*", "massacre", "murder", "murder*",
        "tortur*", "corpse", "corpses", "severed", "intestines", "guts", "entrails", "impale*", "flayed", "disembo*",
        "stabbed", "stabbing",
    ]
    private static let open: Set = [
        "sexy", "bikini", "cleavage", "thigh", "thighs", "bust", "busty", "curvy", "sensual", "sensual*", "voluptu*",
        "underwear", "panties", "bra", "succubus", "thong", "latex", "skimpy", "revealing", "bare", "butt", "hips",
        "provoca*", "scantily", "shirtless", "intimate", "swimsuit", "thicc", "waifu", "blood", "dead", "kill", "kill*",
        "death", "suicide", "hitler", "nazi", "nazis", "horror", "creepy", "zombie", "zombie*", "gun", "guns",
        "shooting", "terrori*", "drug", "drugs", "cocaine", "meth", "weed", "joint", "hanging", "hanged", "skull",
        "demon", "demon*", "scary", "gruesome", "terrify*", "disturb*", "war", "attack", "attack*", "trump", "putin",
        "biden",
    ]
    private static let minor: Set = [
        "child", "children", "kid", "kids", "girl", "girls", "boy", "boys", "teen", "teen*", "young", "schoolg*",
        "loli", "baby", "daughter", "son", "little",
    ]
}
