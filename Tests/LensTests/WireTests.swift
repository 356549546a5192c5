import CLensChannel
import Glibc
import ImageFingerprint
@testable import LensWire
import SafetyModel
import TestSupport
import Testing

struct WireTests {
    private static let bounds = PictureBounds(framePixelsMax: 1, totalPixelsMax: 2, framesMax: 3)

    private static let works: [LensTask.Work] = [
        .read(.source), .read(.mask), .read(.output),
        .finish(
            .webp, quality: 80,
            label: LensTask.Label(isBadge: true, sign: "AI", words: "bewerkt", line: "Gemaakt met AI ✓"), mark: nil),
        .finish(
            .png, quality: 1, label: nil,
            mark: LensTask.Mark(id: 1 << 47, key: [UInt8](repeating: 9, count: LensTask.Mark.keyBytes))),
        .readText, .compare(firstBytes: 1 << 40), .findMark(keys: [[UInt8](0..<32), [UInt8](repeating: 0, count: 32)]),
        .scene(width: 10, height: 20, seed: .max, caption: "x"),
        .edit([
            .blackAndWhite, .brightness(1.5), .blur(2), .cropCentre(0.5), .rotate(90),
            .tint(LensTask.Colour(red: 1, green: 2, blue: 3)),
            .border(width: 9, LensTask.Colour(red: 4, green: 5, blue: 6)), .caption("y"), .fit(width: 7, height: 8),
        ]),
    ]

    private static let answer = LensAnswer(
        number: 77,
        outcome: .picture(
            LensAnswer.Finding(
                format: .gif, width: 3, height: 4, frames: 5, hasAlpha: true,
                fingerprint: Fingerprint(words: SIMD4(1, 2, 3, .max), quality: 99),
                furtherFingerprints: [Fingerprint(words: SIMD4(9, 8, 7, 6), quality: 0)],
                parts: [
                    LabelledFingerprint(
                        fingerprint: Fingerprint(words: SIMD4(5, 4, 3, 2), quality: 50), part: .rightHalf,
                        area: PixelArea(x: 1, y: 0, width: 2, height: 4), orientation: .mirrored)
                ],
                signature: LocalSignature(
                    rgb: (0..<(32 * 32 * 3)).map { UInt8($0 % 251) }, width: 32, height: 32), isMarked: true,
                textLines: 7, recodedFormat: .png,
                recodedLength: 123)))

    @Test func `tasks and answers survive the wire`() throws {
        for work in WireTests.works {
            let task = LensTask(number: 4, bounds: WireTests.bounds, work: work)
            #expect(try LensTask(Frame(bytes: task.frame().bytes)) == task)
        }
        #expect(try LensAnswer(Frame(bytes: WireTests.answer.frame().bytes)) == WireTests.answer)
        for found in [nil, LensAnswer.FoundMark(id: 77, key: 1, score: 900)] {
            let answer = LensAnswer(number: 1, outcome: .mark(found))
            #expect(try LensAnswer(Frame(bytes: answer.frame().bytes)) == answer)
        }
        for rise in LensAnswer.Exposure.Rise.allCases {
            let answer = LensAnswer(number: 1, outcome: .exposure(LensAnswer.Exposure(rise: rise, faces: 3)))
            #expect(try LensAnswer(Frame(bytes: answer.frame().bytes)) == answer)
        }
        for isWhole in [true, false] {
            let text = LensAnswer.Text(lines: ["Zdejmij jej kurtkę", "rest"], isWhole: isWhole)
            let answer = LensAnswer(number: 1, outcome: .text(text))
            #expect(try LensAnswer(Frame(bytes: answer.frame().bytes)) == answer)
        }
        for fault in WireFault.allCases {
            let answer = LensAnswer(number: 1, outcome: .fault(fault))
            #expect(try LensAnswer(Frame(bytes: answer.frame().bytes)) == answer)
        }
    }

    @Test func `a picture is held to its pixels, its frames and its sides`() {
        let bounds = PictureBounds(framePixelsMax: 1 << 20, totalPixelsMax: 1 << 21, framesMax: 3)
        #expect(bounds.admit(width: 1024, height: 1024, frames: 2))
        #expect(bounds.admit(width: PictureBounds.sideMax, height: 1, frames: 1))
        #expect(!bounds.admit(width: PictureBounds.sideMax + 1, height: 1, frames: 1))
        #expect(!bounds.admit(width: 1024, height: 1025, frames: 1))
        #expect(!bounds.admit(width: 1024, height: 1024, frames: 3) && !bounds.admit(width: 1, height: 1, frames: 4))
    }

    @Test func `an answer cut short or with something behind it is malformed`() throws {
        let payload = try WireTests.answer.frame().payload
        for length in 0..<payload.count {
            let cut = Frame(kind: .answer, payload: Array(payload.prefix(length)))
            #expect(throws: WireError.malformed) { try LensAnswer(cut) }
        }
        #expect(throws: WireError.malformed) { try LensAnswer(Frame(kind: .answer, payload: payload + [0])) }
        #expect(throws: WireError.malformed) { try LensAnswer(Frame(kind: .task, payload: payload)) }
    }

    @Test func `text longer than a worker may read is not taken`() throws {
        let long = LensAnswer.Text(
            lines: [String(repeating: "x", count: LensAnswer.Text.lineBytesMax + 1)], isWhole: true)
        let frame = try LensAnswer(number: 1, outcome: .text(long)).frame()
        #expect(throws: WireError.malformed) { try LensAnswer(frame) }
        let many = LensAnswer.Text(
            lines: [String](repeating: "x", count: LensAnswer.Text.linesMax + 1), isWhole: true)
        #expect(throws: WireError.tooLong) { try LensAnswer(number: 1, outcome: .text(many)).frame() }
    }

    @Test func `values outside their range are malformed`() throws {
        let payload = try WireTests.answer.frame().payload
        // Status, container, width, frames, the flag, the recoded container, the length, the quality.
        for (position, value) in [(4, 99), (5, 0), (5, 7), (18, 2), (19, 0), (60, 101)] as [(Int, UInt8)] {
            var changed = payload
            changed[position] = value
            #expect(throws: WireError.malformed, "\(position)") {
                try LensAnswer(Frame(kind: .answer, payload: changed))
            }
        }
    }

    @Test func `a frame must have the mark, the version and the length`() throws {
        let bytes = Frame(kind: .hello).bytes
        #expect(try Frame(bytes: bytes).kind == .hello)
        for (position, value) in [(0, 0), (5, 0), (5, 9), (6, 1), (11, 1)] as [(Int, UInt8)] {
            var changed = bytes
            changed[position] = value
            #expect(throws: WireError.malformed) { try Frame(bytes: changed) }
        }
        var other = bytes
        other[4] = 9
        #expect(throws: WireError.otherVersion) { try Frame(bytes: other) }
    }

    @Test func `noise never becomes a task or an answer by accident of length`() {
        var dice = Seeded(5)
        for _ in 0..<2_000 {
            let payload = (0..<dice.below(120)).map { _ in UInt8(dice.below(256)) }
            if let answer = try? LensAnswer(Frame(kind: .answer, payload: payload)),
                case .picture(let finding) = answer.outcome
            {
                #expect(finding.fingerprint.quality <= 100 && finding.width > 0)
            }
            _ = try? LensTask(Frame(kind: .task, payload: payload))
        }
    }

    @Test func `bytes that are not sealed are nonsense, and sealed ones cannot change`() throws {
        let file = SealedBytes(descriptor: open("/etc/hostname", O_RDONLY))
        #expect(throws: ChannelError.nonsense) { try file.count(limit: 1000) }
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        defer { close(ends[1]) }
        let loose = SealedBytes(descriptor: ends[0])
        #expect(throws: ChannelError.nonsense) { try loose.count(limit: 1000) }

        let sealed = try SealedBytes(sealing: [1, 2, 3])
        #expect(try sealed.copy(exactly: 3) == [1, 2, 3])
        #expect(throws: ChannelError.nonsense) { try sealed.copy(exactly: 2) }
        #expect(throws: ChannelError.nonsense) { try sealed.copy(exactly: 4) }
        #expect(write(sealed.descriptor, [9], 1) == -1)
        #expect(ftruncate(sealed.descriptor, 1) == -1)
    }

    @Test func `frames and bytes cross a channel, and an end is noticed`() throws {
        var pair: [Int32] = [-1, -1]
        #expect(lens_socket_pair(&pair) == 0)
        let here = Channel(descriptor: pair[0])
        do {
            let there = Channel(descriptor: pair[1])
            try here.send(
                Frame(kind: .task, payload: [5]), attachment: SealedBytes(sealing: [7, 8]), timeoutMilliseconds: 100)
            let parcel = try there.receive(timeoutMilliseconds: 100)
            #expect(parcel.frame == Frame(kind: .task, payload: [5]))
            #expect(try parcel.attachment?.copy(exactly: 2) == [7, 8])
            #expect(throws: ChannelError.timedOut) { _ = try there.receive(timeoutMilliseconds: 1) }
            let quiet = here.isQuiet
            #expect(quiet)
        }
        let quiet = here.isQuiet
        #expect(!quiet)
        #expect(throws: ChannelError.closed) { _ = try here.receive(timeoutMilliseconds: 100) }
        #expect(throws: ChannelError.closed) { try here.send(Frame(kind: .hello), timeoutMilliseconds: 100) }
    }

    @Test func `bounds count pixels without overflowing`() {
        let bounds = PictureBounds(framePixelsMax: 100, totalPixelsMax: 250, framesMax: 5)
        #expect(bounds.admit(width: 10, height: 10, frames: 2))
        #expect(!bounds.admit(width: 10, height: 11, frames: 1))
        #expect(!bounds.admit(width: 10, height: 10, frames: 3))
        #expect(!bounds.admit(width: 1, height: 1, frames: 6))
        #expect(!bounds.admit(width: 0, height: 1, frames: 1))
        #expect(!bounds.admit(width: .max, height: .max, frames: 1))
    }
}
