import SafetyModel

/// What plugged-in models say of the pictures of a request, or of an answer.
struct ModelFindings: Sendable {
    /// A picture to be read, by its name in coverage.
    struct Input: Sendable {
        var name: String
        var picture: ReadPicture
        var matches: PictureReading.Matches?
    }

    private(set) var signals: [Signal] = []
    private(set) var coverage: [Coverage.Entry] = []
    private(set) var subject = Facts.Subject.nobody

    /// Asks all models about all pictures.
    static func read(
        _ inputs: [Input], at stage: Facts.Stage, by models: any PictureModels, _ levels: [Category: Level]
    ) async -> ModelFindings {
        await withTaskGroup(of: (Int, [ModelReading]).self) { group in
            for (index, input) in inputs.enumerated() {
                let mayLeave = Self.mayLeave(input, levels)
                group.addTask {
                    (index, await models.read(input.picture.recoded, at: stage, mayLeave: mayLeave))
                }
            }
            var found = ModelFindings()
            for (index, readings) in await group.reduce(into: [], { $0.append($1) }).sorted(by: { $0.0 < $1.0 }) {
                for reading in readings { found.add(reading, on: inputs[index].name) }
            }
            return found
        }
    }

    /// What is, or may be, child abuse material goes to nobody outside; what could not be looked up may be.
    private static func mayLeave(_ input: Input, _ levels: [Category: Level]) -> Bool {
        guard let matches = input.matches, levels[.minorSexual, default: Level.none] == Level.none else { return false }
        return !matches.banked.contains { $0.entry.bank == .illegal }
    }

    private mutating func add(_ reading: ModelReading, on input: String) {
        let state: Coverage.State =
            switch reading.outcome {
            case .read: .read
            case .failed: .failed
            case .notAsked: .absent
            }
        coverage.append(Coverage.Entry(input: "\(input)/\(reading.model)", reader: reading.reader, state: state))
        guard case .read(let found, let subject) = reading.outcome else { return }
        signals += found.map { signal in
            var signal = signal
            signal.evidence.reader = reading.reader
            signal.evidence.note = "\(input): \(signal.evidence.note)"
            return signal
        }
        if let subject { self.subject = max(self.subject, subject) }
    }
}
