import Glibc

/// The waves of 8 x 8 pixels that carry the mark, and the turning of tiles into them.
enum Basis {
    static let side = 8

    /// Five waves of 64 values, each of length 1: the cosine transform's.
    static let waves: [Float] = Slot.waves.flatMap { wave in
        (0..<side).flatMap { y in (0..<side).map { x in half(wave.down, y) * half(wave.across, x) } }
    }

    /// cos and -sin of 2 pi k / 128, in turn.
    static let twiddles: [Float] = (0..<128).flatMap { k -> [Float] in
        let angle = 2 * Double.pi * Double(k) / 128
        return [Float(cos(angle)), Float(-sin(angle))]
    }

    private static func half(_ wave: Int, _ at: Int) -> Float {
        let scale = wave == 0 ? (1.0 / 8).squareRoot() : 0.5
        return Float(scale * cos(Double(2 * at + 1) * Double(wave) * Double.pi / 16))
    }
}
