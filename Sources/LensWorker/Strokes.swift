import CVipsShim
import LensWire

extension Canvas {
    private static let sideMax: UInt32 = 4096

    /// Draws one simple edit. Throws `invalidRequest` where its numbers are out of bounds.
    func draw(_ stroke: LensTask.Stroke) throws(WireFault) {
        switch stroke {
        case .blackAndWhite: try apply(shim_black_and_white)
        case .brightness(let factor):
            guard (0.2...3).contains(factor) else { throw .invalidRequest }
            try apply { shim_brightness($0, factor) }
        case .blur(let sigma):
            guard (0.5...30).contains(sigma) else { throw .invalidRequest }
            try apply { shim_blur($0, sigma) }
        case .cropCentre(let share):
            guard (0.1...1).contains(share) else { throw .invalidRequest }
            let kept = (width: max(1, Int(Double(width) * share)), height: max(1, Int(Double(height) * share)))
            let corner = (left: Int32((width - kept.width) / 2), top: Int32((height - kept.height) / 2))
            try apply { shim_crop($0, corner.left, corner.top, Int32(kept.width), Int32(kept.height)) }
        case .rotate(let degrees):
            guard [90, 180, 270].contains(degrees) else { throw .invalidRequest }
            try apply { shim_rotate($0, Int32(degrees)) }
        case .tint(let colour):
            try apply { shim_tint($0, Int32(colour.red), Int32(colour.green), Int32(colour.blue)) }
        case .border(let width, let colour):
            guard (1...512).contains(width) else { throw .invalidRequest }
            try apply {
                shim_border($0, Int32(width), Int32(colour.red), Int32(colour.green), Int32(colour.blue))
            }
        case .caption(let text): try apply { shim_caption($0, text) }
        case .outline: try apply(shim_outline)
        case .shrink(let side):
            guard (16...Canvas.sideMax).contains(side) else { throw .invalidRequest }
            try apply { shim_shrink($0, Int32(side)) }
        case .fit(let width, let height):
            guard (1...Canvas.sideMax).contains(width), (1...Canvas.sideMax).contains(height) else {
                throw .invalidRequest
            }
            try apply { shim_fit($0, Int32(width), Int32(height)) }
        }
    }
}
