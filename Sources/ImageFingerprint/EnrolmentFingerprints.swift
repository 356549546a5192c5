import SafetyModel

/// The fingerprints that an entry of a bank gets where its bytes are at hand: the whole picture and 24 crops, so that a
/// cropped copy is found. A crop cannot be found from the fingerprint of the whole.
public enum EnrolmentFingerprints {
    /// Shares cut from every side.
    public static let centreCuts = [0.025, 0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2]
    /// Shares cut from one side.
    public static let sideCuts = [0.05, 0.1, 0.15, 0.2]
    /// The whole, eight centre crops, four crops of each side.
    public static let countMax = 1 + centreCuts.count + 4 * sideCuts.count

    /// The whole picture first, exact; then the crops, read from a reduction where the picture is large. Crops of too
    /// little quality are left out.
    ///
    /// - Parameters:
    ///   - rgb: at least `stride * (height - 1) + width * 3` bytes.
    ///   - width: pixels in a row, 1 to 65,535.
    ///   - height: rows, 1 to 65,535.
    ///   - stride: bytes from one row to the next; `width * 3` when nil.
    /// - Returns: 1 to `countMax` fingerprints, all upright.
    public static func of(
        rgb: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int? = nil
    ) -> [LabelledFingerprint] {
        let view = PixelView(rgb, width: width, height: height, stride: stride)
        let whole = fingerprint(view, LabelledArea(part: .whole, area: view.area))
        let crops = view.reduced(by: view.factor(leaving: QueryFingerprints.reducedSideMin)) { small, factor in
            areas(of: small.area).map { named in
                var found = fingerprint(small, named)
                found.area = found.area.scaled(by: factor)
                return found
            }
        }
        return [whole] + crops.filter { $0.fingerprint.quality >= QueryFingerprints.qualityMin }
    }

    /// The fingerprints of packed 8-bit RGB rows in an array.
    public static func of(rgb: [UInt8], width: Int, height: Int) -> [LabelledFingerprint] {
        rgb.withUnsafeBytes { of(rgb: $0, width: width, height: height) }
    }

    private static func areas(of area: PixelArea) -> [LabelledArea] {
        centreCuts.map {
            LabelledArea(part: .centreCrop, area: area.cut(left: $0, top: $0, right: $0, bottom: $0))
        }
            + sideCuts.flatMap {
                [
                    LabelledArea(part: .leftCut, area: area.cut(left: $0)),
                    LabelledArea(part: .topCut, area: area.cut(top: $0)),
                    LabelledArea(part: .rightCut, area: area.cut(right: $0)),
                    LabelledArea(part: .bottomCut, area: area.cut(bottom: $0)),
                ]
            }
    }

    private static func fingerprint(_ view: PixelView, _ named: LabelledArea) -> LabelledFingerprint {
        let pixels = view.part(named.area)
        return LabelledFingerprint(
            fingerprint: PDQ.fingerprint(
                rgb: pixels.bytes, width: pixels.width, height: pixels.height, stride: pixels.stride),
            part: named.part, area: named.area, orientation: .asIs)
    }
}
