/// The one Exif value that a picture needs to be shown right: how it is turned or mirrored.
struct ExifOrientation: Hashable {
    /// 2 to 8; 1, upright, is left out.
    let value: UInt8

    private static let tag = 0x0112
    private static let entriesMax = 512

    /// Reads the first directory of a TIFF block; nil when it names no turn.
    init?(_ tiff: ArraySlice<UInt8>) {
        let start = tiff.startIndex
        let isLittle = tiff.starts(with: [0x49, 0x49, 0x2A, 0x00])
        guard isLittle || tiff.starts(with: [0x4D, 0x4D, 0x00, 0x2A]) else { return nil }
        func short(_ index: Int) -> Int? { isLittle ? tiff.little16(at: index) : tiff.big16(at: index) }
        func long(_ index: Int) -> Int? { isLittle ? tiff.little32(at: index) : tiff.big32(at: index) }
        guard let offset = long(start + 4), offset < tiff.count, let count = short(start + offset) else { return nil }
        for entry in 0..<min(count, Self.entriesMax) {
            let place = start + offset + 2 + 12 * entry
            guard let tag = short(place) else { return nil }
            guard tag == Self.tag else { continue }
            // A short, once.
            guard short(place + 2) == 3, long(place + 4) == 1, let value = short(place + 8), (2...8).contains(value)
            else { return nil }
            self.value = UInt8(value)
            return
        }
        return nil
    }

    /// A TIFF block with nothing else in it.
    var tiff: [UInt8] {
        [0x4D, 0x4D, 0x00, 0x2A, 0, 0, 0, 8, 0, 1] + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0] + [0, 0, 0, 0]
    }
}
