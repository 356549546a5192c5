extension BorderTrim {
    /// A line is quiet where this share of its pixels has a colour of the frame; text covers less than the rest.
    private static let quietShareMin = 0.5
    /// Quiet lines inside a picture, as a share of the side, that do not end the band.
    private static let gapShareMax = 0.02
    /// How much of a side's strip must have one colour before that is a colour of the frame.
    private static let frameShareMin = 0.4
    /// The depth of the strip, as a share of the side.
    private static let stripShare = 0.02

    /// The longest band of rows, and in it of columns, that is not mostly the frame's colour: the picture between bars
    /// of text, or on a phone's screen. Nil where the sides have no colour of their own.
    static func busyBand(_ view: PixelView) -> PixelArea? {
        let colours = frameColours(of: view)
        guard !colours.isEmpty else { return nil }
        let rows = longestBusy(view.height) {
            PixelLine(view, row: $0, from: 0, count: view.width).share(near: colours, tolerance: Tolerance.busy)
        }
        guard let rows else { return nil }
        let columns = longestBusy(view.width) {
            PixelLine(view, column: $0, from: rows.lowerBound, count: rows.count)
                .share(near: colours, tolerance: Tolerance.busy)
        }
        guard let columns else { return nil }
        let band = PixelArea(x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count)
        guard var inner = withoutBorders(view.part(band), tolerance: Tolerance.wide) else { return nil }
        inner.x += band.x
        inner.y += band.y
        return inner
    }

    private static func longestBusy(_ side: Int, share: (Int) -> Double) -> Range<Int>? {
        let gapMax = Int(Double(side) * gapShareMax)
        var longest: Range<Int>?
        var current: Range<Int>?
        for line in 0..<side where share(line) < quietShareMin {
            if let start = current, line - start.upperBound <= gapMax {
                current = start.lowerBound..<line + 1
            } else {
                current = line..<line + 1
            }
            if let found = current, found.count > longest?.count ?? 0 { longest = found }
        }
        return longest
    }

    /// The most frequent colour of each side's strip, where one is frequent enough.
    private static func frameColours(of view: PixelView) -> [Colour] {
        let down = max(1, Int(Double(view.height) * stripShare))
        let across = max(1, Int(Double(view.width) * stripShare))
        let strips = [
            PixelArea(x: 0, y: 0, width: view.width, height: down),
            PixelArea(x: 0, y: view.height - down, width: view.width, height: down),
            PixelArea(x: 0, y: 0, width: across, height: view.height),
            PixelArea(x: view.width - across, y: 0, width: across, height: view.height),
        ]
        var colours: [Colour] = []
        for strip in strips {
            guard let colour = frequentColour(in: view.part(strip)), !colours.contains(colour) else { continue }
            colours.append(colour)
        }
        return colours
    }

    private static func frequentColour(in view: PixelView) -> Colour? {
        struct Bin {
            var count = 0
            var red = 0
            var green = 0
            var blue = 0
        }
        // 16 steps a channel, shifted by half a step so that pure white and pure black lie inside a bin.
        var bins = [Bin](repeating: Bin(), count: 17 * 17 * 17)
        for row in 0..<view.height {
            for column in 0..<view.width {
                let at = row * view.stride + column * 3
                let (red, green, blue) = (Int(view.bytes[at]), Int(view.bytes[at + 1]), Int(view.bytes[at + 2]))
                let bin = ((red + 8) / 16 * 17 + (green + 8) / 16) * 17 + (blue + 8) / 16
                bins[bin].count += 1
                bins[bin].red += red
                bins[bin].green += green
                bins[bin].blue += blue
            }
        }
        guard let most = bins.max(by: { $0.count < $1.count }), most.count > 0 else { return nil }
        guard Double(most.count) >= frameShareMin * Double(view.width * view.height) else { return nil }
        return Colour(
            red: UInt8(most.red / most.count), green: UInt8(most.green / most.count),
            blue: UInt8(most.blue / most.count))
    }
}
