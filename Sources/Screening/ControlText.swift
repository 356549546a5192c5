import SafetyModel

/// Control text inside prompts: fragments that some back ends execute instead of drawing (`<lora:…>`,
/// `<sd_cpp_extra_args>`, `|` negatives, `[a:b:0.5]`, `(word:1.4)`). The gate reads all of it as words, then sends on a
/// prompt in which none of it can act.
enum ControlText {
    /// The prompt as it may go to a generator: angle-bracket tags removed with what they wrap as arguments, prompt
    /// operators replaced by spaces or commas. Plain words stay as they are.
    static func neutralised(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var inTag = false
        var rest = Substring(withoutArguments(text))
        while let letter = rest.popFirst() {
            switch letter {
            case "<" where rest.contains(">"): inTag = true
            case ">" where inTag: inTag = false
            case _ where inTag: continue
            case "|": result += ","
            case "[", "]", "{", "}", "(", ")": result += " "
            case "\0": continue
            default: result.append(letter)
            }
        }
        return withoutWeights(result)
    }

    /// Removes `<name>…</name>` blocks that carry arguments in JSON.
    private static func withoutArguments(_ text: String) -> String {
        var text = text
        var passes = 0
        while passes < 16, let open = text.range(of: "<sd_cpp_extra_args", caseInsensitive: true) {
            let end = text.range(of: "</sd_cpp_extra_args>", caseInsensitive: true, from: open.upperBound)
            text.removeSubrange(open.lowerBound..<(end?.upperBound ?? text.endIndex))
            passes += 1
        }
        return text
    }

    /// Turns `word:1.4` into `word`: the number after the colon would weigh the word.
    private static func withoutWeights(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let letter = rest.popFirst() {
            guard letter == ":", let digit = rest.first, digit.isNumber || digit == "-" || digit == ".",
                let last = result.last, !last.isNumber
            else {
                result.append(letter)
                continue
            }
            rest = rest.drop { $0.isNumber || $0 == "." || $0 == "-" }
        }
        return result
    }
}

extension String {
    /// The first place of an ASCII needle, upper and lower case alike.
    fileprivate func range(of needle: String, caseInsensitive: Bool, from start: Index? = nil) -> Range<Index>? {
        var position = start ?? startIndex
        let wanted = needle.lowercased()
        while position < endIndex {
            if self[position...].lowercased().hasPrefix(wanted) {
                return position..<(index(position, offsetBy: wanted.count, limitedBy: endIndex) ?? endIndex)
            }
            position = index(after: position)
        }
        return nil
    }
}
