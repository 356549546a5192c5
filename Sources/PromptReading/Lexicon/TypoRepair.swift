extension Language {
    /// Readings of an unknown word that is one slip away from a known one; nil where there is none. A slip towards a
    /// word that touches a person wins over one towards a thing, and two ways that disagree on harm are not a reading.
    func repaired(_ word: ArraySlice<UInt8>, _ tiers: TierSets) -> WordReading? {
        guard word.count >= 5, word.count <= 18, word.allSatisfy({ $0 >= 97 && $0 <= 122 }) else { return nil }
        let letters = Array(word)
        var best: (rank: Int, set: ClassSet, word: Int)?
        var harm = ClassSet()
        var harmless = false
        func consider(_ candidate: [UInt8], _ rank: Int) {
            var number = lexicon.table.find(candidate)
            var set = number >= 0 ? lexicon.classes[number] : ClassSet()
            if set.isEmpty {
                set = candidate.withUnsafeBufferPointer { pointer in
                    rank > 2 && pointer.count < 7 ? ClassSet() : self.inflectedForRepair(pointer)
                }
                number = -1
            }
            guard !set.isEmpty, set != tiers.known else { return }
            if set.meets(tiers.harm) { harm.formUnion(set) } else { harmless = true }
            let weight = rank + (set.meets(tiers.touching) ? 0 : 10)
            if best.map({ weight < $0.rank }) ?? true { best = (weight, set, number) }
        }
        Slips.forEach(of: letters, consider)
        guard let best else { return nil }
        if !harm.isEmpty {
            return WordReading(word: -1, classes: harmless ? harm.intersection(tiers.harm) : harm, isRepaired: true)
        }
        // A guess at a two-faced word is no ground for suspicion, and no ground for understanding either.
        if best.set.meets(tiers.sensitive) { return nil }
        return WordReading(word: best.word, classes: best.set, isRepaired: true)
    }

    private func inflectedForRepair(_ word: UnsafeBufferPointer<UInt8>) -> ClassSet {
        for ending in endings where word.count > ending.letters.count + 3 && word[word.count - 1] == ending.letters.last
        {
            for stem in ending.stems(of: word) {
                let number = lexicon.table.find(stem)
                if number >= 0 {
                    let set = lexicon.classes[number].intersection(ending.kinds)
                    if !set.isEmpty { return set }
                }
            }
        }
        return ClassSet()
    }
}

/// Spellings one slip away: two letters swapped, one too many, one missing, one wrong. The first letter stays.
enum Slips {
    static func forEach(of letters: [UInt8], _ body: ([UInt8], Int) -> Void) {
        for index in 1..<letters.count - 1 where letters[index] != letters[index + 1] {
            var other = letters
            other.swapAt(index, index + 1)
            body(other, 0)
        }
        for index in 1..<letters.count {
            var other = letters
            other.remove(at: index)
            body(other, letters[index] == letters[index - 1] ? 0 : 1)
        }
        for index in 1...letters.count {
            var other = letters
            other.insert(97, at: index)
            for letter in UInt8(97)...122 {
                other[index] = letter
                body(other, letter == letters[index - 1] ? 1 : 2)
            }
        }
        for index in 1..<letters.count {
            var other = letters
            for letter in UInt8(97)...122 where letter != letters[index] {
                other[index] = letter
                body(other, 3)
            }
        }
    }
}
