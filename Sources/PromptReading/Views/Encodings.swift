/// Texts that are written in an encoding: base64, hexadecimal, percent, entities, escapes. Three levels deep at most.
enum Encodings {
    private static let depthMax = 3
    private static let textsMax = 8

    /// Every text that parts of the given text decode to.
    static func decoded(_ scalars: [UInt32]) -> [[UInt32]] {
        var found: [[UInt32]] = []
        var level = [scalars]
        for _ in 0..<depthMax {
            var next: [[UInt32]] = []
            for text in level where found.count + next.count < textsMax { next += once(text) }
            found += next
            level = next
        }
        return Array(found.prefix(textsMax))
    }

    private static func once(_ scalars: [UInt32]) -> [[UInt32]] {
        var texts: [[UInt32]] = []
        if let text = escapes(scalars) { texts.append(text) }
        var start = 0
        while start < scalars.count, texts.count < 4 {
            guard isBase64(scalars[start]) else {
                start += 1
                continue
            }
            var end = start
            while end < scalars.count, isBase64(scalars[end]) { end += 1 }
            if end - start >= 12 {
                let run = scalars[start..<end].map { UInt8(truncatingIfNeeded: $0) }
                if let text = hexadecimal(run) ?? base64(run) { texts.append(text) }
            }
            start = end
        }
        if texts.count < 4, let text = spacedHexadecimal(scalars) { texts.append(text) }
        return texts
    }

    private static func isBase64(_ scalar: UInt32) -> Bool {
        (scalar >= 48 && scalar <= 57) || (scalar >= 65 && scalar <= 90) || (scalar >= 97 && scalar <= 122)
            || scalar == 43 || scalar == 47 || scalar == 45 || scalar == 95 || scalar == 61
    }

    /// Text if the bytes are readable: UTF-8 and mostly letters and spaces.
    private static func readable(_ bytes: [UInt8]) -> [UInt32]? {
        guard bytes.count >= 4, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let plain = bytes.count(where: { ($0 | 32 >= 97 && $0 | 32 <= 122) || $0 == 32 || $0 > 127 })
        guard plain * 10 >= bytes.count * 8 else { return nil }
        return text.unicodeScalars.map { $0.value }
    }

    private static func base64(_ run: [UInt8]) -> [UInt32]? {
        var bits: UInt32 = 0
        var count = 0
        var bytes: [UInt8] = []
        for letter in run {
            let value: UInt32
            switch letter {
            case 65...90: value = UInt32(letter) - 65
            case 97...122: value = UInt32(letter) - 71
            case 48...57: value = UInt32(letter) + 4
            case 43, 45: value = 62
            case 47, 95: value = 63
            default: continue
            }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return readable(bytes)
    }

    private static func digit(_ letter: UInt8) -> UInt8? {
        switch letter {
        case 48...57: letter - 48
        case 65...70: letter - 55
        case 97...102: letter - 87
        default: nil
        }
    }

    private static func hexadecimal(_ run: [UInt8]) -> [UInt32]? {
        guard run.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: run.count, by: 2) {
            guard let high = digit(run[index]), let low = digit(run[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return readable(bytes)
    }

    /// `6e 75 64 65` and `01101110 …`: pairs of hexadecimal digits, or eights of binary ones, between spaces.
    private static func spacedHexadecimal(_ scalars: [UInt32]) -> [UInt32]? {
        var bytes: [UInt8] = []
        for word in scalars.split(whereSeparator: { $0 == 32 || $0 == 10 || $0 == 44 }) {
            let letters = word.map { UInt8(truncatingIfNeeded: $0) }
            if letters.count == 2, let high = digit(letters[0]), let low = digit(letters[1]) {
                bytes.append(high << 4 | low)
            } else if letters.count == 8, letters.allSatisfy({ $0 == 48 || $0 == 49 }) {
                bytes.append(letters.reduce(0) { $0 << 1 | ($1 - 48) })
            }
        }
        return readable(bytes)
    }

    /// Percent signs, entities and backslash escapes, read together.
    private static func escapes(_ scalars: [UInt32]) -> [UInt32]? {
        guard scalars.contains(where: { $0 == 37 || $0 == 38 || $0 == 92 }) else { return nil }
        var bytes: [UInt8] = []
        var changed = false
        var index = 0
        func digits(_ from: Int, _ count: Int) -> UInt32? {
            guard from + count <= scalars.count else { return nil }
            var value: UInt32 = 0
            for offset in from..<from + count {
                guard let digit = digit(UInt8(truncatingIfNeeded: min(scalars[offset], 255))) else { return nil }
                value = value << 4 | UInt32(digit)
            }
            return value
        }
        func append(_ value: UInt32) {
            if let scalar = Unicode.Scalar(value) {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
            }
        }
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == 37, let value = digits(index + 1, 2) {
                bytes.append(UInt8(value))
                index += 3
                changed = true
            } else if scalar == 92, index + 1 < scalars.count, scalars[index + 1] == 117,
                let value = digits(index + 2, 4)
            {
                append(value)
                index += 6
                changed = true
            } else if scalar == 92, index + 1 < scalars.count, scalars[index + 1] == 120,
                let value = digits(index + 2, 2)
            {
                append(value)
                index += 4
                changed = true
            } else if scalar == 38, index + 2 < scalars.count, scalars[index + 1] == 35,
                let (value, next) = entity(scalars, index + 2)
            {
                append(value)
                index = next
                changed = true
            } else {
                append(scalar)
                index += 1
            }
        }
        return changed ? String(decoding: bytes, as: UTF8.self).unicodeScalars.map { $0.value } : nil
    }

    private static func entity(_ scalars: [UInt32], _ start: Int) -> (UInt32, Int)? {
        var index = start
        let isHex = scalars[index] | 32 == 120
        if isHex { index += 1 }
        var value: UInt32 = 0
        var count = 0
        while index < scalars.count, count < 7, let digit = digit(UInt8(truncatingIfNeeded: min(scalars[index], 255))),
            isHex || digit < 10
        {
            value = value * (isHex ? 16 : 10) + UInt32(digit)
            index += 1
            count += 1
        }
        guard count > 0 else { return nil }
        if index < scalars.count, scalars[index] == 59 { index += 1 }
        return (value, index)
    }
}
