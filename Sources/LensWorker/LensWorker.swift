import CLensChannel
import CVipsShim
import LensWire

/// The program of a lens worker: confine yourself, load every codec, close the system behind you, say hello, then answer
/// task after task until the gateway goes.
///
/// It is started by `LensPool` with a socket at descriptor 3 and nothing else; it is of no use by itself.
public enum LensWorker {
    /// Most address space, decoded pictures included.
    private static let addressBytesMax = 2 << 30
    /// Most bytes of one encoded picture.
    private static let fileBytesMax = 256 << 20
    /// Most seconds on a core in a worker's whole life; it ends after a hundred pictures.
    private static let secondsMax = 900
    private static let sendMilliseconds: Int32 = 5_000
    private static let inputBytesMax = 1 << 30
    /// Memory that a worker keeps between pictures.
    private static let keptBytes = 40 << 20

    /// Runs until the gateway closes the socket.
    ///
    /// - Parameter errand: what this worker is for.
    /// - Returns: the exit status.
    public static func run(_ errand: LensErrand) -> Int32 {
        guard lens_confine(addressBytesMax, fileBytesMax, secondsMax) == 0, shim_start() == shim_ok else { return 70 }
        if case .pictures = errand { WarmUp.run() } else { WarmUp.runForOwnPictures() }
        guard let readers = Readers(for: errand) else { return 73 }
        shim_trim()
        guard lens_close_system() == 0 else { return 72 }
        // WHY: to give back what a picture of a few megapixels needs and to ask for it anew takes a tenth of the time. The
        // other workers hold enough as it is.
        if case .faces = readers { shim_keep(keptBytes) }
        let channel = Channel(descriptor: LENS_WORKER_SOCKET)
        do {
            try channel.send(Frame(kind: .hello), timeoutMilliseconds: sendMilliseconds)
            while true {
                let parcel = try channel.receive(timeoutMilliseconds: -1)
                try answer(parcel, on: channel, readers)
                shim_trim()
            }
        } catch ChannelError.closed {
            return 0
        } catch {
            return 71
        }
    }

    /// Shows that a worker cannot open files, reach the network or start programs here; returns the exit status.
    public static func prove() -> Int32 { lens_prove(1) == 0 ? 0 : 1 }

    private static func answer(
        _ parcel: borrowing Channel.Parcel, on channel: borrowing Channel, _ readers: Readers
    ) throws {
        let task = try LensTask(parcel.frame)
        if let finding = try parcel.attachment?.read(limit: inputBytesMax, { find(task, in: $0, readers) }) {
            let answer = LensAnswer(number: task.number, outcome: finding)
            return try channel.send(try answer.frame(), timeoutMilliseconds: sendMilliseconds)
        }
        let ending: Result<Encoded, WireFault>
        if task.needsPicture {
            guard parcel.attachment != nil else { throw WireError.malformed }
            ending =
                try parcel.attachment?.read(limit: inputBytesMax) { perform(task, on: $0, readers) }
                ?? .failure(.failed)
        } else {
            ending = perform(task, on: UnsafeRawBufferPointer(start: nil, count: 0), readers)
        }
        switch ending {
        case .failure(let fault):
            let answer = LensAnswer(number: task.number, outcome: .fault(fault))
            try channel.send(try answer.frame(), timeoutMilliseconds: sendMilliseconds)
        case .success(let encoded):
            let answer = LensAnswer(number: task.number, outcome: .picture(encoded.finding))
            let sealed = try encoded.bytes.seal()
            try channel.send(try answer.frame(), attachment: sealed, timeoutMilliseconds: sendMilliseconds)
        }
    }

    /// What tasks that make no picture find; nil for the others.
    private static func find(
        _ task: LensTask, in bytes: UnsafeRawBufferPointer, _ readers: Readers
    ) -> LensAnswer.Outcome? {
        switch task.work {
        case .findMark(let keys): mark(in: bytes, keys, task.bounds)
        case .readText: text(in: bytes, readers, task.bounds)
        case .runModels: scores(in: bytes, readers, task.bounds)
        case .compare(let firstBytes): exposure(in: bytes, firstBytes: firstBytes, readers, task.bounds)
        case .read, .finish, .edit, .scene: nil
        }
    }

    private static func perform(
        _ task: LensTask, on bytes: UnsafeRawBufferPointer, _ readers: Readers
    ) -> Result<Encoded, WireFault> {
        do throws(WireFault) {
            switch task.work {
            case .read(let role): return .success(try read(bytes, as: role, within: task.bounds))
            case .finish(let format, let quality, let label, let mark):
                return .success(
                    try finish(
                        bytes, as: format, quality: quality, label: label, mark: mark, readers, within: task.bounds))
            case .findMark, .compare, .readText, .runModels: return .failure(.invalidRequest)
            case .edit(let strokes): return .success(try edit(bytes, with: strokes, within: task.bounds))
            case .scene(let width, let height, let seed, let caption):
                return .success(try SceneDrawing.draw(width: width, height: height, seed: seed, caption: caption))
            }
        } catch { return .failure(error) }
    }
}
