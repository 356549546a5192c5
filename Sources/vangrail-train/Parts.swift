internal import Foundation

/// The authored parts of `Corpus/general/parts.json` and how they become lines.
struct Parts: Decodable {
    struct Whole: Decodable {
        var people: [String]
        var groups: [String]
        var targets: [String]
        var harm: [String: [String]]
        var harmless: [String]
        /// Words for the other slots, by the slot's name.
        var slots: [String: [String]]
    }

    var people: [String]
    var harmless: [String]
    var harm: [String: [String]]
    var frames: [String]
    var endings: [String]
    var slots: [String: [String]]
    var whole: Whole

    /// Lines of each category, in thousands: sexual is the harm that counts most, harmless lines balance all.
    static let amounts = [
        ("sexual", 7000), ("violence", 2200), ("shocking", 1500), ("selfharm", 1100), ("illegal", 1600), ("hate", 1200),
        ("harassment", 1100), ("none", 14000),
    ]

    /// Parts that are only measured with.
    static func isHeld(_ part: String) -> Bool { Harms.hash(part) % 8 == 0 }

    /// Harm is never put beside a child.
    private static func namesMinor(_ part: String) -> Bool {
        Minors.isNamed(in: part)
            || ["bab", "child", "kid", "school", "famil", "teach", "pregnan", "hopscotch"]
                .contains(where: part.contains)
    }

    /// Parts by category and by whether they are held out; `other` holds harmless parts that may stand beside harm.
    struct Pools {
        fileprivate var parts: [Bool: [String: [String]]] = [:]

        init(_ parts: Parts) {
            for held in [false, true] {
                var pools = parts.harm
                pools["none"] = parts.harmless
                pools["other"] = parts.harmless.filter { !Parts.namesMinor($0) }
                self.parts[held] = pools.mapValues { $0.filter { Parts.isHeld($0) == held } }
            }
        }
    }

    /// Whole lines with their slots filled; harmless ones whose hash is divisible by 8 are held out.
    func wholeLines(_ random: inout SplitMix) -> [(text: String, category: String, isHeld: Bool)] {
        var lines: [(text: String, category: String, isHeld: Bool)] = []
        let slots = whole.slots.sorted { $0.key < $1.key }
        func fill(_ line: String, _ slot: String, _ words: [String], _ most: Int) -> [String] {
            guard line.contains(slot) else { return [line] }
            return words.shuffled(using: &random).prefix(most).map { line.replacingOccurrences(of: slot, with: $0) }
        }
        for (category, seeds) in Harms.names.map({ ($0, whole.harm[$0] ?? []) }) + [("none", whole.harmless)] {
            for seed in seeds {
                var filled = [seed]
                var most = 9
                for (slot, words) in slots where seed.contains("{\(slot)}") {
                    filled = filled.flatMap { fill($0, "{\(slot)}", words, most) }
                    most = 3
                }
                let people = most < 9 ? 2 : 6
                filled = filled.flatMap { fill($0, "{w}", whole.people, people) }
                    .flatMap { fill($0, "{g}", whole.groups, 4) }.flatMap { fill($0, "{x}", whole.targets, 3) }
                let isHeld = category == "none" && Self.isHeld(seed)
                lines += filled.filter { !Minors.standBesideSexual(in: $0) }.map { ($0, category, isHeld) }
            }
        }
        return lines
    }

    /// A line put together from parts; never one that puts a child beside a sexual part. `tail` makes style words as real
    /// users write them.
    func line(
        _ category: String, held: Bool, from pools: Pools, _ random: inout SplitMix,
        tail: (inout SplitMix) -> [String]
    ) -> String {
        var line = draw(category, held: held, from: pools, &random, tail: tail)
        while Minors.standBesideSexual(in: line) { line = draw(category, held: held, from: pools, &random, tail: tail) }
        return line
    }

    private func draw(
        _ category: String, held: Bool, from pools: Pools, _ random: inout SplitMix,
        tail: (inout SplitMix) -> [String]
    ) -> String {
        let parts = pools.parts[held]?[category] ?? []
        let harmless = pools.parts[held]?[category == "none" ? "none" : "other"] ?? []
        let person = pick(people, &random)
        let part = pick(parts, &random)
        let other = pick(harmless, &random)
        var line: String
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<30: line = pick(frames, &random).replacingOccurrences(of: "{}", with: "\(person) \(part)")
        case 30..<50: line = "\(person) \(part), \(ending(&random))"
        case 50..<75:
            var rest = [part] + (Bool.random(using: &random) ? [other] : [])
            if Int.random(in: 0..<3, using: &random) == 0 { rest.append(pick(parts, &random)) }
            rest.shuffle(using: &random)
            rest += tail(&random)
            if Int.random(in: 0..<4, using: &random) == 0 { rest.shuffle(using: &random) }
            line = ([person] + rest).joined(separator: ", ")
        case 75..<85: line = "\(person) \(other) beside \(pick(people, &random)) \(part)"
        case 85..<93: line = "\(person) \(other) and \(part)"
        case 93..<97: line = ([part] + tail(&random)).joined(separator: ", ")
        default: line = part
        }
        if Int.random(in: 0..<10, using: &random) < 3 { line = line.prefix(1).uppercased() + line.dropFirst() }
        return Int.random(in: 0..<5, using: &random) == 0 ? line + "." : line
    }

    private func ending(_ random: inout SplitMix) -> String {
        var ending = pick(endings, &random)
        for (slot, words) in slots.sorted(by: { $0.key < $1.key }) {
            ending = ending.replacingOccurrences(of: "{\(slot)}", with: pick(words, &random))
        }
        return ending
    }
}

/// One of several; empty where there is none.
func pick(_ words: [String], _ random: inout SplitMix) -> String { words.randomElement(using: &random) ?? "" }
