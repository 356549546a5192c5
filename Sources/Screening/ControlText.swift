/// Control text inside prompts: fragments that some back ends execute instead of drawing (`<lora:…>`,
/// `<sd_cpp_extra_args>{…}`, `|` negatives, `[a:b:0.5]`, `(word:1.4)`). The gate makes a text in which none of it can
/// act, reads that text besides the one that came, and sends on exactly the text that was read.
public enum ControlText {
    /// The text without anything that can act: tags with what stands between their brackets, prompt operators and
    /// weights. Every removed part leaves a space, so that no new word comes together. One pass over the scalars; marks
    /// that combine with an operator cannot hide it.
    public static func neutralised(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isOperator) else { return text }
        let scalars = Array(text.unicodeScalars)
        let lastClosing = scalars.lastIndex(of: ">") ?? -1
        var result = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            switch scalar {
            case "<" where index < lastClosing:
                // The next `>` exists, and no scalar before it is looked at twice.
                while scalars[index] != ">" { index += 1 }
                result.append(" ")
            case "|": result.append(contentsOf: ", ".unicodeScalars)
            case ":" where startsNumber(scalars, at: index + 1):
                index += 1
                while index < scalars.count, isNumeric(scalars[index]) { index += 1 }
                result.append(" ")
                continue
            case _ where isOperator(scalar) && scalar != ":": result.append(" ")
            default: result.append(scalar)
            }
            index += 1
        }
        return String(result)
    }

    private static func isOperator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "<", ">", "|", "[", "]", "{", "}", "(", ")", ":", "\0": true
        default: false
        }
    }

    /// `:1.4`, `: 1.4` and `:-1` weigh the word before them.
    private static func startsNumber(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        index < scalars.count && isNumeric(scalars[index])
    }

    private static func isNumeric(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", ".", "-", "+": true
        default: false
        }
    }
}
