public import LensWire

/// Bounds of the lens: how many workers, how long a picture may take, how large it may be.
public struct LensSettings: Hashable, Sendable {
    /// Worker processes; 1 to 64. One more waits in reserve.
    public var workers = 2
    /// Requests that may wait for a worker; one more is `busy`.
    public var queueDepthMax = 64
    /// How long a request waits for a worker before it is `busy`.
    public var waitMax = Duration.seconds(10)
    /// How long a worker may take for one picture before it is killed.
    public var pictureMax = Duration.seconds(15)
    /// How long a new worker may take to say hello.
    public var startMax = Duration.seconds(10)
    /// The languages in which text in pictures is read, Tesseract's codes joined by `+`; nil where it is not read.
    public var textLanguages: String?
    /// The worker that reads text starts with the pool, not with the first picture that has some.
    public var startsTextAtOnce = true
    /// How long reading the text of one picture may take before its worker is killed.
    public var textMax = Duration.seconds(2)
    /// Workers that read text; 1 to 16. Each holds some 140 MB.
    public var textWorkers = 1
    /// The operator's models, which one worker of its own runs; none where there are none.
    public var models: [LocalModel] = []
    /// Path of ONNX Runtime's library, which they run on.
    public var modelRuntime = ""
    /// How long all models may take for one picture before their worker is killed.
    public var modelsMax = Duration.seconds(10)
    /// A worker is replaced after this many pictures, whatever happens.
    public var picturesPerWorker = 100
    /// Bytes of an encoded picture that comes in.
    public var inputBytesMax = 50_000_000
    /// Bytes of an encoded picture that a worker sends back.
    public var outputBytesMax = 250_000_000
    /// Pixels of one frame.
    public var framePixelsMax = 50_000_000
    /// Pixels of all frames together.
    public var totalPixelsMax = 100_000_000
    /// Frames of an animation.
    public var framesMax = 120

    /// The languages whose data `make run` installs.
    public static let usualTextLanguages = "eng+nld+deu+fra+spa+ita+pol"

    public init() {}
}
