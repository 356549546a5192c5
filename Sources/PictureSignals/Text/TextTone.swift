/// What letters may differ in from what is behind them.
public enum TextTone: CaseIterable, Hashable, Sendable {
    /// How bright they are: luma, Rec. 601.
    case light
    /// How much more red, or more blue, than the other two channels they are.
    case red, blue

    /// By what red, green and blue are multiplied, what is added, and how many bits are then left out: 0 to 255.
    struct Weights {
        let red, green, blue, offset, bits: Int32

        @inline(__always)
        func value(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
            (self.red &* Int32(red) &+ self.green &* Int32(green) &+ self.blue &* Int32(blue) &+ offset) &>> bits
        }
    }

    var weights: Weights {
        switch self {
        case .light: Weights(red: 77, green: 150, blue: 29, offset: 0, bits: 8)
        case .red: Weights(red: 2, green: -1, blue: -1, offset: 510, bits: 2)
        case .blue: Weights(red: -1, green: -1, blue: 2, offset: 510, bits: 2)
        }
    }
}
