import Glibc
import Watermark

/// The answer to one command.
func answer(_ words: [String]) -> String {
    switch words.first {
    case "embed" where words.count == 6:
        guard let id = UInt64(words[2]).flatMap({ WatermarkID($0) }), let key = key(words[1]),
            let strength = Float(words[3]), var picture = Picture(path: words[4])
        else { return "error" }
        let embedder = WatermarkEmbedder(key: key)
        let start = clock()
        let outcome = picture.bytes.withUnsafeMutableBytes {
            embedder.embed(
                id, in: $0, width: picture.width, height: picture.height, strength: WatermarkStrength(strength))
        }
        let spent = milliseconds(since: start)
        guard picture.write(to: words[5]) else { return "error" }
        return "\(outcome) \(spent)"
    case "detect" where words.count == 4:
        let keys = words[2].split(separator: ",").compactMap { key(String($0)) }
        guard let effort = effort(words[1]), let picture = Picture(path: words[3]) else { return "error" }
        let detector = WatermarkDetector(keys: keys)
        let start = clock()
        let found = picture.bytes.withUnsafeBytes {
            detector.detect(rgb: $0, width: picture.width, height: picture.height, effort: effort)
        }
        let spent = milliseconds(since: start)
        guard let found else { return "none \(spent)" }
        let place = found.placement
        return "\(found.id.rawValue) \(found.keyIndex) \(found.score) \(place.across) \(place.down) \(place.degrees) "
            + "\(place.isMirrored) \(place.isSwapped) \(spent)"
    default:
        return "error"
    }
}

private func effort(_ word: String) -> WatermarkEffort? {
    switch word {
    case "direct": .direct
    case "full": .full
    default: Int(word).map { WatermarkEffort(placementsMax: $0) }
    }
}

private func key(_ word: String) -> WatermarkKey? {
    guard let number = UInt64(word) else { return nil }
    return WatermarkKey((0..<32).map { UInt8(truncatingIfNeeded: $0 < 8 ? number >> UInt64(8 * $0) : 0) })
}

private func milliseconds(since start: clock_t) -> Double {
    Double(clock() - start) * 1000 / Double(CLOCKS_PER_SEC)
}
