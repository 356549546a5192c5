public import SafetyModel

/// A fingerprint of a part of a picture in one orientation, and which part that was.
///
/// The label is what a match needs to be confirmed: take `area`, turn it by `orientation`, and compare the local
/// signature of that with the entry's.
public struct LabelledFingerprint: Hashable, Sendable {
    /// Which part of the picture was read.
    public enum Part: String, CaseIterable, Hashable, Sendable, Codable {
        case whole
        /// Without uniform borders, within a wide tolerance, a strict one, or without bars that hold text.
        case trimmed, strictlyTrimmed, busyBand
        case leftHalf, rightHalf, topHalf, bottomHalf
        case topLeft, topRight, bottomLeft, bottomRight
        /// The same share cut from all four sides, or a share from one.
        case centreCrop, leftCut, topCut, rightCut, bottomCut
    }

    public var fingerprint: Fingerprint
    public var part: Part
    /// Where the part lies in the picture, before it is turned.
    public var area: PixelArea
    /// How the part was turned before its fingerprint was taken.
    public var orientation: PDQ.Orientation

    public init(fingerprint: Fingerprint, part: Part, area: PixelArea, orientation: PDQ.Orientation) {
        self.fingerprint = fingerprint
        self.part = part
        self.area = area
        self.orientation = orientation
    }
}

/// A picture's parts: their names and where they lie.
struct LabelledArea: Hashable {
    var part: LabelledFingerprint.Part
    var area: PixelArea
}
