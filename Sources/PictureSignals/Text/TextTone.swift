import CInk

/// What letters may differ in from what is behind them.
public enum TextTone: CaseIterable, Hashable, Sendable {
    /// How bright they are: luma, Rec. 601.
    case light
    /// How much more red, or more blue, than the other two channels they are.
    case red, blue

    /// How the tone is made of a pixel, 0 to 255.
    var weights: ink_weights {
        switch self {
        case .light: ink_weights(red: 77, green: 150, blue: 29, offset: 0, bits: 8)
        case .red: ink_weights(red: 2, green: -1, blue: -1, offset: 510, bits: 2)
        case .blue: ink_weights(red: -1, green: -1, blue: 2, offset: 510, bits: 2)
        }
    }
}

extension ink_weights {
    @inline(__always)
    func value(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
        (self.red &* Int32(red) &+ self.green &* Int32(green) &+ self.blue &* Int32(blue) &+ offset) &>> bits
    }
}
