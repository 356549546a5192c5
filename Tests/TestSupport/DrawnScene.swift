public import ImageFingerprint

/// A picture with light and dark areas, colours, outlines and texture, drawn from its size and a seed alone, and what
/// can be done to it.
public struct DrawnScene: Sendable {
    public var width: Int
    public var height: Int
    public var rgb: [UInt8]

    public init(width: Int, height: Int, rgb: [UInt8]) {
        self.width = width
        self.height = height
        self.rgb = rgb
    }

    public init(width: Int = 240, height: Int = 180, seed: UInt64 = 1) {
        var state = seed
        func roll(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let discs = (0..<14).map { _ in
            (
                x: roll(1000), y: roll(1000), radius: 60 + roll(170), texture: roll(3),
                colour: [30 + roll(190), 30 + roll(190), 30 + roll(190)]
            )
        }
        rgb = []
        rgb.reserveCapacity(width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                let (u, v) = (x * 1000 / width, y * 1000 / height)
                var colour = [60 + u / 12, 90 + v / 14, 150 - v / 16]
                for disc in discs {
                    let (across, down) = (u - disc.x, v - disc.y)
                    guard across * across + down * down < disc.radius * disc.radius else { continue }
                    let wave = disc.texture == 0 ? 0 : ((u / (9 * disc.texture) + v / 13) % 2) * 28 * disc.texture
                    colour = disc.colour.map { $0 + wave - down / 12 }
                }
                for value in colour { rgb.append(UInt8(max(0, min(255, value)))) }
            }
        }
        self.width = width
        self.height = height
    }

    public func mapped(_ change: (_ x: Int, _ y: Int, _ colour: [Int]) -> [Int]) -> DrawnScene {
        var copy = self
        for y in 0..<height {
            for x in 0..<width {
                let at = (y * width + x) * 3
                let colour = change(x, y, [Int(rgb[at]), Int(rgb[at + 1]), Int(rgb[at + 2])])
                for channel in 0..<3 { copy.rgb[at + channel] = UInt8(max(0, min(255, colour[channel]))) }
            }
        }
        return copy
    }

    /// Lighter or darker, with the noise of an encoder.
    public func encodedAgain(percent: Int = 100, noise: Int = 3) -> DrawnScene {
        var state: UInt32 = 9
        return mapped { _, _, colour in
            state = state &* 1_664_525 &+ 1_013_904_223
            let shift = Int(state >> 16) % (2 * noise + 1) - noise
            return colour.map { $0 * percent / 100 + shift }
        }
    }

    /// Inside an area, what `paint` says.
    public func edited(_ area: PixelArea, _ paint: (_ x: Int, _ y: Int, _ colour: [Int]) -> [Int]) -> DrawnScene {
        mapped { x, y, colour in
            let isInside =
                (area.x..<area.x + area.width).contains(x) && (area.y..<area.y + area.height).contains(y)
            return isInside ? paint(x, y, colour) : colour
        }
    }

    /// Other pixels at each place: `from` says where they come from, nil for `colour`.
    public func drawn(
        _ width: Int, _ height: Int, colour: UInt8 = 255, from: (_ x: Int, _ y: Int) -> (Int, Int)?
    ) -> DrawnScene {
        var bytes = [UInt8](repeating: colour, count: width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                guard let (fromX, fromY) = from(x, y) else { continue }
                for channel in 0..<3 {
                    bytes[(y * width + x) * 3 + channel] = rgb[(fromY * self.width + fromX) * 3 + channel]
                }
            }
        }
        return DrawnScene(width: width, height: height, rgb: bytes)
    }

    public func framed(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0, colour: UInt8) -> DrawnScene {
        drawn(width + left + right, height + top + bottom, colour: colour) { x, y in
            (left..<left + width).contains(x) && (top..<top + height).contains(y) ? (x - left, y - top) : nil
        }
    }

    public func cropped(_ area: PixelArea) -> DrawnScene {
        drawn(area.width, area.height) { x, y in (x + area.x, y + area.y) }
    }

    public func turned(_ orientation: PDQ.Orientation) -> DrawnScene {
        let (right, bottom) = (width - 1, height - 1)
        let swaps = [.quarterTurnLeft, .quarterTurnRight, .transposed, .antitransposed].contains(orientation)
        return drawn(swaps ? height : width, swaps ? width : height) { x, y in
            switch orientation {
            case .asIs: (x, y)
            case .mirrored: (right - x, y)
            case .flipped: (x, bottom - y)
            case .halfTurn: (right - x, bottom - y)
            case .transposed: (y, x)
            case .quarterTurnRight: (y, bottom - x)
            case .quarterTurnLeft: (right - y, x)
            case .antitransposed: (right - y, bottom - x)
            }
        }
    }

    public var area: PixelArea { PixelArea(width: width, height: height) }

    public func signature(of area: PixelArea? = nil, in frame: LocalSignature.Frame = .whole) throws -> LocalSignature {
        guard let found = LocalSignature(rgb: rgb, width: width, height: height, area: area, in: frame) else {
            throw TooSmall()
        }
        return found
    }

    public struct TooSmall: Error {}
}
