import Screening

/// What the studio writes under a picture that a real generator would have made.
enum StudioCaption {
    case scene, edit, part, variation

    func text(in language: StudioInstruction.Language) -> String {
        switch (self, language) {
        case (.scene, .english): "Vangrail studio (demo): abstract scene, no real generator configured"
        case (.scene, .dutch): "Vangrail studio (demo): abstract beeld, geen echte generator ingesteld"
        case (.edit, .english): "Vangrail studio (demo): this edit needs a real generator"
        case (.edit, .dutch): "Vangrail studio (demo): deze bewerking vraagt een echte generator"
        case (.part, .english): "Vangrail studio (demo): part of this edit needs a real generator"
        case (.part, .dutch): "Vangrail studio (demo): een deel van deze bewerking vraagt een echte generator"
        case (.variation, .english): "Vangrail studio (demo): simple variation, no real generator configured"
        case (.variation, .dutch): "Vangrail studio (demo): eenvoudige variatie, geen echte generator ingesteld"
        }
    }
}

/// A size that was asked for: 64 to 4,096 pixels a side.
struct StudioSize: Hashable, Sendable {
    var width: Int
    var height: Int

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Reads `WIDTHxHEIGHT`; nil for `auto` and for nothing.
    init?(_ text: String?) throws(GeneratorError) {
        guard let text, text != "auto" else { return nil }
        let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let width = parts[0], let height = parts[1], (64...4096).contains(width),
            (64...4096).contains(height)
        else { throw .unsupported("the studio draws 64 to 4096 pixels a side") }
        self.init(width: width, height: height)
    }
}

/// A number that follows from a text, the same on every machine.
struct StudioSeed: Hashable, Sendable {
    let value: UInt64

    /// FNV-1a over the text, then mixed with the index.
    init(_ text: String, index: Int) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        value = Self.mixed(hash &+ UInt64(truncatingIfNeeded: index) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// The n-th number from 0 to 1 that follows from the seed.
    func share(_ number: Int) -> Double {
        Double(Self.mixed(value &+ UInt64(truncatingIfNeeded: number)) >> 11) / Double(1 << 53)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
