import Screening

/// What the studio understood of an instruction: the edits it can really draw, and whether something was left over.
struct StudioInstruction: Hashable, Sendable {
    /// The language that the caption is written in.
    enum Language: Hashable, Sendable { case english, dutch }

    var edits: [StudioEdit]
    /// True when every word was understood; otherwise nothing of that part was drawn.
    var isWhole: Bool
    var language: Language

    /// Reads an instruction. A part (between commas and "and") counts only when each of its words is known: "make her
    /// hair blue" must not turn the whole picture blue.
    init(_ text: String) {
        let words = StudioWords.split(text)
        language = StudioWords.language(of: words)
        var edits: [StudioEdit] = []
        var isWhole = true
        for part in Self.parts(of: words) {
            guard let understood = Self.read(part) else {
                isWhole = false
                continue
            }
            edits += understood
        }
        self.edits = Array(edits.prefix(Self.editsMax))
        self.isWhole = isWhole && !edits.isEmpty && edits.count <= Self.editsMax
    }

    /// More edits than anybody asks for in one go.
    static let editsMax = 12

    private static func parts(of words: [StudioWords.Word]) -> [[StudioWords.Word]] {
        words.split { word in
            guard case .plain(let text) = word else { return false }
            return StudioWords.separators.contains(text)
        }.map(Array.init)
    }

    private static func read(_ part: [StudioWords.Word]) -> [StudioEdit]? {
        var part = part.filter { word in
            guard case .plain(let text) = word else { return true }
            return !StudioWords.fillers.contains(text)
        }
        // "please" alone asks for nothing.
        guard !part.isEmpty else { return [] }
        let strength = takeStrength(&part)
        let colour = takeColour(&part)
        let amount = takeNumber(&part)
        var quote: String?
        part.removeAll { word in
            guard case .quoted(let text) = word else { return false }
            quote = text
            return true
        }
        let rest = Set(part.compactMap { if case .plain(let text) = $0 { text } else { nil } })
        let has = { (words: Set<String>) in !rest.isDisjoint(with: words) }
        guard rest.isSubset(of: StudioWords.known), !rest.isEmpty || colour != nil else { return nil }

        if let quote {
            guard has(StudioWords.caption), rest.isSubset(of: StudioWords.caption), colour == nil, !quote.isEmpty else {
                return nil
            }
            return [.caption(String(quote.prefix(120)))]
        }
        if has(StudioWords.caption) { return nil }
        if has(StudioWords.blackAndWhite) {
            return colour == nil && rest.isSubset(of: StudioWords.blackAndWhite) ? [.blackAndWhite] : nil
        }
        if has(StudioWords.border) {
            guard rest.isSubset(of: StudioWords.border) else { return nil }
            let colour = colour ?? StudioColour(red: 0, green: 0, blue: 0)
            let width = amount.map { min(max($0, 1), 400) } ?? [12, 24, 48][strength.step]
            return [.border(width: width, red: colour.red, green: colour.green, blue: colour.blue)]
        }
        if let colour {
            guard rest.isSubset(of: StudioWords.tint) else { return nil }
            return [.tint(red: colour.red, green: colour.green, blue: colour.blue)]
        }
        if has(StudioWords.tint) { return nil }
        return readPlain(rest, strength: strength, amount: amount)
    }

    private static func readPlain(_ rest: Set<String>, strength: Strength, amount: Int?) -> [StudioEdit]? {
        if rest.isSubset(of: StudioWords.brighter) {
            let share = amount.map { 1 + Double(min($0, 200)) / 100 }
            return [.brightness(share ?? [1.15, 1.35, 1.8][strength.step])]
        }
        if rest.isSubset(of: StudioWords.darker) {
            let share = amount.map { 1 - Double(min($0, 80)) / 100 }
            return [.brightness(share ?? [0.85, 0.65, 0.4][strength.step])]
        }
        if rest.isSubset(of: StudioWords.blur) {
            return [.blur(amount.map { Double(min(max($0, 1), 30)) } ?? [2.5, 6, 16][strength.step])]
        }
        if rest.isSubset(of: StudioWords.crop), !rest.isDisjoint(with: StudioWords.cropVerbs) {
            let share = amount.map { Double(min(max($0, 10), 100)) / 100 }
            return [.cropCentre(share ?? [0.9, 0.75, 0.5][strength.step])]
        }
        let turn = rest.subtracting(StudioWords.turnVerbs)
        if turn == ["upside", "down"] || turn == ["ondersteboven"] { return [.rotate(180)] }
        guard !rest.isDisjoint(with: StudioWords.turnVerbs) else { return nil }
        return readTurn(turn, amount: amount)
    }

    private static func readTurn(_ turn: Set<String>, amount: Int?) -> [StudioEdit]? {
        let isLeft = turn.isSubset(of: StudioWords.left) && !turn.isEmpty
        let isRight = turn.isSubset(of: StudioWords.right)
        guard isLeft || isRight else { return nil }
        switch amount ?? 90 {
        case 90: return [.rotate(isLeft ? 270 : 90)]
        case 180: return [.rotate(180)]
        case 270: return [.rotate(isLeft ? 90 : 270)]
        case 0, 360: return []
        default: return nil
        }
    }

    // MARK: Words that colour the others

    private enum Strength {
        case slight, plain, strong

        var step: Int {
            switch self {
            case .slight: 0
            case .plain: 1
            case .strong: 2
            }
        }
    }

    private static func takeStrength(_ part: inout [StudioWords.Word]) -> Strength {
        var strength = Strength.plain
        part.removeAll { word in
            guard case .plain(let text) = word else { return false }
            if StudioWords.slightly.contains(text) {
                strength = .slight
                return true
            }
            if StudioWords.strongly.contains(text) {
                strength = .strong
                return true
            }
            return false
        }
        return strength
    }

    private static func takeColour(_ part: inout [StudioWords.Word]) -> StudioColour? {
        // "zwart-wit" and "black & white" are one idea, not two colours.
        let plain = part.compactMap { if case .plain(let text) = $0 { text } else { nil } }
        guard Set(plain).isDisjoint(with: StudioWords.blackAndWhite) else { return nil }
        for (index, word) in part.enumerated() {
            guard case .plain(let text) = word, let colour = StudioColour(text) else { continue }
            part.remove(at: index)
            return colour
        }
        return nil
    }

    private static func takeNumber(_ part: inout [StudioWords.Word]) -> Int? {
        for (index, word) in part.enumerated() {
            guard case .number(let number) = word else { continue }
            part.remove(at: index)
            return number
        }
        return nil
    }
}
