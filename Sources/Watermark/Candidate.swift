/// A placement at which the guides of a key stood out, and how much.
struct Candidate {
    var score: Float
    var key: Int
    var angle: Double
    var level: Int
    /// Pixels of the mark for one of the plane, and where the plane's first pixel lies.
    var across: Double
    var down: Double
    var left: Double
    var top: Double

    /// Whether the two are the same peak, seen from neighbouring placements.
    func isBeside(_ other: Candidate) -> Bool {
        key == other.key && abs(angle - other.angle) < 0.01 && abs(across / other.across - 1) < 0.012
            && abs(down / other.down - 1) < 0.012
    }
}

/// The best candidates so far, the best first.
struct Candidates {
    private(set) var best: [Candidate] = []
    private let countMax: Int

    init(countMax: Int) {
        self.countMax = countMax
    }

    mutating func add(_ candidate: Candidate) {
        if let beside = best.firstIndex(where: candidate.isBeside) {
            guard best[beside].score < candidate.score else { return }
            best.remove(at: beside)
        }
        let place = best.firstIndex { $0.score < candidate.score } ?? best.count
        guard place < countMax else { return }
        best.insert(candidate, at: place)
        if best.count > countMax { best.removeLast() }
    }
}
