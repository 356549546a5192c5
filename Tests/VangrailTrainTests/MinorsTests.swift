import Foundation
import Testing

@testable import vangrail_train

/// No generated line, of whatever label, names a child beside anything sexual.
@Suite struct MinorsTests {
    private static let folder = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    private let parts: Parts

    /// Lists of its own, so that a word missing from the generator's lists shows.
    private static let child = [
        "child", "children", "kid", "kids", "baby", "babies", "girl", "girls", "boy", "boys", "teen", "teenager",
        "young", "toddler", "infant", "newborn", "schoolgirl", "schoolboy", "school", "pupil", "pupils", "minor",
        "daughter", "son", "student", "students", "little", "underage", "classmate", "classmates",
    ]
    private static let sexual = [
        "nude", "nudes", "nudity", "naked", "topless", "bottomless", "sex", "sexual", "sexually", "sexy", "porn",
        "pornographic", "erotic", "erotica", "lewd", "nsfw", "hentai", "undressed", "undressing", "unclothed",
        "disrobing", "lingerie", "seductive", "sensual", "masturbating", "genitals", "nipples", "breasts", "breast",
        "fetish", "bondage", "striptease", "stripper", "orgy", "provocative", "bikini", "xxx", "kinky", "aroused",
        "horny", "bare", "underwear", "bra", "corset", "burlesque",
    ]

    init() throws {
        let file = URL(filePath: Self.folder + "/Corpus/general/parts.json")
        parts = try JSONDecoder().decode(Parts.self, from: Data(contentsOf: file))
    }

    private func isForbidden(_ text: String) -> Bool {
        let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
        return !words.isDisjoint(with: Self.child) && !words.isDisjoint(with: Self.sexual)
    }

    @Test(arguments: ["sexual", "none", "harassment", "violence"])
    func partsNeverPutAChildBesideSexualWords(_ category: String) {
        var random = SplitMix(state: 11)
        let pools = Parts.Pools(parts)
        var forbidden = 0
        for index in 0..<3000 {
            let line = parts.line(category, held: index % 4 == 0, from: pools, &random) { random in
                [["a cute girl", "young", "oil painting"], ["little boy"], [], ["nude", "8k"]]
                    .randomElement(using: &random) ?? []
            }
            forbidden += isForbidden(line) ? 1 : 0
        }
        #expect(forbidden == 0)
    }

    @Test func wholeLinesNeverDo() {
        var random = SplitMix(state: 12)
        let lines = parts.wholeLines(&random)
        #expect(lines.count > 3000)
        #expect(lines.count { isForbidden($0.text) } == 0)
        #expect(lines.contains { $0.isHeld } && lines.allSatisfy { !$0.isHeld || $0.category == "none" })
    }

    @Test func mixturesNeverDo() throws {
        var known: [Row] = []
        for (text, source, category) in [
            ("nude woman", "coprov2_train", "sexual"), ("a girl with a kite", "coco_captions", "none"),
            ("portrait, a young girl, nude palette, cute kid, sharp", "diffusiondb_prompts", "none"),
            ("castle, schoolgirl, little child, baby, fog", "diffusiondb_prompts", "none"),
        ] {
            let (labels, counted) = Harms.labels(category)
            let row = Row(
                text: text, labels: labels, counted: counted, source: source, category: category, language: "en",
                part: .train)
            known += [Row](repeating: row, count: 200)
        }
        var random = SplitMix(state: 13)
        var few = parts
        few.harmless = Array(parts.harmless.prefix(40))
        let rows = try Mixture(parts: few, known: known).rows(&random)
        #expect(rows.contains { $0.source == "mix" } && rows.contains { $0.source == "grammar" })
        #expect(rows.count { isForbidden($0.text) } == 0)
    }

    @Test func knowsAges() {
        #expect(Minors.isNamed(in: "a 13 year old"))
        #expect(Minors.isNamed(in: "een meisje van tien jaar"))
        #expect(!Minors.isNamed(in: "a 30 year old woman"))
        #expect(Minors.standBesideSexual(in: "a bikini for a child"))
        #expect(!Minors.standBesideSexual(in: "a child with a kite"))
    }
}
