import AuditTrail
import ImageFingerprint
import PolicyEngine
import PromptReading
import SafetyModel
import Screening
import Storage
import Synchronization
import TestSupport

/// A gate with a real reader, policy and store in memory, and a lens and generator that only pretend.
struct Rehearsal {
    let store = MemoryStore()
    let lens = PretendLens()
    let generator = PretendGenerator()
    let marker = PretendMarker()
    let gate: Gate
    let decider: Decider
    let review: CaseReview
    let controls: Controls

    init(ledger: (any Ledger)? = nil, reads: (any GateStore)? = nil) throws {
        let time = Timepiece { Moment(milliseconds: 1_800_000_000_000) }
        decider = Decider(
            ScreeningParts(
                reader: try PromptReader.embedded(), policy: try Policy.embedded(), lens: lens,
                store: reads ?? store, ledger: ledger ?? store, digester: store.digester, clock: time,
                binaryVersion: "test", settings: ScreeningSettings(adultModeAvailable: true)))
        gate = Gate(decider: decider, generator: generator, marker: marker)
        review = CaseReview(store: store, ledger: store, clock: time, digester: store.digester)
        controls = Controls(store: store, ledger: store, clock: time, digester: store.digester)
    }

    /// An edit of a photo by an account.
    static func edit(
        _ prompt: String, picture: UInt8 = 1, account: String = "ada", owner: String? = nil, count: Int = 1
    ) -> ImageRequest {
        ImageRequest(
            operation: .edit, prompt: Prompt(prompt), pictures: [Picture(bytes: [picture])],
            requester: Requester(
                account: AccountID(text: account), pictureOwner: owner.map(AccountID.init(text:))),
            parameters: .init(count: count))
    }

    /// A generation by an account.
    static func generation(_ prompt: String, account: String? = "ada") -> ImageRequest {
        ImageRequest(
            operation: .generate, prompt: Prompt(prompt),
            requester: Requester(account: account.map(AccountID.init(text:))))
    }
}

/// A lens that sees a fingerprint in the first byte, and in bytes 200 to 203 a drawn scene, really read. Byte 254 is a truncated picture, byte 255 kills the worker.
final class PretendLens: PictureLens {
    func read(_ picture: Picture, as role: PictureRole) async throws(LensError) -> ReadPicture {
        guard let byte = picture.bytes.first else { throw .corrupt }
        if byte == 254 { throw .truncated }
        if byte == 255 { throw .workerFailed }
        if let scene = Self.scenes[byte] {
            return ReadPicture(
                format: .png, width: scene.width, height: scene.height, frames: 1, hasAlpha: false,
                fingerprint: PDQ.fingerprint(rgb: scene.rgb, width: scene.width, height: scene.height),
                parts: QueryFingerprints.of(rgb: scene.rgb, width: scene.width, height: scene.height),
                signature: LocalSignature(rgb: scene.rgb, width: scene.width, height: scene.height),
                recoded: Picture(bytes: picture.bytes + [0]), recodedFormat: .png)
        }
        return ReadPicture(
            format: .png, width: 8, height: 8, frames: 1, hasAlpha: false, fingerprint: Self.fingerprint(byte),
            recoded: Picture(bytes: picture.bytes + [0]), recodedFormat: .png)
    }

    func finish(_ picture: Picture, as finish: PictureFinish) async throws(LensError) -> ReadPicture {
        var read = try await read(picture, as: .output)
        if finish.label != nil { read.recoded.bytes.append(99) }
        read.isMarked = finish.mark != nil
        return read
    }

    func exposure(from source: Picture, to output: Picture) async throws(LensError) -> ExposureFinding {
        switch output.bytes.first {
        case 60: ExposureFinding(rise: .much, faces: 1)
        case 61: ExposureFinding(rise: .unsure, faces: 0)
        case 62: throw .workerFailed
        default: ExposureFinding(rise: .none, faces: 1)
        }
    }

    func findMark(in picture: Picture, keys: [[UInt8]]) async throws(LensError) -> FoundMark? { nil }

    func edit(_ picture: Picture, with edits: [StudioEdit]) async throws(LensError) -> Picture { picture }
    func drawScene(_ scene: StudioScene) async throws(LensError) -> Picture { Picture(bytes: [7]) }

    /// A scene; a small part of it painted over, which PDQ takes for the same; that one turned and encoded again.
    static let scenes: [UInt8: DrawnScene] = {
        let scene = DrawnScene()
        let edited = scene.edited(PixelArea(x: 96, y: 66, width: 45, height: 45)) { x, y, _ in
            [200 - x % 7 * 9, 60 + y % 5 * 12, 40]
        }
        return [200: scene, 201: edited, 202: edited.turned(.mirrored).encodedAgain(), 203: scene.encodedAgain()]
    }()

    /// Fingerprints of different bytes lie 128 bits apart.
    static func fingerprint(_ byte: UInt8) -> Fingerprint {
        let mixed = UInt64(byte) &* 0x9E37_79B9_7F4A_7C15
        return Fingerprint(words: SIMD4(mixed, ~mixed, mixed << 7, mixed &* 31), quality: 90)
    }
}

/// A generator that answers what the test gave it and notes what it was asked.
final class PretendGenerator: Generator {
    private let state = Mutex(
        (answers: [[UInt8]](), error: GeneratorError?.none, asked: [ClearedRequest](), previews: 0))

    func answer(_ pictures: [[UInt8]], previews: Int = 0) {
        state.withLock {
            $0.answers = pictures; $0.previews = previews
        }
    }

    func fail(_ error: GeneratorError) { state.withLock { $0.error = error } }

    var asked: [ClearedRequest] { state.withLock { $0.asked } }

    func models() async throws(GeneratorError) -> [String] { ["pretend"] }

    func generate(
        _ request: ClearedRequest, emit: @Sendable (GeneratedFrame) async -> Void
    ) async throws(GeneratorError) -> GeneratedSummary {
        let (answers, error, previews) = state.withLock { state in
            state.asked.append(request)
            return (state.answers.isEmpty ? [[40]] : state.answers, state.error, state.previews)
        }
        if let error { throw error }
        for index in 0..<previews { await emit(.preview(index: index, picture: Picture(bytes: [UInt8(50 + index)]))) }
        for (index, bytes) in answers.enumerated() {
            await emit(.final(index: index, picture: Picture(bytes: bytes), revisedPrompt: nil))
        }
        return GeneratedSummary(model: "pretend")
    }
}

/// Signs by one more byte, and cannot when a test says so.
final class PretendMarker: PictureMarker {
    let isBroken = Mutex(false)
    let made = Mutex<[Making]>([])

    func mark() -> PictureMark? { PictureMark(id: .mint(), key: [UInt8](repeating: 1, count: 32)) }

    func sign(_ picture: Picture, made: Making) async throws(MarkingError) -> Picture {
        if isBroken.withLock({ $0 }) { throw MarkingError("no key") }
        self.made.withLock { $0.append(made) }
        return Picture(bytes: picture.bytes + [77])
    }
}

/// A ledger that never writes.
struct BrokenLedger: Ledger {
    func begin(_ writes: [LedgerWrite]) throws(StoreError) -> CommitReceipt {
        throw StoreError(.unavailable, operation: "commit")
    }

    func note(_ writes: [LedgerWrite]) throws(StoreError) { throw StoreError(.unavailable, operation: "note") }
}
