import CVipsShim
import LensWire
import PictureSignals

extension Canvas {
    /// Draws a label: its badge in the first corner without a face, or its line in a strip under the picture.
    func draw(_ label: LensTask.Label, _ readers: Readers) throws(WireFault) {
        if label.isBadge, let badge = try? Canvas.badge(label, width: width, height: height),
            let corner = try corner(for: badge, readers)
        {
            return try apply { badge.lay(on: $0, left: corner.left, top: corner.top) }
        }
        try apply { shim_caption($0, label.line) }
    }

    /// Letters of a thirtieth of the shorter side, 12 to 48 pixels.
    private static func badge(_ label: LensTask.Label, width: Int, height: Int) throws(WireFault) -> Canvas {
        let size = Int32(min(48, max(12, min(width, height) / 30)))
        var made: OpaquePointer?
        try check(shim_badge(label.sign, label.words, size, &made))
        guard let made else { throw .failed }
        return Canvas(made)
    }

    /// Where the badge covers no face; nil where it covers one in every corner, or much of the picture. Nobody knows where
    /// faces are that the detector fails to look for.
    private func corner(for badge: Canvas, _ readers: Readers) throws(WireFault) -> (left: Int, top: Int)? {
        let gap = badge.height / 3
        let (right, bottom) = (width - badge.width - gap, height - badge.height - gap)
        guard right > gap, bottom > 2 * badge.height, badge.width * 3 < width * 2 else { return nil }
        let found = try withRGB { rgb -> (faces: [PictureArea], lines: [PictureArea])? in
            guard case .faces(let reader) = readers, let rows = RGBRows(rgb, width: width, height: height),
                let faces = reader.faces(in: rows)
            else { return nil }
            return (faces.map(\.area), TextLines.find(in: rows).map(\.area))
        }
        guard let found else { return nil }
        // A face goes on beyond what the detector frames: hair, chin, ears.
        let faces = found.faces.map { $0.grown(by: max($0.width, $0.height) / 3) }
        let places = [(right, bottom), (gap, bottom), (right, gap), (gap, gap)].filter { left, top in
            !faces.contains { $0.overlaps(PictureArea(x: left, y: top, width: badge.width, height: badge.height)) }
        }
        // What is written there stays legible where another corner is free.
        let free = places.first { left, top in
            let place = PictureArea(x: left, y: top, width: badge.width, height: badge.height)
            return !found.lines.contains { $0.overlaps(place) }
        }
        return (free ?? places.first).map { (left: $0.0, top: $0.1) }
    }
}

extension PictureArea {
    fileprivate func grown(by pixels: Int) -> PictureArea {
        PictureArea(x: x - pixels, y: y - pixels, width: width + 2 * pixels, height: height + 2 * pixels)
    }

    fileprivate func overlaps(_ other: PictureArea) -> Bool {
        x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
    }
}

extension TextLine {
    /// What it covers, about.
    fileprivate var area: PictureArea {
        let fall = Int(abs(slope) * Float(right - left))
        let across = PictureArea(x: left, y: top - fall, width: right - left, height: bottom - top + 2 * fall)
        guard direction == .upright else { return across }
        return PictureArea(x: across.y, y: across.x, width: across.height, height: across.width)
    }
}
