/// A colour by name (English or Dutch) or as `#rrggbb`.
struct StudioColour: Hashable, Sendable {
    var red: Int
    var green: Int
    var blue: Int

    init(red: Int, green: Int, blue: Int) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads a lower-case name or hexadecimal colour; nil for any other word.
    init?(_ word: String) {
        if let code = Self.names[word] {
            self.init(code: code)
        } else if word.hasPrefix("#"), word.utf8.count == 7, let code = UInt32(word.dropFirst(), radix: 16) {
            self.init(code: code)
        } else {
            return nil
        }
    }

    private init(code: UInt32) {
        self.init(red: Int(code >> 16 & 0xFF), green: Int(code >> 8 & 0xFF), blue: Int(code & 0xFF))
    }

    private static let names: [String: UInt32] = [
        "red": 0xD0_2020, "rood": 0xD0_2020, "rode": 0xD0_2020, "green": 0x20_9040, "groen": 0x20_9040,
        "groene": 0x20_9040, "blue": 0x20_50D0, "blauw": 0x20_50D0, "blauwe": 0x20_50D0, "yellow": 0xF0_D020,
        "geel": 0xF0_D020, "gele": 0xF0_D020, "orange": 0xF0_8020, "oranje": 0xF0_8020, "purple": 0x80_30B0,
        "paars": 0x80_30B0, "paarse": 0x80_30B0, "violet": 0x80_30B0, "pink": 0xF0_80B0, "roze": 0xF0_80B0,
        "brown": 0x80_5030, "bruin": 0x80_5030, "bruine": 0x80_5030, "grey": 0x80_8080, "gray": 0x80_8080,
        "grijs": 0x80_8080, "grijze": 0x80_8080, "black": 0x00_0000, "zwart": 0x00_0000, "zwarte": 0x00_0000,
        "white": 0xFF_FFFF, "wit": 0xFF_FFFF, "witte": 0xFF_FFFF, "gold": 0xD0_A020, "goud": 0xD0_A020,
        "gouden": 0xD0_A020, "golden": 0xD0_A020, "turquoise": 0x20_C0B0, "cyan": 0x20_C0D0, "sepia": 0x70_4214,
    ]
}
