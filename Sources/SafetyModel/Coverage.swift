/// Which inputs were read by which reader, and which were not. "Not read" can never equal "harmless".
public struct Coverage: Hashable, Sendable, Codable {
    /// What became of one reader on one input.
    public enum State: String, Hashable, Sendable, Codable {
        case read
        /// The reader ran and could not read the input.
        case failed
        /// The reader is not configured here.
        case absent
    }

    /// One reader on one input.
    public struct Entry: Hashable, Sendable, Codable {
        /// `prompt`, `image-0`, `mask`, `output-0`, …
        public var input: String
        public var reader: Reader
        public var state: State

        public init(input: String, reader: Reader, state: State) {
            self.input = input
            self.reader = reader
            self.state = state
        }
    }

    public var entries: [Entry]

    public init(_ entries: [Entry] = []) { self.entries = entries }

    /// Adds what became of a reader on an input.
    public mutating func record(_ input: String, _ reader: Reader, _ state: State) {
        entries.append(Entry(input: input, reader: reader, state: state))
    }

    /// The required readers that did not read every input they should have.
    public func missing(of required: Set<Reader>) -> Set<Reader> {
        required.filter { reader in
            let own = entries.filter { $0.reader == reader }
            return own.isEmpty || own.contains { $0.state != .read }
        }
    }
}
