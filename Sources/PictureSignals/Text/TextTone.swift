/// What letters may differ in from what is behind them.
public enum TextTone: CaseIterable, Hashable, Sendable {
    /// How bright they are: luma, Rec. 601.
    case light
    /// How much more red, or more blue, than the other two channels they are.
    case red, blue

    /// 0 to 255.
    @inline(__always)
    func value(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
        let (red, green, blue) = (Int(red), Int(green), Int(blue))
        return switch self {
        case .light: (77 * red + 150 * green + 29 * blue) >> 8
        case .red: (510 + 2 * red - green - blue) >> 2
        case .blue: (510 + 2 * blue - red - green) >> 2
        }
    }
}
