/// The modules of a QR code while it is drawn: dark or light, and whether they belong to a fixed pattern.
struct QRGrid {
    let side: Int
    private(set) var dark: [Bool]
    private(set) var isFixed: [Bool]

    /// Draws the fixed patterns and keeps the room of the format free.
    init(version: QRVersion) {
        side = version.side
        dark = [Bool](repeating: false, count: side * side)
        isFixed = dark
        for index in 0..<side {
            fix(index, 6, index % 2 == 0)
            fix(6, index, index % 2 == 0)
        }
        for (x, y) in [(3, 3), (side - 4, 3), (3, side - 4)] { drawFinder(x, y) }
        let last = version.alignment.last
        for x in version.alignment {
            for y in version.alignment where !((x == 6 && (y == 6 || y == last)) || (x == last && y == 6)) {
                drawAlignment(x, y)
            }
        }
        drawFormat(mask: 0)
        if version.number >= 7 { drawVersion(version.number) }
    }

    subscript(x: Int, y: Int) -> Bool { dark[y * side + x] }

    private mutating func fix(_ x: Int, _ y: Int, _ isDark: Bool) {
        dark[y * side + x] = isDark
        isFixed[y * side + x] = true
    }

    /// Rings around a centre, with the light border as far as it is inside.
    private mutating func drawFinder(_ x: Int, _ y: Int) {
        for dy in -4...4 {
            for dx in -4...4 where (0..<side).contains(x + dx) && (0..<side).contains(y + dy) {
                let ring = max(abs(dx), abs(dy))
                fix(x + dx, y + dy, ring != 2 && ring != 4)
            }
        }
    }

    private mutating func drawAlignment(_ x: Int, _ y: Int) {
        for dy in -2...2 {
            for dx in -2...2 { fix(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) }
        }
    }

    /// Level M and the mask, with their BCH code, twice.
    mutating func drawFormat(mask: Int) {
        // Level M is 00.
        var remainder = mask
        for _ in 0..<10 { remainder = remainder << 1 ^ (remainder >> 9) * 0x537 }
        let bits = (mask << 10 | remainder) ^ 0x5412
        func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
        for index in 0...5 { fix(8, index, bit(index)) }
        fix(8, 7, bit(6))
        fix(8, 8, bit(7))
        fix(7, 8, bit(8))
        for index in 9..<15 { fix(14 - index, 8, bit(index)) }
        for index in 0..<8 { fix(side - 1 - index, 8, bit(index)) }
        for index in 8..<15 { fix(8, side - 15 + index, bit(index)) }
        fix(8, side - 8, true)
    }

    private mutating func drawVersion(_ number: Int) {
        var remainder = number
        for _ in 0..<12 { remainder = remainder << 1 ^ (remainder >> 11) * 0x1F25 }
        let bits = number << 12 | remainder
        for index in 0..<18 {
            let isDark = bits >> index & 1 == 1
            fix(side - 11 + index % 3, index / 3, isDark)
            fix(index / 3, side - 11 + index % 3, isDark)
        }
    }

    /// Lays the codewords in columns of two, from the lower right, up and down in turn.
    mutating func draw(_ codewords: [UInt8]) {
        var position = 0
        var right = side - 1
        while right >= 1 {
            if right == 6 { right = 5 }
            for vertical in 0..<side {
                let isUpward = (right + 1) & 2 == 0
                let y = isUpward ? side - 1 - vertical : vertical
                for x in [right, right - 1] where !isFixed[y * side + x] && position < codewords.count * 8 {
                    dark[y * side + x] = codewords[position / 8] >> UInt8(7 - position % 8) & 1 == 1
                    position += 1
                }
            }
            right -= 2
        }
    }

    /// Turns over the modules of data that the mask, 0 to 7, names.
    mutating func apply(mask: Int) {
        for y in 0..<side {
            for x in 0..<side where !isFixed[y * side + x] && Self.isMasked(x, y, by: mask) {
                dark[y * side + x].toggle()
            }
        }
    }

    private static func isMasked(_ x: Int, _ y: Int, by mask: Int) -> Bool {
        switch mask {
        case 0: (x + y) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (x / 3 + y / 2) % 2 == 0
        case 5: x * y % 2 + x * y % 3 == 0
        case 6: (x * y % 2 + x * y % 3) % 2 == 0
        default: ((x + y) % 2 + x * y % 3) % 2 == 0
        }
    }
}
