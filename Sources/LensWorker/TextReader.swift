import CText
import LensWire
import PictureSignals

/// Reads lines of letters in the languages that it was made with. It belongs to the thread that made it.
final class TextReader {
    /// How long one picture may take, in all its lines.
    private static let timeMax = Duration.milliseconds(1_800)
    /// A word that the reader is less sure of is noise.
    private static let sure = text_confidence(short_min: 90, long_min: 70, short_bytes: 3)

    private let reader: OpaquePointer

    /// Nil where a language's data is missing; languages are Tesseract's codes, joined by `+`.
    init?(languages: String) {
        guard let made = text_make(languages) else { return nil }
        reader = made
    }

    deinit { text_free(reader) }

    /// What is written in a picture, line by line from the top. Not whole where the time was over.
    func text(in rows: RGBRows) -> LensAnswer.Text {
        let end = ContinuousClock.now + TextReader.timeMax
        var read: [(line: TextLine, words: String)] = []
        var isWhole = true
        for line in TextLines.find(in: rows) {
            var best = ""
            for turn in TextStrip.turns(of: line) {
                guard let strip = TextStrip(line, turned: turn, in: rows) else { continue }
                let left = end - ContinuousClock.now
                guard left > .zero, let words = words(in: strip, within: left) else {
                    isWhole = false
                    break
                }
                if words.utf8.count > best.utf8.count { best = words }
            }
            if !best.isEmpty { read.append((line, best)) }
            if !isWhole { break }
        }
        let inOrder = read.sorted { ($0.line.top, $0.line.left) < ($1.line.top, $1.line.left) }
        return LensAnswer.Text(lines: inOrder.map(\.words), isWhole: isWhole)
    }

    /// Nil where the reader failed or was not ready in time.
    private func words(in strip: TextStrip, within time: Duration) -> String? {
        let (seconds, parts) = time.components
        let milliseconds = Int32(clamping: seconds * 1_000 + parts / 1_000_000_000_000_000)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: LensAnswer.Text.lineBytesMax) { room in
            guard let start = room.baseAddress else { return nil }
            let length = text_read(
                reader, strip.pixels, Int32(strip.width), Int32(TextStrip.height), strip.width, milliseconds,
                TextReader.sure, start, room.count)
            guard length >= 0 else { return nil }
            // WHY: edges and specks are read as single letters and signs, which are words in some language.
            return String(cString: start).split(separator: " ")
                .filter { $0.count(where: { $0.isLetter || $0.isNumber }) > 1 }.joined(separator: " ")
        }
    }
}

extension LensWorker {
    /// Reads what is written in the first frame of an untrusted picture.
    static func text(
        in bytes: UnsafeRawBufferPointer, _ readers: Readers, _ bounds: PictureBounds
    ) -> LensAnswer.Outcome {
        guard case .text(let reader) = readers else { return .fault(.invalidRequest) }
        do throws(WireFault) {
            let canvas = try Decoded(bytes, within: bounds).canvas
            let found = try canvas.withRGB { rgb in
                RGBRows(rgb, width: canvas.width, height: canvas.height).map { reader.text(in: $0) }
            }
            guard let found else { throw .failed }
            return .text(found)
        } catch { return .fault(error) }
    }
}
