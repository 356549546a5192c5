/// One thing the gateway asks of a worker. A picture to work on travels beside it.
public struct LensTask: Hashable, Sendable {
    /// What to do.
    public enum Work: Hashable, Sendable {
        /// Decode every frame, fingerprint, re-encode.
        case read(Role)
        /// Re-encode for the caller: container, quality 1 to 100, visible label, mark in the pixels.
        case finish(WireFormat, quality: UInt8, label: Label?, mark: Mark?)
        /// Look for a mark made with one of these keys, at most `keysMax`, each of `Mark.keyBytes` bytes.
        case findMark(keys: [[UInt8]])
        /// Compare how much skin shows in two pictures that lie one after the other, the first of so many bytes.
        case compare(firstBytes: UInt64)
        /// Read what is written in the picture. Only a worker that was started for it can.
        case readText
        /// Run the operator's models. Only a worker that was started with them can.
        case runModels
        case edit([Stroke])
        case scene(width: UInt32, height: UInt32, seed: UInt64, caption: String?)
    }

    /// Why a picture is read.
    public enum Role: UInt8, Hashable, Sendable {
        case source = 1, mask, output
        /// For a bank: the parts are those that it enrols, not those that it is searched by.
        case enrolment
    }

    /// The visible label to draw: a badge in a corner where there is room, or its line in a strip under the picture.
    public struct Label: Hashable, Sendable {
        public var isBadge: Bool
        public var sign: String
        public var words: String
        public var line: String

        public init(isBadge: Bool, sign: String, words: String, line: String) {
            self.isBadge = isBadge
            self.sign = sign
            self.words = words
            self.line = line
        }
    }

    /// The mark to put into the pixels: an id of 48 bits and the secret it is made with.
    public struct Mark: Hashable, Sendable {
        public static let keyBytes = 32

        public var id: UInt64
        public var key: [UInt8]

        public init(id: UInt64, key: [UInt8]) {
            self.id = id
            self.key = key
        }
    }

    /// The most keys in one search for a mark.
    public static let keysMax = 8

    /// One simple edit; the numbers are bounded by the worker.
    public enum Stroke: Hashable, Sendable {
        case blackAndWhite
        case brightness(Double)
        case blur(Double)
        case cropCentre(Double)
        case rotate(UInt16)
        case tint(Colour)
        case border(width: UInt16, Colour)
        case caption(String)
        case fit(width: UInt32, height: UInt32)
        case outline
        case shrink(side: UInt32)
    }

    /// Red, green and blue.
    public struct Colour: Hashable, Sendable {
        public var red: UInt8
        public var green: UInt8
        public var blue: UInt8

        public init(red: UInt8, green: UInt8, blue: UInt8) {
            self.red = red
            self.green = green
            self.blue = blue
        }
    }

    /// The most edits in one task.
    public static let strokesMax = 16

    /// Told apart from other tasks, so that an answer to another one is noticed.
    public var number: UInt32
    public var bounds: PictureBounds
    public var work: Work

    public init(number: UInt32, bounds: PictureBounds, work: Work) {
        self.number = number
        self.bounds = bounds
        self.work = work
    }

    /// True when a picture travels beside the task.
    public var needsPicture: Bool {
        if case .scene = work { false } else { true }
    }
}

/// How large a picture may be once decoded.
public struct PictureBounds: Hashable, Sendable {
    /// Pixels of one frame.
    public var framePixelsMax: UInt64
    /// Pixels of all frames together.
    public var totalPixelsMax: UInt64
    public var framesMax: UInt32

    public init(framePixelsMax: UInt64, totalPixelsMax: UInt64, framesMax: UInt32) {
        self.framePixelsMax = framePixelsMax
        self.totalPixelsMax = totalPixelsMax
        self.framesMax = framesMax
    }

    /// The longest side that fingerprints are taken of.
    public static let sideMax = 65_535

    /// True when frames of that size are within the bounds.
    public func admit(width: Int, height: Int, frames: Int) -> Bool {
        guard width > 0, height > 0, max(width, height) <= Self.sideMax, frames > 0, frames <= Int(framesMax) else {
            return false
        }
        let (pixels, overflow) = UInt64(width).multipliedReportingOverflow(by: UInt64(height))
        guard !overflow, pixels <= framePixelsMax else { return false }
        let (total, tooMany) = pixels.multipliedReportingOverflow(by: UInt64(frames))
        return !tooMany && total <= totalPixelsMax
    }
}
