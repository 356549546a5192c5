public import Screening
import LensWire
public import SafetyModel

/// The lens as the rest of Vangrail sees it: a bounded pool of `vangrail-lens` processes that touch the pixels.
///
/// This process never decodes a picture. A worker gets one picture at a time in sealed memory and answers within a
/// deadline; it is killed and replaced after any fault, whoever's it is, and after `picturesPerWorker` pictures.
public final class LensPool: PictureLens {
    let bench: Bench
    /// The workers that read text, where languages are set: they hold too much for all to do it.
    let textBench: Bench?
    /// The one worker that runs the operator's models, where there are any.
    let modelBench: Bench?

    /// Starts the workers in the background.
    ///
    /// - Parameters:
    ///   - executable: path of `vangrail-lens`; where it cannot be started every call throws `workerFailed`.
    ///   - settings: bounds.
    public init(executable: String, settings: LensSettings = LensSettings()) {
        bench = Bench(executable: executable, settings: settings)
        textBench = settings.textLanguages.map { languages in
            var bounds = settings
            bounds.workers = settings.textWorkers
            bounds.pictureMax = settings.textMax
            return Bench(executable: executable, arguments: ["--text", languages], settings: bounds)
        }
        modelBench = settings.models.isEmpty ? nil : Self.modelBench(executable, settings)
        bench.open()
        textBench?.open(startingWorkers: settings.startsTextAtOnce)
        modelBench?.open()
    }

    private static func modelBench(_ executable: String, _ settings: LensSettings) -> Bench {
        var bounds = settings
        bounds.workers = 1
        bounds.pictureMax = settings.modelsMax
        // WHY: models are large, and are opened and tried before the worker says hello.
        bounds.startMax = .seconds(60)
        let arguments = ["--models", settings.modelRuntime] + settings.models.map(\.argument)
        return Bench(executable: executable, arguments: arguments, settings: bounds)
    }

    private var benches: [Bench] { [bench] + [textBench, modelBench].compactMap { $0 } }

    deinit { for bench in benches { bench.close() } }

    /// True when at least one worker has said hello and none has failed since, of each kind that is set up.
    public var isReady: Bool { benches.allSatisfy(\.isReady) }

    /// Takes no more pictures, lets those in hand finish within their deadline, and ends every worker.
    public func shutDown() async {
        for bench in benches { bench.close() }
        for bench in benches { await bench.ended() }
    }

    /// Decodes every frame, fingerprints it and re-encodes the first one: JPEG 4:4:4 at quality 95 where the source was
    /// lossy and opaque, PNG otherwise. Animations count their frames; masks must be stills.
    public func read(_ picture: Picture, as role: PictureRole) async throws(LensError) -> ReadPicture {
        let part: LensTask.Role =
            switch role {
            case .source: .source
            case .mask: .mask
            case .output: .output
            case .enrolment: .enrolment
            }
        return try await run(.read(part), on: picture, recodedAs: [.png, .jpeg])
    }

    /// Re-encodes as PNG, JPEG or WebP without metadata; alpha becomes white in a JPEG. A label's line is cut at 200
    /// characters. Throws `invalidRequest` for other containers or a quality outside 1 to 100.
    public func finish(_ picture: Picture, as finish: PictureFinish) async throws(LensError) -> ReadPicture {
        guard [.png, .jpeg, .webp].contains(finish.format), let quality = UInt8(exactly: finish.quality),
            (1...100).contains(quality)
        else { throw .invalidRequest }
        let format = WireFormat(finish.format)
        let label = finish.label.flatMap { LensTask.Label($0) }
        let mark = finish.mark.map { LensTask.Mark(id: $0.id.value, key: $0.key) }
        let work = LensTask.Work.finish(format, quality: quality, label: label, mark: mark)
        return try await run(work, on: picture, recodedAs: [format])
    }

    /// Looks for a mark in all turns, scales and crops that it survives; takes up to some seconds of one core.
    public func findMark(in picture: Picture, keys: [[UInt8]]) async throws(LensError) -> FoundMark? {
        guard picture.bytes.count <= bench.settings.inputBytesMax else { throw .tooLarge }
        guard case .mark(let found) = try await take(.findMark(keys: keys), on: picture, recodedAs: []) else {
            throw .workerFailed
        }
        return found
    }

    /// Looks for faces in both and compares the skin below them.
    public func exposure(from source: Picture, to output: Picture) async throws(LensError) -> ExposureFinding {
        guard max(source.bytes.count, output.bytes.count) <= bench.settings.inputBytesMax else { throw .tooLarge }
        let both = Picture(bytes: source.bytes + output.bytes)
        let work = LensTask.Work.compare(firstBytes: UInt64(source.bytes.count))
        guard case .exposure(let found) = try await take(work, on: both, recodedAs: []) else { throw .workerFailed }
        return found
    }

    /// Reads what is written in the first frame of a PNG or JPEG, as `read` and `finish` encode them, within `textMax`.
    public func readText(in picture: Picture) async throws(LensError) -> PictureText? {
        guard let textBench else { return nil }
        guard picture.bytes.count <= bench.settings.inputBytesMax else { throw .tooLarge }
        guard !picture.bytes.isEmpty else { throw .formatNotAllowed }
        let errand = Errand(work: .readText, picture: picture, recodedFormats: [])
        guard case .text(let found) = try await textBench.take(errand).get() else { throw .workerFailed }
        return found
    }

    /// What the operator's models say of the first frame of a PNG or JPEG, as `read` and `finish` encode them: their
    /// numbers, in the order of the models; empty for one that failed.
    public func scores(of picture: Picture) async throws(LensError) -> [[Float]] {
        guard let modelBench else { return [] }
        guard picture.bytes.count <= bench.settings.inputBytesMax else { throw .tooLarge }
        guard !picture.bytes.isEmpty else { throw .formatNotAllowed }
        let errand = Errand(work: .runModels, picture: picture, recodedFormats: [])
        guard case .scores(let found) = try await modelBench.take(errand).get() else { throw .workerFailed }
        return found
    }

    /// Draws up to sixteen edits and answers a PNG. Throws `invalidRequest` where a number is out of its bounds.
    public func edit(_ picture: Picture, with edits: [StudioEdit]) async throws(LensError) -> Picture {
        guard edits.count <= LensTask.strokesMax else { throw .invalidRequest }
        var strokes: [LensTask.Stroke] = []
        for edit in edits {
            if let stroke = try LensTask.Stroke(edit) { strokes.append(stroke) }
        }
        return try await run(.edit(strokes), on: picture, recodedAs: [.png]).recoded
    }

    /// Draws a scene of 16 to 4096 pixels a side as PNG; the caption's strip is inside that size.
    public func drawScene(_ scene: StudioScene) async throws(LensError) -> Picture {
        guard let width = UInt32(exactly: scene.width), let height = UInt32(exactly: scene.height),
            (16...4096).contains(width), (16...4096).contains(height)
        else { throw .invalidRequest }
        let caption = CaptionText.clean(scene.caption)
        let work = LensTask.Work.scene(width: width, height: height, seed: scene.seed, caption: caption)
        return try await run(work, on: nil, recodedAs: [.png]).recoded
    }

    private func run(
        _ work: LensTask.Work, on picture: Picture?, recodedAs formats: Set<WireFormat>
    ) async throws(LensError) -> ReadPicture {
        if let picture, picture.bytes.count > bench.settings.inputBytesMax { throw .tooLarge }
        guard case .picture(let read) = try await take(work, on: picture, recodedAs: formats) else {
            throw .workerFailed
        }
        return read
    }

    private func take(
        _ work: LensTask.Work, on picture: Picture?, recodedAs formats: Set<WireFormat>
    ) async throws(LensError) -> Yield {
        if let picture {
            guard !picture.bytes.isEmpty else { throw .formatNotAllowed }
        }
        return try await bench.take(Errand(work: work, picture: picture, recodedFormats: formats)).get()
    }
}

/// What a worker made or found.
enum Yield: Sendable {
    case picture(ReadPicture)
    case mark(FoundMark?)
    case exposure(ExposureFinding)
    case text(PictureText)
    case scores([[Float]])
}

/// What one caller wants, before it has a number.
struct Errand: Sendable {
    var work: LensTask.Work
    var picture: Picture?
    /// The containers that an honest worker may answer with.
    var recodedFormats: Set<WireFormat>
}

extension LensTask.Label {
    /// Nil where nothing is left to draw.
    init?(_ label: PictureLabel) {
        guard let line = CaptionText.clean(label.line) else { return nil }
        let (sign, words) = (CaptionText.clean(label.sign), CaptionText.clean(label.words))
        self.init(
            isBadge: label.style == .badge && sign != nil && words != nil, sign: sign ?? "", words: words ?? "",
            line: line)
    }
}
