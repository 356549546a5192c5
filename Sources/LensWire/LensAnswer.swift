public import ImageFingerprint
public import SafetyModel

/// What a worker answers to one task. The encoding it made travels beside it.
public struct LensAnswer: Hashable, Sendable {
    /// The end of a task.
    public enum Outcome: Hashable, Sendable {
        case picture(Finding)
        /// What a search for a mark found; nil for none.
        case mark(FoundMark?)
        case exposure(Exposure)
        case text(Text)
        /// Every model's numbers, in the order of the models; empty for one that failed.
        case scores([[Float]])
        case fault(WireFault)
    }

    /// How much more skin shows in the second of two pictures.
    public struct Exposure: Hashable, Sendable {
        public enum Rise: UInt8, CaseIterable, Hashable, Sendable { case none = 0, some, much, unsure }

        public var rise: Rise
        /// Faces found in the first picture, at most 32; the skin of each is what is compared with. 0: the whole picture.
        public var faces: UInt8

        public init(rise: Rise, faces: UInt8) {
            self.rise = rise
            self.faces = faces
        }
    }

    /// What is written in a picture.
    public struct Text: Hashable, Sendable {
        /// The most lines, and the most bytes of one.
        public static let linesMax = 64
        public static let lineBytesMax = 512

        /// From the largest to the smallest, each of one line of letters or more.
        public var lines: [String]
        /// Everything that looks like letters was looked at in time.
        public var isWhole: Bool

        public init(lines: [String], isWhole: Bool) {
            self.lines = lines
            self.isWhole = isWhole
        }
    }

    /// A mark in the pixels.
    public struct FoundMark: Hashable, Sendable {
        /// 48 bits.
        public var id: UInt64
        /// Which of the keys in the task.
        public var key: UInt8
        /// How sure: over 0, in hundredths of the score that the detector gives.
        public var score: UInt32

        public init(id: UInt64, key: UInt8, score: UInt32) {
            self.id = id
            self.key = key
            self.score = score
        }
    }

    /// What the worker found and made.
    public struct Finding: Hashable, Sendable {
        public var format: WireFormat
        public var width: UInt32
        public var height: UInt32
        public var frames: UInt32
        public var hasAlpha: Bool
        public var fingerprint: Fingerprint
        /// What else the file shows: later frames, and the colours with alpha ignored.
        public var furtherFingerprints: [Fingerprint]
        /// Of the first frame: under which it is looked up, or, where a bank asked, enrolled.
        public var parts: [LabelledFingerprint]
        /// Of the first frame; nil where it is too small.
        public var signature: LocalSignature?
        /// The mark that was asked for is in the pixels.
        public var isMarked: Bool
        /// Lines of the first frame that look like letters, at most `Text.linesMax`.
        public var textLines: UInt8
        public var recodedFormat: WireFormat
        public var recodedLength: UInt64

        public init(
            format: WireFormat, width: UInt32, height: UInt32, frames: UInt32, hasAlpha: Bool,
            fingerprint: Fingerprint, furtherFingerprints: [Fingerprint], parts: [LabelledFingerprint],
            signature: LocalSignature?, isMarked: Bool, textLines: UInt8 = 0, recodedFormat: WireFormat,
            recodedLength: UInt64
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
            self.recodedFormat = recodedFormat
            self.recodedLength = recodedLength
        }
    }

    private static let markStatus: UInt8 = 255
    private static let exposureStatus: UInt8 = 254
    private static let textStatus: UInt8 = 253
    private static let scoresStatus: UInt8 = 252

    /// The most further fingerprints in an answer.
    public static let furtherMax = 512
    /// The most parts in an answer.
    public static let partsMax = QueryFingerprints.countMax

    /// The number of the task.
    public var number: UInt32
    public var outcome: Outcome

    public init(number: UInt32, outcome: Outcome) {
        self.number = number
        self.outcome = outcome
    }

    /// The answer as a frame.
    public func frame() throws(WireError) -> Frame {
        var writer = ByteWriter()
        writer.put(number)
        switch outcome {
        case .fault(let fault): writer.put(fault.rawValue)
        case .exposure(let exposure):
            writer.put(Self.exposureStatus)
            writer.put(exposure.rise.rawValue)
            writer.put(exposure.faces)
        case .text(let text):
            guard text.lines.count <= Text.linesMax else { throw .tooLong }
            writer.put(Self.textStatus)
            writer.put(UInt8(text.isWhole ? 1 : 0))
            writer.put(UInt8(text.lines.count))
            for line in text.lines { try writer.put(line) }
        case .scores(let models):
            guard models.count <= LocalModel.countMax else { throw .tooLong }
            writer.put(Self.scoresStatus)
            writer.put(UInt8(models.count))
            for scores in models {
                guard scores.count <= LocalModel.labelsMax else { throw .tooLong }
                writer.put(UInt16(scores.count))
                for score in scores { writer.put(score.bitPattern) }
            }
        case .mark(let found):
            writer.put(Self.markStatus)
            writer.put(UInt8(found == nil ? 0 : 1))
            if let found {
                writer.put(found.id)
                writer.put(found.key)
                writer.put(found.score)
            }
        case .picture(let finding):
            writer.put(UInt8(0))
            writer.put(finding.format.rawValue)
            writer.put(finding.width)
            writer.put(finding.height)
            writer.put(finding.frames)
            writer.put(UInt8(finding.hasAlpha ? 1 : 0))
            writer.put(finding.recodedFormat.rawValue)
            writer.put(finding.recodedLength)
            finding.fingerprint.write(to: &writer)
            guard finding.furtherFingerprints.count <= LensAnswer.furtherMax else { throw .tooLong }
            writer.put(UInt16(finding.furtherFingerprints.count))
            for further in finding.furtherFingerprints { further.write(to: &writer) }
            guard finding.parts.count <= LensAnswer.partsMax else { throw .tooLong }
            writer.put(UInt8(finding.parts.count))
            for part in finding.parts { part.write(to: &writer) }
            let signature = finding.signature?.bytes ?? []
            writer.put(UInt16(signature.count))
            writer.put(signature)
            writer.put(UInt8(finding.isMarked ? 1 : 0))
            writer.put(finding.textLines)
        }
        return Frame(kind: .answer, payload: writer.bytes)
    }

    /// Reads an answer that is not trusted. Throws where a value lies outside its range.
    public init(_ frame: Frame) throws(WireError) {
        guard frame.kind == .answer else { throw .malformed }
        var reader = ByteReader(frame.payload)
        let number = try reader.integer(UInt32.self)
        let status = try reader.integer(UInt8.self)
        if status == 0 {
            self.init(number: number, outcome: .picture(try Finding(from: &reader)))
        } else if status == Self.exposureStatus {
            guard let rise = Exposure.Rise(rawValue: try reader.integer(UInt8.self)) else { throw .malformed }
            self.init(
                number: number, outcome: .exposure(Exposure(rise: rise, faces: try reader.integer(UInt8.self))))
        } else if status == Self.textStatus {
            self.init(number: number, outcome: .text(try Text(from: &reader)))
        } else if status == Self.scoresStatus {
            self.init(number: number, outcome: .scores(try Self.scores(from: &reader)))
        } else if status == Self.markStatus {
            var found: FoundMark?
            if try reader.flag() {
                found = FoundMark(
                    id: try reader.integer(UInt64.self), key: try reader.integer(UInt8.self),
                    score: try reader.integer(UInt32.self))
            }
            self.init(number: number, outcome: .mark(found))
        } else {
            guard let fault = WireFault(rawValue: status) else { throw .malformed }
            self.init(number: number, outcome: .fault(fault))
        }
        try reader.finish()
    }

    private static func scores(from reader: inout ByteReader) throws(WireError) -> [[Float]] {
        let count = Int(try reader.integer(UInt8.self))
        guard count <= LocalModel.countMax else { throw .malformed }
        var models: [[Float]] = []
        for _ in 0..<count {
            let length = Int(try reader.integer(UInt16.self))
            guard length <= LocalModel.labelsMax else { throw .malformed }
            var scores: [Float] = []
            for _ in 0..<length { scores.append(Float(bitPattern: try reader.integer(UInt32.self))) }
            guard scores.allSatisfy(\.isFinite) else { throw .malformed }
            models.append(scores)
        }
        return models
    }
}

extension LensAnswer.Text {
    init(from reader: inout ByteReader) throws(WireError) {
        let isWhole = try reader.flag()
        let count = Int(try reader.integer(UInt8.self))
        guard count <= LensAnswer.Text.linesMax else { throw .malformed }
        var lines: [String] = []
        for _ in 0..<count {
            let line = try reader.text()
            guard line.utf8.count <= LensAnswer.Text.lineBytesMax else { throw .malformed }
            lines.append(line)
        }
        self.init(lines: lines, isWhole: isWhole)
    }
}

extension LensAnswer.Finding {
    init(from reader: inout ByteReader) throws(WireError) {
        guard let format = WireFormat(rawValue: try reader.integer(UInt8.self)) else { throw .malformed }
        let width = try reader.integer(UInt32.self)
        let height = try reader.integer(UInt32.self)
        let frames = try reader.integer(UInt32.self)
        guard width > 0, height > 0, frames > 0 else { throw .malformed }
        let hasAlpha = try reader.flag()
        guard let recodedFormat = WireFormat(rawValue: try reader.integer(UInt8.self)) else { throw .malformed }
        let recodedLength = try reader.integer(UInt64.self)
        guard recodedLength > 0 else { throw .malformed }
        let fingerprint = try Fingerprint(from: &reader)
        let count = Int(try reader.integer(UInt16.self))
        guard count <= LensAnswer.furtherMax else { throw .malformed }
        var further: [Fingerprint] = []
        for _ in 0..<count { further.append(try Fingerprint(from: &reader)) }
        let partCount = Int(try reader.integer(UInt8.self))
        guard partCount <= LensAnswer.partsMax else { throw .malformed }
        var parts: [LabelledFingerprint] = []
        for _ in 0..<partCount { parts.append(try LabelledFingerprint(from: &reader, width: width, height: height)) }
        self.init(
            format: format, width: width, height: height, frames: frames, hasAlpha: hasAlpha,
            fingerprint: fingerprint, furtherFingerprints: further, parts: parts,
            signature: try LocalSignature(from: &reader), isMarked: try reader.flag(),
            textLines: try reader.integer(UInt8.self), recodedFormat: recodedFormat, recodedLength: recodedLength)
    }
}

/// Why a task ended without a picture.
public enum WireFault: UInt8, CaseIterable, Hashable, Sendable, Error {
    case formatNotAllowed = 1
    case videoNotAllowed
    case truncated
    case tooLarge
    case corrupt
    case invalidRequest
    /// Nobody's fault that the worker knows of.
    case failed
}

/// The containers, as one byte.
public enum WireFormat: UInt8, CaseIterable, Hashable, Sendable {
    case jpeg = 1, png, webp, gif, avif, heic

    /// The same container in the vocabulary.
    public var format: Picture.Format {
        switch self {
        case .jpeg: .jpeg
        case .png: .png
        case .webp: .webp
        case .gif: .gif
        case .avif: .avif
        case .heic: .heic
        }
    }

    public init(_ format: Picture.Format) {
        switch format {
        case .jpeg: self = .jpeg
        case .png: self = .png
        case .webp: self = .webp
        case .gif: self = .gif
        case .avif: self = .avif
        case .heic: self = .heic
        }
    }
}
