/// Text that is drawn into a picture: one line of bounded length, without characters that steer.
enum CaptionText {
    static let charactersMax = 200
    private static let bytesMax = 1000

    /// The text that is drawn; nil where nothing is left to draw.
    static func clean(_ text: String?) -> String? {
        guard let text else { return nil }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(bytesMax) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        var line = String(scalars).split(separator: " ").joined(separator: " ")
        if line.count > charactersMax { line = line.prefix(charactersMax - 1) + "…" }
        while line.utf8.count > bytesMax { line.removeLast() }
        return line.isEmpty ? nil : line
    }
}
