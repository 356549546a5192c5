internal import Foundation

/// One prepared line: a text and what is known of it.
struct Row: Codable, Sendable {
    enum Part: String, Codable { case train, test, dev }

    var text: String
    /// 0 or 1 for each of the eight harms; empty for development rows.
    var labels: [Float]
    /// 1 where the label counts, 0 where nobody knows.
    var counted: [Float]
    var source: String
    var category: String
    var language: String
    var part: Part

    var isBenign: Bool { category == "none" }

    static func read(_ path: String) throws -> [Row] {
        let data = try Data(contentsOf: URL(filePath: path))
        let decoder = JSONDecoder()
        return try data.split(separator: 10).map { try decoder.decode(Row.self, from: Data($0)) }
    }
}

/// A small generator of random numbers, so that a seed gives the same model again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
