import CLensChannel
import Glibc
import LensWire
import SafetyModel
import Screening

/// One `vangrail-lens` process and the socket to it. Its calls block and belong on a worker's thread.
final class WorkerProcess: @unchecked Sendable {
    // SAFETY: one thread owns a process at a time; it changes hands only through the bench's lock.
    let pid: pid_t
    private let channel: Channel
    private var greeted = false
    private(set) var answered = 0
    private var tasks: UInt32 = 0

    /// Starts a worker without waiting for it. Must be called on a thread that lives as long as the pool, because the
    /// worker dies with the thread that started it.
    init(executable: String, arguments: [String]) throws(ChannelError) {
        var pair: [Int32] = [-1, -1]
        let paired = lens_socket_pair(&pair)
        guard paired == 0 else { throw .system(-paired) }
        channel = Channel(descriptor: pair[0])
        var started: pid_t = 0
        let words = (["vangrail-lens"] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        let code = lens_spawn(executable, words + [nil], pair[1], &started)
        lens_close(pair[1])
        pid = started
        guard code == 0 else { throw .system(-code) }
    }

    /// True when the worker still waits for its next picture.
    var isWaiting: Bool { channel.isQuiet }

    /// Waits for the worker's hello, once.
    func greet(within time: Duration) throws(ChannelError) {
        guard !greeted else { return }
        let parcel = try channel.receive(timeoutMilliseconds: time.milliseconds)
        guard parcel.frame == Frame(kind: .hello), parcel.attachment == nil else { throw .nonsense }
        greeted = true
    }

    /// Hands one picture over and checks the answer as coming from a stranger.
    func run(_ errand: Errand, settings: LensSettings) throws(LensError) -> Yield {
        tasks &+= 1
        let bounds = PictureBounds(
            framePixelsMax: UInt64(max(0, settings.framePixelsMax)),
            totalPixelsMax: UInt64(max(0, settings.totalPixelsMax)), framesMax: UInt32(clamping: settings.framesMax))
        let task = LensTask(number: tasks, bounds: bounds, work: errand.work)
        do {
            return try exchange(task, errand: errand, settings: settings).get()
        } catch let error as LensError {
            throw error
        } catch { throw .workerFailed }
    }

    private func exchange(
        _ task: LensTask, errand: Errand, settings: LensSettings
    ) throws -> Result<Yield, LensError> {
        let end = ContinuousClock.now + settings.pictureMax
        let frame = try task.frame()
        if let picture = errand.picture {
            let sealed = try SealedBytes(sealing: picture.bytes)
            try channel.send(frame, attachment: sealed, timeoutMilliseconds: settings.pictureMax.milliseconds)
        } else {
            try channel.send(frame, timeoutMilliseconds: settings.pictureMax.milliseconds)
        }
        let left = max(.zero, end - ContinuousClock.now)
        let parcel = try channel.receive(timeoutMilliseconds: left.milliseconds)
        let answer = try LensAnswer(parcel.frame)
        guard answer.number == task.number else { return .failure(.workerFailed) }
        answered += 1
        switch answer.outcome {
        case .fault(let fault): return .failure(LensError(fault))
        case .exposure(let found):
            guard case .compare = task.work, found.faces <= 32 else { return .failure(.workerFailed) }
            return .success(.exposure(ExposureFinding(found)))
        case .text(let found):
            guard case .readText = task.work else { return .failure(.workerFailed) }
            return .success(.text(PictureText(lines: found.lines, isWhole: found.isWhole)))
        case .scores(let found):
            guard case .runModels = task.work, found.count == settings.models.count,
                zip(found, settings.models).allSatisfy({ $0.isEmpty || $0.count == $1.labels })
            else { return .failure(.workerFailed) }
            return .success(.scores(found))
        case .mark(let found):
            guard case .findMark(let keys) = task.work else { return .failure(.workerFailed) }
            guard let found else { return .success(.mark(nil)) }
            guard let id = MarkID(found.id), Int(found.key) < keys.count else { return .failure(.workerFailed) }
            return .success(.mark(FoundMark(id: id, key: Int(found.key), score: Double(found.score) / 100)))
        case .picture(let finding):
            guard finding.isPlausible(for: errand, settings: settings), parcel.attachment != nil,
                let bytes = try parcel.attachment?.copy(exactly: Int(finding.recodedLength)),
                bytes.withUnsafeBytes({ Container.claims($0) }) == finding.recodedFormat
            else { return .failure(.workerFailed) }
            return .success(.picture(ReadPicture(finding, recoded: Picture(bytes: bytes))))
        }
    }

    /// Kills the worker and waits for its end.
    func end() { lens_end(pid) }
}

extension LensAnswer.Finding {
    /// False where an honest worker could not have found this.
    func isPlausible(for errand: Errand, settings: LensSettings) -> Bool {
        // A strip under the picture may at most double it.
        let pixels = UInt64(width) * UInt64(height)
        return pixels <= 2 * UInt64(max(0, settings.framePixelsMax)) && Int(frames) <= max(1, settings.framesMax)
            && recodedLength <= UInt64(max(0, settings.outputBytesMax))
            && errand.recodedFormats.contains(recodedFormat)
    }
}

extension ReadPicture {
    init(_ finding: LensAnswer.Finding, recoded: Picture) {
        self.init(
            format: finding.format.format, width: Int(finding.width), height: Int(finding.height),
            frames: Int(finding.frames), hasAlpha: finding.hasAlpha, fingerprint: finding.fingerprint,
            furtherFingerprints: finding.furtherFingerprints, parts: finding.parts, signature: finding.signature,
            isMarked: finding.isMarked, textLines: Int(finding.textLines), recoded: recoded,
            recodedFormat: finding.recodedFormat.format)
    }
}

extension ExposureFinding {
    init(_ found: LensAnswer.Exposure) {
        let rise: Rise =
            switch found.rise {
            case .none: .none
            case .some: .some
            case .much: .much
            case .unsure: .unsure
            }
        self.init(rise: rise, faces: Int(found.faces))
    }
}

extension LensError {
    init(_ fault: WireFault) {
        switch fault {
        case .formatNotAllowed: self = .formatNotAllowed
        case .videoNotAllowed: self = .videoNotAllowed
        case .truncated: self = .truncated
        case .tooLarge: self = .tooLarge
        case .corrupt: self = .corrupt
        case .invalidRequest: self = .invalidRequest
        case .failed: self = .workerFailed
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, as `poll` takes them.
    var milliseconds: Int32 {
        let (seconds, attoseconds) = components
        let parts = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        return overflow ? Int32.max : Int32(clamping: product + parts)
    }
}
