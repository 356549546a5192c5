/// A piece of HTML. What is put in by interpolation is escaped, unless it is HTML itself.
struct HTML: ExpressibleByStringInterpolation, Sendable {
    struct StringInterpolation: StringInterpolationProtocol {
        var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ html: HTML) { text += html.text }
        mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { text += piece.text } }
        mutating func appendInterpolation(_ plain: String) { text += HTML.escaped(plain) }
        mutating func appendInterpolation(_ number: Int) { text += String(number) }
    }

    let text: String

    init(stringLiteral value: String) { text = value }
    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }
    private init(text: String) { self.text = text }

    /// HTML that somebody else wrote and that was checked.
    static func trusted(_ html: String) -> HTML { HTML(text: html) }

    /// A piece that is there only where something holds.
    static func when(_ holds: Bool, _ piece: @autoclosure () -> HTML) -> HTML { holds ? piece() : "" }

    /// Pieces one after the other.
    static func joined(_ pieces: [HTML]) -> HTML { HTML(text: pieces.map(\.text).joined()) }

    /// Text that cannot be read as a tag, an entity or the end of an attribute.
    static func escaped(_ plain: String) -> String {
        var result = ""
        result.reserveCapacity(plain.utf8.count)
        for scalar in plain.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
