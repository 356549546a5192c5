import Glibc

/// In which order placements are tried: what happens to pictures most often comes first.
struct SearchPlan {
    /// Where the mark may lie: radians, and pixels of the mark for one of the picture.
    struct Place {
        var angle: Double
        var down: Double
        var across: Double
    }

    /// From one scale to the next: an edge of the picture moves by about a pixel.
    private static let step = 0.004
    private static let angleStep = 0.0044

    /// The best candidates of a stage are read before the next begins.
    static let stages: [[Place]] = [
        [Place(angle: 0, down: 1, across: 1)],
        even(scales(0.5...1.6), angle: 0),
        scales(0.85...1.18).map { Place(angle: 0, down: 1 / $0.squareRoot(), across: $0.squareRoot()) },
        angles(upTo: 0.0575).flatMap { even(scales(0.84...1.2), angle: $0) },
        stretched(scales(0.6...1.2)),
        angles(upTo: 0.0575).flatMap { even(scales(0.55...0.84), angle: $0) },
    ]

    /// Scales in even ratios, those nearest to 1 first.
    private static func scales(_ range: ClosedRange<Double>) -> [Double] {
        let steps =
            Int((log(range.lowerBound) / step).rounded(.up))...Int((log(range.upperBound) / step).rounded(.down))
        return steps.sorted { abs($0) < abs($1) }.map { exp(Double($0) * step) }
    }

    private static func angles(upTo most: Double) -> [Double] {
        (1...Int(most / angleStep)).flatMap { [Double($0) * angleStep, -Double($0) * angleStep] }
    }

    private static func even(_ scales: [Double], angle: Double) -> [Place] {
        scales.map { Place(angle: angle, down: $0, across: $0) }
    }

    /// Every scale with every aspect within 15 %. Neighbours share their scale down.
    private static func stretched(_ scales: [Double]) -> [Place] {
        let aspects = Self.scales(0.85...1.18).filter { abs($0 - 1) > step / 2 }
        return scales.flatMap { down in aspects.map { Place(angle: 0, down: down, across: down * $0) } }
    }
}
