import Foundation

/// Blobs that stand in a row like the letters of a line.
struct LetterRow {
    var letters: [InkBlob]

    /// Rows of at least this many blobs are looked at.
    static let countMin = 4
    /// Blobs are looked at with at most so many that begin right of them.
    private static let neighboursMax = 200
    /// A row is joined to one of so many that begin left of it.
    private static let rowsMax = 60
    private static let scoreMin: Float = 17

    /// Links each blob with the nearest one on its right that could be the next letter.
    static func find(in blobs: [InkBlob]) -> [LetterRow] {
        let sorted = blobs.sorted { $0.left < $1.left }
        var next = [Int](repeating: -1, count: sorted.count)
        var hasBefore = [Bool](repeating: false, count: sorted.count)
        for index in sorted.indices {
            var best = -1
            var nearest = Int.max
            for other in sorted.indices[(index + 1)...].prefix(neighboursMax) {
                let gap = sorted[other].left - sorted[index].right
                if gap > sorted[index].height * 2 { break }
                guard gap < nearest, !hasBefore[other], follows(sorted[index], sorted[other], gap: gap) else {
                    continue
                }
                (best, nearest) = (other, gap)
            }
            next[index] = best
            if best >= 0 { hasBefore[best] = true }
        }
        let rows = sorted.indices.filter { !hasBefore[$0] }.map { first in
            var letters: [InkBlob] = []
            var index = first
            while index >= 0 {
                letters.append(sorted[index])
                index = next[index]
            }
            return LetterRow(letters: letters)
        }
        return joined(rows).filter { $0.score ?? 0 > scoreMin }
    }

    /// Words of one line belong together, and so do the halves of a word whose middle letters hang together.
    private static func joined(_ rows: [LetterRow]) -> [LetterRow] {
        var joined: [LetterRow] = []
        for row in rows.sorted(by: { $0.letters[0].left < $1.letters[0].left }) {
            let before = joined.indices.suffix(rowsMax).last { joined[$0].continues(row) }
            if let before { joined[before].letters += row.letters } else { joined.append(row) }
        }
        return joined
    }

    /// Whether the other row goes on where this one ends.
    private func continues(_ other: LetterRow) -> Bool {
        guard let last = letters.last, let first = other.letters.first, first.left - last.right < 4 * last.height,
            first.left > last.left, min(last.bottom, first.bottom) > max(last.top, first.top)
        else { return false }
        let (height, otherHeight) = (middleHeight, other.middleHeight)
        let (low, high) = (min(height, otherHeight), max(height, otherHeight))
        let gap = Float(first.left - last.right)
        guard high <= 1.6 * low, gap > -0.3 * low, gap < 2.5 * high else { return false }
        let (thin, broad) = (min(middleStroke, other.middleStroke), max(middleStroke, other.middleStroke))
        return abs(Float(last.bottom - first.bottom)) < 0.5 * high && broad < 1.6 * thin + 0.5
            && abs(last.grey - first.grey) < 40
    }

    private var middleHeight: Float { LetterRow.middle(letters.map { Float($0.height) }) }
    private var middleStroke: Float { LetterRow.middle(letters.map(\.stroke)) }

    private static func follows(_ one: InkBlob, _ other: InkBlob, gap: Int) -> Bool {
        let (low, high) = (min(one.height, other.height), max(one.height, other.height))
        guard high * 10 <= low * 22, gap > -low / 3, gap * 10 <= high * 13 else { return false }
        let shared = min(one.bottom, other.bottom) - max(one.top, other.top)
        guard shared * 2 >= low else { return false }
        let (thin, broad) = (min(one.stroke, other.stroke), max(one.stroke, other.stroke))
        return broad <= thin * 2 + 0.6 && abs(one.grey - other.grey) <= 40
    }

    /// Letters of a line stand on one base, are of two or three heights, are drawn with one pen, and are many. The weights
    /// were fitted on lines drawn over photos and on photos without any (decision 0029).
    private var score: Float? {
        guard letters.count >= LetterRow.countMin else { return nil }
        let (height, stroke, slope) = (middleHeight, middleStroke, baseSlope)
        let (left, right) = (letters.map(\.left).min() ?? 0, letters.map(\.right).max() ?? 0)
        guard Float(right - left) >= 2.2 * height, stroke >= 0.04 * height, stroke <= 0.6 * height, abs(slope) < 0.35
        else { return nil }
        let count = Float(letters.count)
        // In a picture turned over its diagonal the base of a line may be above.
        let onBase = max(aligned(\.bottom, slope, height), aligned(\.top, slope, height)) / count
        let ofHeight = Float(letters.count { abs(Float($0.height) - height) <= 0.3 * height }) / count
        let ofStroke = Float(letters.count { abs($0.stroke - stroke) <= 0.35 * stroke + 0.5 }) / count
        return 4 * log(min(count, 16)) + 6.5 * onBase + 7 * ofHeight + 1.5 * ofStroke
    }

    /// How many letters have an edge on the line that most of them have it on.
    private func aligned(_ edge: KeyPath<InkBlob, Int>, _ slope: Float, _ height: Float) -> Float {
        let edges = letters.map { Float($0[keyPath: edge]) - slope * Float($0.left) }
        let base = LetterRow.middle(edges)
        return Float(edges.count { abs($0 - base) <= max(1, 0.14 * height) })
    }

    /// How much the base falls for each pixel to the right: the middle of the slopes between distant letters.
    private var baseSlope: Float {
        let half = letters.count / 2
        return LetterRow.middle(
            (0..<letters.count - half).map { index in
                let (one, other) = (letters[index], letters[index + half])
                let across = Float(other.left - one.left)
                return across > 1 ? Float(other.bottom - one.bottom) / across : 0
            })
    }

    /// The row as a line of a picture that was reduced by a factor.
    func line(_ direction: TextLine.Direction, isLight: Bool, _ tone: TextTone, factor: Int) -> TextLine {
        let slope = baseSlope
        let left = letters.map(\.left).min() ?? 0
        let fallen = letters.map { slope * Float($0.left - left) }
        let top = zip(letters, fallen).map { Float($0.top) - $1 }.min() ?? 0
        let bottom = zip(letters, fallen).map { Float($0.bottom) - $1 }.max() ?? 0
        return TextLine(
            direction: direction, left: left * factor, right: (letters.map(\.right).max() ?? 0) * factor,
            top: Int(top.rounded(.down)) * factor, bottom: Int(bottom.rounded(.up)) * factor, slope: slope,
            isLight: isLight, tone: tone, grey: Int(LetterRow.middle(letters.map(\.grey))), score: score ?? 0)
    }

    private static func middle(_ values: [Float]) -> Float {
        values.isEmpty ? 0 : values.number(ranked: values.count / 2)
    }
}
