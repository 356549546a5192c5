import PromptReading
import SafetyModel

/// Reads what is written in pictures as a generator might: as part of the request.
///
/// Most writing in photos is a shop's name or a shirt's; so words that are not understood mean nothing here, unless they
/// would do something to a person.
struct DrawnText: Sendable {
    let reader: PromptReader

    /// What is written in one picture; nil where nobody reads text. A picture without anything that looks like letters was
    /// read too.
    static func read(
        _ picture: ReadPicture, through lens: any PictureLens, remembering memory: TextMemory
    ) async -> Result<PictureText?, LensError> {
        guard picture.textLines > 0 else { return .success(PictureText(lines: [], isWhole: true)) }
        let name = PictureReading.sha256(picture.recoded)
        if let known = memory.text(of: name) { return .success(known) }
        do throws(LensError) {
            let text = try await lens.readText(in: picture.recoded)
            if let text { memory.remember(text, of: name) }
            return .success(text)
        } catch { return .failure(error) }
    }

    /// Notes in coverage whether the text of an input was read; what looks like letters and could not be read in time is
    /// unknown, like a picture that could not be read.
    static func note(
        _ text: Result<PictureText?, LensError>, of input: String, coverage: inout Coverage, unknowns: inout Unknowns
    ) {
        switch text {
        case .success(nil): coverage.record(input, .text, .absent)
        case .success(.some(let found)) where found.isWhole: coverage.record(input, .text, .read)
        case .success(.some):
            coverage.record(input, .text, .failed)
            unknowns.note(unreadText: input)
        case .failure(let error):
            coverage.record(input, .text, .failed)
            unknowns.note(error, on: "text in \(input)")
        }
    }

    /// Signals of what is written in an input of a request, or in an output.
    func signals(of text: PictureText, in input: String, _ context: PromptContext) -> [Signal] {
        guard !text.lines.isEmpty else { return [] }
        // WHY: a sentence may run over several lines, and lines may have nothing to do with each other.
        let ways = text.lines.count > 1 ? ["\n", " "] : [" "]
        var signals: [Signal] = []
        for joint in ways {
            let findings = reader.read(Prompt(text.lines.joined(separator: joint)), in: context)
            signals += findings.signals.filter { $0.category != .notUnderstood || findings.directsPerson }
        }
        return signals.map { signal in
            var signal = signal
            signal.evidence.reader = .text
            signal.evidence.note = "Text in \(input): \(signal.evidence.note)"
            return signal
        }
    }
}
