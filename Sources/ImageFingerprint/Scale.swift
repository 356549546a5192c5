/// The lowest and the highest value of a kind, between which steps are counted.
struct Scale: Hashable {
    var low: UInt8
    var high: UInt8

    /// Doublings of texture; less than 1 is noise, more than 6 hardly occurs.
    static let texture = Scale(low: 1, high: 6)

    init(low: UInt8, high: UInt8) {
        self.low = low
        self.high = high
    }

    /// The scale that holds all of the values.
    init(_ values: [Float]) {
        low = UInt8(max(0, min(255, (values.min() ?? 0).rounded(.down))))
        high = UInt8(max(Float(low), min(255, (values.max() ?? 0).rounded(.up))))
    }

    private var range: Float { Float(max(1, high - low)) }

    /// How much one step is.
    func quantum(steps: Int) -> Float { range / Float(steps) }

    func step(of value: Float, steps: Int) -> Int {
        Int((max(0, min(1, (value - Float(low)) / range)) * Float(steps)).rounded())
    }

    func value(of step: Int, steps: Int) -> Float { Float(low) + range * Float(step) / Float(steps) }
}

/// The scales of a signature; those of colour have 128 added.
struct Scales: Hashable {
    var luma: Scale
    var blue: Scale
    var red: Scale

    init(luma: Scale, blue: Scale, red: Scale) {
        self.luma = luma
        self.blue = blue
        self.red = red
    }

    init(_ tiles: Tiles) {
        luma = Scale(zip(tiles.luma, tiles.known).filter(\.1).map(\.0))
        blue = Scale(tiles.blue.map { $0 + 128 })
        red = Scale(tiles.red.map { $0 + 128 })
    }
}
