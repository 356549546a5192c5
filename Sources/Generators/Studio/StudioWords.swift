/// The words that the studio knows, in English and Dutch.
enum StudioWords {
    enum Word: Hashable, Sendable {
        /// Lower case.
        case plain(String)
        /// Between quotation marks, as written.
        case quoted(String)
        case number(Int)
    }

    /// Cuts a text into words, at most 400 of them. "black and white" and its like become one word first, so that the
    /// "and" in it does not part them.
    static func split(_ text: String) -> [Word] {
        var words: [Word] = []
        var rest = Substring(text.prefix(4000))
        while let first = rest.first, words.count < 400 {
            if let close = quotes[first], let end = rest.dropFirst().firstIndex(where: close.contains) {
                words.append(.quoted(String(rest[rest.index(after: rest.startIndex)..<end])))
                rest = rest[rest.index(after: end)...]
            } else if first.isLetter || first.isNumber || first == "#" {
                let end = rest.firstIndex { !($0.isLetter || $0.isNumber || $0 == "#" || $0 == "-") } ?? rest.endIndex
                words += reading(rest[..<end].lowercased())
                rest = rest[end...]
            } else {
                if ",.;:!?+&\n".contains(first) { words.append(.plain(first == "&" ? "and" : String(first))) }
                rest = rest.dropFirst()
            }
        }
        return joined(words)
    }

    private static let quotes: [Character: Set<Character>] = [
        "\"": ["\""], "'": ["'"], "“": ["”", "“"], "„": ["”", "“"], "‘": ["’"], "«": ["»"],
    ]

    private static func reading(_ text: String) -> [Word] {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        if let number = Int(digits),
            ["", "px", "graden", "degrees", "deg"].contains(String(text.dropFirst(digits.count)))
        {
            return [.number(min(number, 100_000))]
        }
        return [.plain(text)]
    }

    private static func joined(_ words: [Word]) -> [Word] {
        var joined: [Word] = []
        var index = 0
        while index < words.count {
            if index + 2 < words.count, case .plain(let first) = words[index],
                case .plain(let middle) = words[index + 1],
                case .plain(let last) = words[index + 2], ["and", "en"].contains(middle),
                [["black", "white"], ["zwart", "wit"]].contains([first, last])
            {
                joined.append(.plain("black-and-white"))
                index += 3
            } else {
                joined.append(words[index])
                index += 1
            }
        }
        return joined
    }

    /// The language with more of its own small words; English when nothing tells.
    static func language(of words: [Word]) -> StudioInstruction.Language {
        let plain = words.compactMap { if case .plain(let text) = $0 { text } else { nil } }
        let dutch = plain.count { dutchSigns.contains($0) }
        let english = plain.count { englishSigns.contains($0) }
        return dutch > english ? .dutch : .english
    }

    static let separators: Set<String> = [
        ",", ".", ";", "!", "?", "+", "\n", "and", "then", "also", "en", "dan", "daarna", "ook", "vervolgens",
    ]
    static let fillers: Set<String> = [
        ":", "please", "can", "could", "you", "make", "turn", "convert", "set", "change", "apply", "add", "put", "give",
        "draw", "place", "use", "do", "the", "a", "an", "it", "its", "this", "that", "my", "picture", "photo", "image",
        "whole", "entire", "to", "into", "in", "with", "around", "on", "of", "at", "by", "effect", "filter", "some",
        "under", "below", "percent", "degrees", "pixels", "px", "wide", "bottom", "me", "for", "colour", "color",
        "maak", "zet", "voeg", "toe", "doe", "geef", "teken", "plaats", "gebruik", "wil", "graag", "kun", "kan", "je",
        "alsjeblieft", "aub", "de", "het", "een", "één", "deze", "dit", "die", "dat", "mijn", "foto", "plaatje",
        "afbeelding", "beeld", "hele", "naar", "met", "om", "rond", "rondom", "eromheen", "op", "van", "er", "erbij",
        "onder", "onderaan", "procent", "graden", "pixels", "breed", "kleur", "hem", "bij", "ik", "i", "want",
    ]
    static let slightly: Set<String> = [
        "slightly", "bit", "little", "subtle", "subtly", "somewhat", "thin", "small", "light", "beetje", "iets",
        "licht",
        "lichte", "lichtjes", "wat", "subtiel", "subtiele", "dun", "dunne", "smal", "smalle", "klein", "kleine",
    ]
    static let strongly: Set<String> = [
        "very", "much", "strong", "strongly", "heavy", "heavily", "lot", "thick", "wide", "big", "really", "more",
        "veel",
        "erg", "heel", "zeer", "flink", "flinke", "sterk", "sterke", "dik", "dikke", "brede", "grote", "meer",
    ]

    static let blackAndWhite: Set<String> = [
        "black-and-white", "greyscale", "grayscale", "monochrome", "grijswaarden", "grijstinten", "zwart-wit",
        "zwartwit",
        "black-white", "b-w",
    ]
    static let brighter: Set<String> = ["brighter", "lighter", "brighten", "lighten", "lichter", "helderder"]
    static let darker: Set<String> = ["darker", "darken", "dimmer", "donkerder"]
    static let blur: Set<String> = [
        "blur", "blurry", "blurred", "blurrier", "soft-focus", "vaag", "vage", "vager", "vervaag", "wazig", "wazige",
        "wazigger", "onscherp", "onscherpe", "onscherper", "out-of-focus",
    ]
    static let cropVerbs: Set<String> = ["crop", "cropped", "bijsnijden", "snij", "snijd", "uitsnede", "croppen"]
    static let crop: Set<String> = cropVerbs.union([
        "centre", "center", "middle", "tight", "tighter", "bij", "uit", "midden", "strakker",
    ])
    static let turnVerbs: Set<String> = [
        "rotate", "rotated", "spin", "draai", "roteer", "kantel", "gedraaid", "gekanteld",
    ]
    static let left: Set<String> = [
        "left", "counterclockwise", "counter-clockwise", "anticlockwise", "anti-clockwise", "links", "linksom",
    ]
    static let right: Set<String> = ["right", "clockwise", "rechts", "rechtsom"]
    static let tint: Set<String> = ["tint", "tinted", "tone", "hue", "wash", "kleurzweem", "zweem", "tintje", "gloed"]
    static let border: Set<String> = [
        "border", "frame", "edge", "rand", "randje", "kader", "lijst", "lijstje", "omlijsting",
    ]
    static let caption: Set<String> = [
        "caption", "text", "title", "saying", "says", "reading", "subtitle", "tekst", "bijschrift", "onderschrift",
        "titel",
    ]
    static let known = blackAndWhite.union(brighter).union(darker).union(blur).union(crop).union(turnVerbs).union(left)
        .union(right).union(tint).union(border).union(caption).union(["upside", "down", "ondersteboven"])

    private static let dutchSigns: Set<String> = [
        "de", "het", "een", "maak", "zet", "voeg", "toe", "van", "met", "naar", "en", "mijn", "deze", "dit", "op",
        "haar",
        "zijn", "foto", "plaatje", "afbeelding", "zwart-wit", "zwartwit", "rand", "kader", "tekst", "bijschrift",
        "draai",
        "lichter", "donkerder", "wazig", "beetje", "iets", "veel", "ik", "wil", "graag", "verander", "geef", "een",
        "hond",
        "kat", "in", "ondersteboven", "uitsnede", "bijsnijden", "vager", "onscherp",
    ]
    private static let englishSigns: Set<String> = [
        "the", "a", "an", "make", "turn", "add", "with", "to", "and", "my", "this", "it", "of", "her", "his", "picture",
        "image", "photo", "please", "border", "frame", "text", "caption", "rotate", "brighter", "darker", "blur",
        "crop",
        "black-and-white", "change", "in", "put", "into", "on",
    ]
}
