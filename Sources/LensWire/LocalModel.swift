/// A model that a lens worker opens before the system is closed to it, and how a picture is handed to it.
public struct LocalModel: Hashable, Sendable {
    /// How a picture gets the size that the model takes.
    public enum Fit: String, CaseIterable, Hashable, Sendable {
        /// Both sides as they come.
        case stretch
        /// The middle of it in the model's shape.
        case cover
        /// All of it, with white beside it.
        case contain
    }

    /// The order of the numbers: one colour after the other (NCHW), or the three of a pixel together (NHWC).
    public enum Layout: String, CaseIterable, Hashable, Sendable { case planes, pixels }

    public enum Colours: String, CaseIterable, Hashable, Sendable { case rgb, bgr }

    /// What the numbers are that the model answers.
    public enum Answer: String, CaseIterable, Hashable, Sendable {
        /// One for each label.
        case scores
        /// Boxes of a detector: four sides, then one number for each label. Each label's greatest is taken.
        case boxes
        /// The same with a number after the sides that says how surely there is anything; it multiplies the others.
        case surelyBoxes = "boxes-with-objectness"
    }

    /// Path of the ONNX file.
    public var file: String
    public var width: Int
    public var height: Int
    public var fit: Fit
    public var layout: Layout
    public var colours: Colours
    /// Taken from each colour, which is between 0 and 1; in the order of `colours`.
    public var mean: [Float]
    /// Each colour is then divided by it.
    public var deviation: [Float]
    public var answer: Answer
    /// How many numbers there are in the end, one for each label.
    public var labels: Int

    /// The most models of a worker, pixels a side of what one takes, and labels of one.
    public static let countMax = 8
    public static let sideMax = 2048
    public static let labelsMax = 512

    public init(
        file: String, width: Int, height: Int, fit: Fit = .stretch, layout: Layout = .planes, colours: Colours = .rgb,
        mean: [Float] = [0, 0, 0], deviation: [Float] = [1, 1, 1], answer: Answer = .scores, labels: Int
    ) {
        self.file = file
        self.width = width
        self.height = height
        self.fit = fit
        self.layout = layout
        self.colours = colours
        self.mean = mean
        self.deviation = deviation
        self.answer = answer
        self.labels = labels
    }

    /// As one argument of a worker: the numbers and words in a fixed order, then the file.
    public var argument: String {
        let numbers = (mean + deviation).map { "\($0)" }.joined(separator: ",")
        return [
            "\(width)", "\(height)", fit.rawValue, layout.rawValue, colours.rawValue, numbers, answer.rawValue,
            "\(labels)", file,
        ].joined(separator: ":")
    }

    /// Reads an argument; nil where anything is missing or out of its bounds.
    public init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 8, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 9, let width = Int(parts[0]), let height = Int(parts[1]),
            let fit = Fit(rawValue: parts[2]),
            let layout = Layout(rawValue: parts[3]), let colours = Colours(rawValue: parts[4]),
            let answer = Answer(rawValue: parts[6]), let labels = Int(parts[7])
        else { return nil }
        let numbers = parts[5].split(separator: ",").compactMap { Float($0) }
        guard numbers.count == 6 else { return nil }
        self.init(
            file: parts[8], width: width, height: height, fit: fit, layout: layout, colours: colours,
            mean: Array(numbers[..<3]), deviation: Array(numbers[3...]), answer: answer, labels: labels)
        guard isSound else { return nil }
    }

    /// Everything is within its bounds.
    public var isSound: Bool {
        let sides = 1...Self.sideMax
        return !file.isEmpty && sides.contains(width) && sides.contains(height)
            && (1...Self.labelsMax).contains(labels) && mean.count == 3 && deviation.count == 3
            && (mean + deviation).allSatisfy(\.isFinite) && deviation.allSatisfy { $0 != 0 }
    }
}
