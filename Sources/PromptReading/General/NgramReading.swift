/// What the n-grams say of a text.
struct NgramReading {
    /// One logit a harm: the highest of all windows.
    var logits: SIMD8<Float>
    /// Sums of weights up to each word, for the words that weighed most.
    fileprivate var sums: [SIMD8<Int32>] = []
    fileprivate var counts: [Int32] = []
    fileprivate var words: [Int] = []

    fileprivate init(logits: SIMD8<Float>) { self.logits = logits }
}

extension NgramTable {
    /// Words of a window; longer texts are read in windows that overlap by half.
    private static let window = 48

    /// Reads a text. Some 20 microseconds for 200 characters.
    func read(_ text: GeneralText) -> NgramReading {
        var reading = NgramReading(logits: SIMD8(repeating: -.infinity))
        reading.sums.reserveCapacity(text.tokens.count + 1)
        reading.counts.reserveCapacity(text.tokens.count + 1)
        reading.words.reserveCapacity(text.tokens.count)
        var sum = SIMD8<Int32>.zero
        var count: Int32 = 0
        reading.sums.append(sum)
        reading.counts.append(count)
        var before: (UInt64, UInt64) = (0, 0)
        text.bytes.withUnsafeBufferPointer { bytes in
            for (index, token) in text.tokens.enumerated() where !token.isMark {
                let word = UnsafeBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)])
                let hash = NgramFeatures.hash(word)
                let features = features.forEach(word, hash: hash, before: before) { bucket in
                    sum &+= SIMD8<Int32>(truncatingIfNeeded: weights(bucket))
                }
                count += Int32(features)
                before = (hash, before.0)
                reading.sums.append(sum)
                reading.counts.append(count)
                reading.words.append(index)
            }
        }
        let words = reading.words.count
        var start = 0
        repeat {
            let end = words - start <= Self.window * 5 / 4 ? words : start + Self.window
            reading.logits = pointwiseMax(reading.logits, logits(of: reading, start, end))
            if end == words { break }
            start += Self.window / 2
        } while true
        return reading
    }

    private func logits(of reading: NgramReading, _ start: Int, _ end: Int) -> SIMD8<Float> {
        let sum = SIMD8<Float>(reading.sums[end] &- reading.sums[start])
        let count = Float(max(1, reading.counts[end] - reading.counts[start]))
        return sum * calibration.ngramScale / count.squareRoot() + calibration.ngramBias
    }

    /// Up to five words that weighed most for a harm.
    func heaviest(_ reading: NgramReading, in text: GeneralText, for harm: Int) -> [String] {
        var best: [(weight: Int32, word: String)] = []
        for (place, token) in reading.words.enumerated() {
            let weight = reading.sums[place + 1][harm] - reading.sums[place][harm]
            guard weight > 0, best.count < 5 || weight > best[4].weight else { continue }
            let word = text.word(text.tokens[token])
            if let same = best.firstIndex(where: { $0.word == word }) {
                if best[same].weight >= weight { continue }
                best.remove(at: same)
            }
            best.insert((weight, word), at: best.firstIndex { $0.weight < weight } ?? best.count)
            if best.count > 5 { best.removeLast() }
        }
        return best.map(\.word)
    }
}
