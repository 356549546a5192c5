import CWatermark

/// Reads ids out of tiles with one key.
struct MarkReader: Sendable {
    /// Least score of a mark. For signs that are tossed apart from the picture, Hoeffding's inequality bounds the chance
    /// of a given word to reach it by exp(-score² / 2), so that of all 2^48 words together is below 2e-13 a reading.
    static let scoreMin: Float = 11.2
    /// What a coefficient counts at most, in units of what is usual at its frequency.
    private static let most: Float = 3

    let pattern: MarkPattern
    private let decoder: MarkDecoder
    /// For each turn and carrier: where its coefficient is found, and with what sign it counts.
    private let places: [[(slot: Int32, sign: Float)]]

    init(_ key: WatermarkKey, decoder: MarkDecoder) {
        let pattern = MarkPattern(key)
        self.pattern = pattern
        self.decoder = decoder
        places = Turn.all.map { turn in
            zip(pattern.carriers, pattern.signs).map { carrier, sign in
                let (slot, parity) = turn.place(of: Slot(carrier))
                return (Int32(slot.index), sign * parity)
            }
        }
    }

    struct Reading {
        var id: WatermarkID
        var score: Float
    }

    /// The id in a tile that lies in this way, if it carries one. `coefficients` are levelled.
    func read(_ coefficients: [Float], lying turn: Turn, kernel: vg_mark_kernel) -> Reading? {
        var soft = [Float](repeating: 0, count: MarkCode.codedBits)
        var squares: Float = 0
        for (order, place) in places[turn.index].enumerated() {
            let value = coefficients[Int(place.slot)]
            soft[order % MarkCode.codedBits] += place.sign * value
            squares += value * value
        }
        guard squares > 0 else { return nil }
        for word in decoder.words(soft, kernel: kernel) {
            guard let id = MarkCode.id(word) else { continue }
            let coded = MarkCode.coded(Array(word))
            let sum = zip(soft, coded).reduce(Float(0)) { $0 + ($1.1 == 0 ? $1.0 : -$1.0) }
            let score = sum / squares.squareRoot()
            if score >= Self.scoreMin { return Reading(id: id, score: score) }
        }
        return nil
    }

    /// How well the word of an id fits an upright tile.
    func score(_ coefficients: [Float], _ id: WatermarkID) -> Float {
        let chips = pattern.chips(id)
        var sum: Float = 0
        var squares: Float = 0
        for slot in pattern.carriers {
            sum += coefficients[slot] * chips[slot]
            squares += coefficients[slot] * coefficients[slot]
        }
        return squares > 0 ? sum / squares.squareRoot() : 0
    }

    /// Coefficients in units of what is usual at their frequency in this tile, without outliers.
    static func levelled(_ coefficients: [Float]) -> [Float] {
        let count = Slot.waves.count
        var squares = [Float](repeating: 0, count: count)
        for (index, value) in coefficients.enumerated() { squares[index % count] += value * value }
        let scales = squares.map { $0 > 0 ? 1 / ($0 / Float(coefficients.count / count)).squareRoot() : 0 }
        return coefficients.enumerated().map { index, value in min(most, max(-most, value * scales[index % count])) }
    }
}
