import PictureSignals

/// A figure of blocks: an ellipse for a head, rectangles for trunk, arms and legs, in plain clothes.
struct DrawnFigure {
    /// The ten tones of the Monk scale.
    static let tones: [[Int]] = [
        [246, 237, 228], [243, 231, 219], [247, 234, 208], [234, 218, 186], [215, 189, 150], [160, 126, 86],
        [130, 92, 67], [96, 65, 52], [58, 49, 42], [41, 36, 32],
    ]
    static let (width, height) = (100, 150)

    var skin: [Int]
    var top = [47, 125, 70]
    var legs = [74, 101, 145]
    var ground = [159, 196, 232]
    var veil: [Int]?
    var coat: [Int]?
    /// Factors of the light for each channel.
    var light = [1.0, 1.0, 1.0]
    var isGrey = false
    var shade = 0.15

    init(tone: Int) { skin = DrawnFigure.tones[tone] }

    let face = FaceBox(area: PictureArea(x: 41, y: 13, width: 17, height: 17))

    private func colour(_ x: Int, _ y: Int) -> [Int] {
        func isIn(_ columns: ClosedRange<Int>, _ rows: ClosedRange<Int>) -> Bool {
            columns.contains(x) && rows.contains(y)
        }
        if let coat, isIn(48...152, 68...230) { return coat }
        if let veil, isIn(74...126, 4...20) || isIn(74...80, 4...86) || isIn(120...126, 4...86) { return veil }
        let (across, down) = (Double(x - 100) / 19, Double(y - 36) / 25)
        if across * across + down * down < 1 { return skin }
        if isIn(60...140, 70...160) { return top }
        if isIn(50...59, 70...100) || isIn(141...150, 70...100) { return top }
        if isIn(50...59, 101...172) || isIn(141...150, 101...172) || isIn(93...107, 58...69) { return skin }
        if isIn(62...97, 161...285) || isIn(103...138, 161...285) { return legs }
        return ground
    }

    /// Packed RGB with light from one side and a little grain.
    func drawn(grain: UInt64 = 1) -> [UInt8] {
        var state = grain
        var pixels: [UInt8] = []
        pixels.reserveCapacity(DrawnFigure.width * DrawnFigure.height * 3)
        for y in 0..<DrawnFigure.height {
            for x in 0..<DrawnFigure.width {
                let side = 1 + shade * (Double(x) / 50 - 1)
                var values = colour(2 * x, 2 * y)
                if isGrey {
                    values = Array(repeating: (values[0] * 299 + values[1] * 587 + values[2] * 114) / 1000, count: 3)
                }
                for channel in 0..<3 {
                    if channel == 0 || !isGrey {
                        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    }
                    let value = Double(values[channel]) * light[channel] * side + Double(state >> 61) - 3.5
                    pixels.append(UInt8(max(0, min(255, value))))
                }
            }
        }
        return pixels
    }

    /// What the comparison says of this figure and what became of it.
    func change(to other: DrawnFigure, faces: [FaceBox]? = nil) -> ExposureChange? {
        let (width, height) = (DrawnFigure.width, DrawnFigure.height)
        return RGBRows.with(drawn(grain: 1), width: width, height: height) { before in
            RGBRows.with(other.drawn(grain: 7), width: width, height: height) { after in
                ExposureChange.between(before, after, faces: faces ?? [face])
            }
        } ?? nil
    }
}
