public import ImageFingerprint
public import SafetyModel

/// The only way to picture content: everything that touches pixels happens behind this port, in another process.
public protocol PictureLens: Sendable {
    /// Decodes every frame of an untrusted picture, fingerprints it and re-encodes what was read.
    func read(_ picture: Picture, as role: PictureRole) async throws(LensError) -> ReadPicture

    /// Re-encodes a generated picture as the caller wants it, with a visible label where policy says so. The answer
    /// was fingerprinted after the re-encoding.
    func finish(_ picture: Picture, as finish: PictureFinish) async throws(LensError) -> ReadPicture

    /// Looks for a mark in an untrusted picture, made with one of those keys.
    func findMark(in picture: Picture, keys: [[UInt8]]) async throws(LensError) -> FoundMark?

    /// How much more skin shows in a picture that was made from another.
    func exposure(from source: Picture, to output: Picture) async throws(LensError) -> ExposureFinding

    /// What is written in a picture; nil where no reader of text is set up.
    func readText(in picture: Picture) async throws(LensError) -> PictureText?

    /// Draws simple edits (the studio).
    func edit(_ picture: Picture, with edits: [StudioEdit]) async throws(LensError) -> Picture

    /// Draws an abstract scene for a generation (the studio).
    func drawScene(_ scene: StudioScene) async throws(LensError) -> Picture
}

/// Why a picture is read; masks and pictures with alpha are re-encoded as PNG. `enrolment` is for a bank: its parts are
/// those that an entry is found by.
public enum PictureRole: String, Hashable, Sendable { case source, mask, output, enrolment }

/// What the lens says of a picture it could read.
public struct ReadPicture: Sendable {
    /// The container it came in.
    public var format: Picture.Format
    public var width: Int
    public var height: Int
    /// Every frame was decoded; 1 for a still.
    public var frames: Int
    public var hasAlpha: Bool
    public var fingerprint: Fingerprint
    /// What else the file shows, for the banks: later frames, and colours that alpha hides. Empty for a plain still.
    public var furtherFingerprints: [Fingerprint]
    /// Of the first frame: the whole in eight orientations, without borders, halves and quadrants; for `enrolment` the
    /// whole and its crops.
    public var parts: [LabelledFingerprint]
    /// How the first frame looks in each of its parts; nil where it is too small.
    public var signature: LocalSignature?
    /// The mark that `finish` asked for is in the pixels; false where the picture cannot carry one.
    public var isMarked: Bool
    /// Lines that look like letters, in a source or an output; some may be a texture.
    public var textLines: Int
    /// The lens's own encoding of the pixels it read; only this goes on.
    public var recoded: Picture
    /// The container of `recoded`.
    public var recodedFormat: Picture.Format

    public init(
        format: Picture.Format, width: Int, height: Int, frames: Int, hasAlpha: Bool, fingerprint: Fingerprint,
        furtherFingerprints: [Fingerprint] = [], parts: [LabelledFingerprint] = [], signature: LocalSignature? = nil,
        isMarked: Bool = false, textLines: Int = 0, recoded: Picture, recodedFormat: Picture.Format
    ) {
        self.format = format
        self.width = width
        self.height = height
        self.frames = frames
        self.hasAlpha = hasAlpha
        self.fingerprint = fingerprint
        self.furtherFingerprints = furtherFingerprints
        self.parts = parts
        self.signature = signature
        self.isMarked = isMarked
        self.textLines = textLines
        self.recoded = recoded
        self.recodedFormat = recodedFormat
    }
}

/// How a picture that leaves is encoded.
public struct PictureFinish: Hashable, Sendable {
    public var format: Picture.Format
    /// 1 to 100 for JPEG and WebP.
    public var quality: Int
    /// The visible label; nil for none.
    public var label: PictureLabel?
    /// What to put into the pixels; nil for nothing.
    public var mark: PictureMark?

    public init(
        format: Picture.Format = .png, quality: Int = 90, label: PictureLabel? = nil, mark: PictureMark? = nil
    ) {
        self.format = format
        self.quality = quality
        self.label = label
        self.mark = mark
    }
}

/// A mark for one picture: an id that resolves to its decision, and the secret that it is drawn with.
public struct PictureMark: Hashable, Sendable {
    public var id: MarkID
    /// 32 bytes.
    public var key: [UInt8]

    public init(id: MarkID, key: [UInt8]) {
        self.id = id
        self.key = key
    }
}

/// How much more skin shows in an output than in its source. Colours and places only; nothing of it is kept.
public struct ExposureFinding: Hashable, Sendable {
    /// `unsure`: there may be a rise, and the pictures do not lie over each other, or no face says what skin looks like.
    public enum Rise: String, CaseIterable, Hashable, Sendable { case none, some, much, unsure }

    public var rise: Rise
    /// Faces in the source whose skin was compared with; with none the whole picture was, which says little.
    public var faces: Int

    public init(rise: Rise, faces: Int) {
        self.rise = rise
        self.faces = faces
    }
}

/// What is written in a picture.
public struct PictureText: Hashable, Sendable {
    /// From the top; each may be a few words of noise.
    public var lines: [String]
    /// Everything that looks like letters was looked at in time.
    public var isWhole: Bool

    public init(lines: [String], isWhole: Bool) {
        self.lines = lines
        self.isWhole = isWhole
    }
}

/// A mark that was found in a picture.
public struct FoundMark: Hashable, Sendable {
    public var id: MarkID
    /// Which of the keys it was made with.
    public var key: Int
    /// How sure; the detector finds nothing below its own threshold.
    public var score: Double

    public init(id: MarkID, key: Int, score: Double) {
        self.id = id
        self.key = key
        self.score = score
    }
}

/// An edit that the studio can really draw.
public enum StudioEdit: Hashable, Sendable {
    case blackAndWhite
    /// Factor on brightness, 0.2 to 3.
    case brightness(Double)
    /// Gaussian sigma in pixels, 0.5 to 30.
    case blur(Double)
    /// Keeps this share of both sides around the centre, 0.1 to 1.
    case cropCentre(Double)
    /// Clockwise degrees: 90, 180 or 270.
    case rotate(Int)
    /// 0 to 255 each; mixed in by half.
    case tint(red: Int, green: Int, blue: Int)
    /// Width in pixels and colour, 0 to 255 each.
    case border(width: Int, red: Int, green: Int, blue: Int)
    /// A line of text in a strip under the picture.
    case caption(String)
    /// Exactly this size in pixels, for answers that must have the size asked for.
    case fit(width: Int, height: Int)
    /// Lines where the picture changes, dark on white: the mildest way to look at it.
    case outline
    /// Neither side longer than so many pixels, 16 to 4096.
    case shrink(side: Int)
}

/// An abstract scene: plain shapes drawn from a seed, never a person.
public struct StudioScene: Hashable, Sendable {
    public var width: Int
    public var height: Int
    public var seed: UInt64
    /// A line of text in a strip under the picture; nil for none.
    public var caption: String?

    public init(width: Int, height: Int, seed: UInt64, caption: String? = nil) {
        self.width = width
        self.height = height
        self.seed = seed
        self.caption = caption
    }
}

/// Why the lens has no answer. The first six are the picture's fault (a clear 400), the rest are ours (`hold`).
public enum LensError: Error, Hashable, Sendable {
    /// Not one of the formats on the allow-list, or not a picture at all.
    case formatNotAllowed
    /// Video, or an animation where a still is needed.
    case videoNotAllowed
    case truncated
    /// Decoded it would exceed the pixel or frame bound.
    case tooLarge
    case corrupt
    /// The parameters cannot be drawn.
    case invalidRequest
    /// The worker died, hung past its deadline or answered nonsense.
    case workerFailed
    /// No worker was free within the wait bound.
    case busy

    /// True when the caller can mend it by sending another picture.
    public var isCallersFault: Bool {
        switch self {
        case .formatNotAllowed, .videoNotAllowed, .truncated, .tooLarge, .corrupt, .invalidRequest: true
        case .workerFailed, .busy: false
        }
    }

    /// The stable word for this error in answers and records.
    public var code: String {
        switch self {
        case .formatNotAllowed: "picture-format-not-allowed"
        case .videoNotAllowed: "video-not-allowed"
        case .truncated: "picture-truncated"
        case .tooLarge: "picture-too-large"
        case .corrupt: "picture-corrupt"
        case .invalidRequest: "picture-request-invalid"
        case .workerFailed: "lens-failed"
        case .busy: "lens-busy"
        }
    }
}
