import TestSupport
import WireJSON

extension Seeded {
    mutating func json(depth: Int) -> JSON {
        switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &self) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2: return JSON(Int.random(in: -1_000_000...1_000_000, using: &self))
        case 3, 4:
            let letters = ["a", "é", "😀", "\"", "\\", "\n", "/", "\u{1}", "\u{7F}", "z"]
            return JSON(
                (0..<Int.random(in: 0...12, using: &self)).map { _ in letters.randomElement(using: &self) ?? "" }
                    .joined())
        case 5: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in json(depth: depth - 1) })
        default:
            return JSON((0..<Int.random(in: 0...4, using: &self)).map { ("k\($0)", json(depth: depth - 1)) })
        }
    }
}
