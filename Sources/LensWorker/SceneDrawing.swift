import CVipsShim
import LensWire
import SafetyModel

/// Draws an abstract scene from a seed: a soft field of colour and a few plain shapes, never a person.
enum SceneDrawing {
    private static let sides: ClosedRange<UInt32> = 16...4096

    /// The scene as PNG. A strip with the caption is part of the height that was asked for.
    static func draw(width: UInt32, height: UInt32, seed: UInt64, caption: String?) throws(WireFault) -> Encoded {
        guard sides.contains(width), sides.contains(height) else { throw .invalidRequest }
        var dice = Dice(state: seed)
        var corners: [UInt8] = []
        for _ in 0..<4 { corners += dice.colour() }
        var made: OpaquePointer?
        try check(shim_gradient(Int32(width), Int32(height), corners, &made))
        guard let made else { throw .failed }
        let canvas = Canvas(made)
        for _ in 0..<(5 + dice.below(6)) { try drawShape(on: canvas, with: &dice) }
        // Softens the steps along the edges of the shapes.
        try canvas.apply { shim_blur($0, 0.7) }
        if let caption {
            try canvas.apply { shim_caption($0, caption) }
            // The strip takes the place of as many rows at the top.
            let surplus = Int32(canvas.height) - Int32(height)
            try canvas.apply { shim_crop($0, 0, surplus, Int32(width), Int32(height)) }
        }
        let decoded = Decoded(format: .png, canvas: canvas, frames: 1, fingerprints: try canvas.fingerprints())
        return try LensWorker.encode(decoded, as: .png, quality: 100, parts: .none)
    }

    private static func drawShape(on canvas: Canvas, with dice: inout Dice) throws(WireFault) {
        let (width, height) = (canvas.width, canvas.height)
        let short = min(width, height)
        let (x, y) = (dice.below(width), dice.below(height))
        let colour = dice.colour()
        switch dice.below(3) {
        case 0:
            let radius = short / 20 + dice.below(short / 5 + 1)
            try canvas.draw { shim_draw_circle($0, Int32(x), Int32(y), Int32(radius), colour) }
        case 1:
            let (across, down) = (width / 16 + dice.below(width / 3 + 1), height / 16 + dice.below(height / 3 + 1))
            try canvas.draw { shim_draw_rectangle($0, Int32(x), Int32(y), Int32(across), Int32(down), colour) }
        default:
            let (endX, endY) = (dice.below(width), dice.below(height))
            for offset in 0..<max(2, short / 100) {
                try canvas.draw {
                    shim_draw_line($0, Int32(x + offset), Int32(y), Int32(endX + offset), Int32(endY), colour)
                }
            }
        }
    }
}

/// SplitMix64: the same seed draws the same scene everywhere.
private struct Dice {
    var state: UInt64

    mutating func roll() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(roll() % UInt64(max(1, bound))) }

    mutating func colour() -> [UInt8] { (0..<3).map { _ in UInt8(40 + below(200)) } }
}
