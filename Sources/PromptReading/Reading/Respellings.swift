/// The ways to read a passage with its misspelled words put right.
struct Respellings {
    /// Words that are looked at.
    static let repairsMax = 12
    /// Ways that are told apart.
    static let readingsMax = 12

    /// Every way, the likeliest first; the passage as it is where nothing can be put right.
    private(set) var readings: [ReadPassage]
    /// What else misspelled words may have been meant as, all at once: to be read for harm, never to be understood.
    private(set) var doubt: ReadPassage?
    /// There are more ways than these, so nothing is understood.
    private(set) var isCut = false

    /// One thing that a misspelled token may have been meant as.
    private enum Meaning {
        /// By number of the reading.
        case word([WordReading?])
        /// Two words, the first of so many bytes.
        case cut(Int)
    }

    init(_ read: ReadPassage, _ library: Library) {
        readings = [read]
        let misspelled = Self.misspelled(read, library)
        guard !misspelled.isEmpty else { return }
        let readers = read.readings.map { WordReader(language: $0.language, library: library) }
        let repair = TypoRepair(readers, library)
        var choices: [(token: Int, meanings: [Meaning])] = []
        var others: [(token: Int, classes: [ClassSet])] = []
        for (token, leaders) in misspelled {
            let letters = read.passage.letters(token)
            var meanings: [Meaning] = []
            var isSure = false
            var isRare = false
            switch repair.finding(for: letters, leading: leaders, isCapital: read.passage.tokens[token].isCapital) {
            case .grave(let harm):
                for (number, reading) in harm.enumerated() {
                    if let reading, read.readings[number].isUnknown(token) {
                        readings[0].respell(token, as: reading, in: number)
                    }
                }
                continue
            case .words(let words):
                // A language with fewer words than another keeps to its last.
                for way in 0..<(words.map(\.likely.count).max() ?? 0) {
                    meanings.append(
                        .word(words.map { $0.likely.isEmpty ? nil : $0.likely[min(way, $0.likely.count - 1)] }))
                }
                isSure = words.contains { $0.isSure }
                isRare = words.allSatisfy { $0.likely.isEmpty || $0.isRare }
                if words.contains(where: { !$0.others.isEmpty }) { others.append((token, words.map(\.others))) }
            case .nothing: break
            }
            if !isSure, !read.isName(token) {
                let cuts = MissingSpaces(leaders.map { readers[$0] }, library).cuts(of: letters).map { Meaning.cut($0) }
                meanings = isRare && !cuts.isEmpty ? cuts : meanings + cuts
            }
            if !meanings.isEmpty { choices.append((token, meanings)) }
        }
        spell(choices, library)
        if !others.isEmpty {
            var doubt = read
            for (token, classes) in others {
                for (number, set) in classes.enumerated() where !set.isEmpty && read.readings[number].isUnknown(token) {
                    doubt.respell(token, as: WordReading(word: -1, classes: set, isRepaired: true), in: number)
                }
            }
            self.doubt = doubt
        }
    }

    /// Words that may be misspelled, with the readings that know their clauses best.
    private static func misspelled(_ read: ReadPassage, _ library: Library) -> [(token: Int, leaders: [Int])] {
        var found: [(token: Int, leaders: [Int])] = []
        for segment in read.passage.segments() {
            // A language that knows every word leads, whichever word is left out.
            guard !read.readings.indices.contains(where: { read.knows(segment, in: $0) }) else { continue }
            let grips = read.readings.indices.map { number in segment.map { read.grip(of: number, on: $0) } }
            for token in segment where read.passage.tokens[token].kind == .word && found.count < repairsMax {
                let leaders = Self.leaders(grips, apart: token - segment.lowerBound)
                if isMisspelled(token, read, leaders, library) { found.append((token, leaders)) }
            }
        }
        return found
    }

    /// The readings that know a clause best, one token of it apart; where none knows another word, the first.
    private static func leaders(_ grips: [[Int]], apart place: Int) -> [Int] {
        let rest = grips.map { $0.reduce(0, +) - $0[place] }
        guard let best = rest.max(), best > 0 else { return [0] }
        return rest.indices.filter { rest[$0] == best }
    }

    /// No language that knows the clause best knows the word, nor do its rules; and no other takes it for something grave.
    private static func isMisspelled(_ token: Int, _ read: ReadPassage, _ leaders: [Int], _ library: Library) -> Bool {
        guard leaders.allSatisfy({ read.readings[$0].isUnknown(token) }) else { return false }
        let wanted = library.tiers.grave.union(library.tiers.childhood)
        let letters = read.passage.letters(token)
        for (number, reading) in read.readings.enumerated() where !reading.isUnknown(token) && !leaders.contains(number)
        {
            if letters.count > 4 && read.index.exact[token] >= 0 || reading.words[token].classes.meets(wanted) {
                return false
            }
        }
        let word = read.index.exact[token]
        guard word >= 0 else { return true }
        let isNamed = leaders.contains { library.books[read.readings[$0].language.book].words.contains(word) }
        // A capital and a listed phrase: a name.
        if isNamed || read.passage.tokens[token].isCapital && library.words.exactMask(Int(word)) == 0 { return false }
        var isGrave = false
        library.words.forEachMeaning(Int(word)) { _, set in if set.meets(wanted) { isGrave = true } }
        return !isGrave
    }

    /// Makes a reading for every combination of what the tokens may have been meant as.
    private mutating func spell(_ choices: [(token: Int, meanings: [Meaning])], _ library: Library) {
        var ways: [[Meaning]] = [[]]
        for choice in choices {
            if ways.count * choice.meanings.count > Self.readingsMax {
                isCut = true
                ways = ways.map { $0 + choice.meanings.prefix(1) }
            } else {
                ways = choice.meanings.flatMap { meaning in ways.map { $0 + [meaning] } }
            }
        }
        let read = readings[0]
        readings = ways.map { way in
            var result = read
            for (choice, meaning) in zip(choices, way) {
                guard case .word(let words) = meaning else { continue }
                for (number, word) in words.enumerated() {
                    if let word, read.readings[number].isUnknown(choice.token) {
                        result.respell(choice.token, as: word, in: number)
                    }
                }
            }
            var cuts: [Int: Int] = [:]
            for (choice, meaning) in zip(choices, way) {
                if case .cut(let length) = meaning { cuts[choice.token] = length }
            }
            return cuts.isEmpty ? result : result.cut(cuts)
        }
    }
}

extension ReadPassage {
    /// Written large between words that are not: nobody can list names.
    fileprivate func isName(_ token: Int) -> Bool {
        let tokens = passage.tokens
        guard tokens[token].isCapital else { return false }
        let isSecond = token > 0 && tokens[token - 1].segment == tokens[token].segment
        return isSecond || token + 1 < tokens.count && tokens[token + 1].isCapital
    }

    /// A reading knows every token well.
    fileprivate func knows(_ tokens: Range<Int>, in reading: Int) -> Bool {
        tokens.allSatisfy { grip(of: reading, on: $0) == Self.weight }
    }

    /// How well a reading knows a token by itself; a word that is only known says little of the language.
    fileprivate func grip(of reading: Int, on token: Int) -> Int {
        let share = share(of: reading, on: token)
        return share > 0 && readings[reading].words[token].classes == library.tiers.known ? 1 : share
    }
}
