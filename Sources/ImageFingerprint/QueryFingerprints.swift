import SafetyModel

/// The fingerprints under which a picture is looked up: as it is, without borders, its halves and its quadrants, each in
/// eight orientations. A bank that knows a fingerprint alone finds the turned, the framed and the collaged copy by them.
///
/// A part of a picture is read from a reduction where the picture is large, so its fingerprint can lie a few bits from
/// the one of the full pixels; the whole picture's are exact.
public enum QueryFingerprints {
    /// How many fingerprints are made unless asked otherwise.
    public static let countMax = 64
    /// A part with less quality is not looked up: too flat to be recognised.
    public static let qualityMin = 50
    /// A part with a shorter side, in pixels, is not looked up.
    public static let sideMin = 32
    /// Parts are read from pixels reduced to no less than this on the longer side.
    static let reducedSideMin = 1024

    /// The fingerprints in the order in which they should be looked up: the whole picture in eight orientations (always
    /// there, whatever its quality), then the parts without borders in eight, then halves and quadrants, upright ones
    /// first, as many as fit. Equal ones appear once.
    ///
    /// - Parameters:
    ///   - rgb: at least `stride * (height - 1) + width * 3` bytes.
    ///   - width: pixels in a row, 1 to 65,535.
    ///   - height: rows, 1 to 65,535.
    ///   - stride: bytes from one row to the next; `width * 3` when nil.
    ///   - countMax: how many at most; at least 8.
    /// - Returns: 8 to `countMax` fingerprints; fewer than 8 only where the picture equals itself turned.
    public static func of(
        rgb: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int? = nil, countMax: Int = countMax
    ) -> [LabelledFingerprint] {
        let view = PixelView(rgb, width: width, height: height, stride: stride)
        var found = Collected(countMax: max(8, countMax))
        found.add(turned(view, part: .whole, area: view.area), qualityMin: 0)
        view.reduced(by: view.factor(leaving: reducedSideMin)) { small, factor in
            for trimmed in BorderTrim.areas(of: small) {
                found.add(turned(small, trimmed, factor: factor), qualityMin: qualityMin)
            }
            guard found.fingerprints.count < found.countMax else { return }
            let parts = splits(of: small.area).map { turned(small, $0, factor: factor) }
            for orientation in usual {
                for part in parts { found.add(part.filter { $0.orientation == orientation }, qualityMin: qualityMin) }
            }
        }
        return found.fingerprints
    }

    /// The fingerprints of packed 8-bit RGB rows in an array.
    public static func of(
        rgb: [UInt8], width: Int, height: Int, countMax: Int = countMax
    ) -> [LabelledFingerprint] {
        rgb.withUnsafeBytes { of(rgb: $0, width: width, height: height, countMax: countMax) }
    }

    /// Orientations in the order in which pictures come turned.
    private static let usual: [PDQ.Orientation] = [
        .asIs, .mirrored, .quarterTurnRight, .quarterTurnLeft, .halfTurn, .flipped, .transposed, .antitransposed,
    ]

    private static func turned(_ view: PixelView, _ named: LabelledArea, factor: Int) -> [LabelledFingerprint] {
        guard min(named.area.width, named.area.height) >= sideMin else { return [] }
        return turned(view, part: named.part, area: named.area).map { found in
            var found = found
            found.area = found.area.scaled(by: factor)
            return found
        }
    }

    private static func turned(
        _ view: PixelView, part: LabelledFingerprint.Part, area: PixelArea
    ) -> [LabelledFingerprint] {
        let pixels = view.part(area)
        let all = PDQ.orientations(
            rgb: pixels.bytes, width: pixels.width, height: pixels.height, stride: pixels.stride)
        return zip(PDQ.Orientation.allCases, all).map {
            LabelledFingerprint(fingerprint: $1, part: part, area: area, orientation: $0)
        }
    }

    private static func splits(of area: PixelArea) -> [LabelledArea] {
        [
            LabelledArea(part: .leftHalf, area: area.cut(right: 0.5)),
            LabelledArea(part: .rightHalf, area: area.cut(left: 0.5)),
            LabelledArea(part: .topHalf, area: area.cut(bottom: 0.5)),
            LabelledArea(part: .bottomHalf, area: area.cut(top: 0.5)),
            LabelledArea(part: .topLeft, area: area.cut(right: 0.5, bottom: 0.5)),
            LabelledArea(part: .topRight, area: area.cut(left: 0.5, bottom: 0.5)),
            LabelledArea(part: .bottomLeft, area: area.cut(top: 0.5, right: 0.5)),
            LabelledArea(part: .bottomRight, area: area.cut(left: 0.5, top: 0.5)),
        ]
    }

    /// Fingerprints in order, each once.
    private struct Collected {
        let countMax: Int
        var fingerprints: [LabelledFingerprint] = []
        private var seen: Set<Fingerprint> = []

        init(countMax: Int) { self.countMax = countMax }

        mutating func add(_ more: [LabelledFingerprint], qualityMin: Int) {
            for one in more where fingerprints.count < countMax && one.fingerprint.quality >= qualityMin {
                if seen.insert(Fingerprint(words: one.fingerprint.words, quality: 0)).inserted {
                    fingerprints.append(one)
                }
            }
        }
    }
}
