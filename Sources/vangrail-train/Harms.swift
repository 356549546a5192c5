/// The named harms as the data files write them, in the order of the model's outputs.
enum Harms {
    static let names = ["sexual", "violence", "hate", "harassment", "selfharm", "illegal", "shocking"]

    /// Harms that a row of one harm often shows too, so that their absence is not known.
    static func beside(_ name: String) -> [String] {
        switch name {
        case "violence": ["shocking", "harassment", "selfharm", "illegal", "hate"]
        case "shocking": ["violence", "selfharm"]
        case "selfharm": ["shocking", "violence"]
        case "harassment": ["hate", "violence", "sexual"]
        case "hate": ["harassment", "violence"]
        case "illegal": ["violence"]
        default: []
        }
    }

    /// Labels and what counts of them, for a row of this category (`none`, `mixed` or a harm).
    static func labels(_ category: String, besideUnknown: Bool = false) -> (labels: [Float], counted: [Float]) {
        var labels = [Float](repeating: 0, count: 8)
        var counted = [Float](repeating: 1, count: 8)
        guard category != "none" else { return (labels, counted) }
        labels[7] = 1
        guard let harm = names.firstIndex(of: category) else {
            return (labels, [Float](repeating: 0, count: 7) + [1])
        }
        labels[harm] = 1
        if besideUnknown {
            for name in beside(category) { counted[names.firstIndex(of: name) ?? harm] = 0 }
            counted[harm] = 1
        }
        return (labels, counted)
    }

    /// Which part a text belongs to: a tenth is never trained on.
    static func part(_ text: String, tenths: UInt32 = 1) -> Row.Part {
        hash(text.lowercased()) % 10 < tenths ? .test : .train
    }

    /// CRC-32, so that other programs find the same parts.
    static func hash(_ text: String) -> UInt32 {
        var sum = UInt32.max
        for byte in text.utf8 {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~sum
    }
}
