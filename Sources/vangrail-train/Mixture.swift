/// Known rows, the same with style words of real users, and authored lines.
struct Mixture {
    var parts: Parts
    var known: [Row]

    /// How many of a source's rows come a second time with style words.
    private static let styled = [
        "coprov2_train": 0.35, "coco_captions": 0.2, "tifa": 0.3, "t2i_compbench": 0.2, "authored": 0.7,
        "xflickrco_captions": 0.05,
    ]

    func rows(_ random: inout SplitMix) throws -> [Row] {
        let users = known.filter { $0.source == "diffusiondb_prompts" && $0.category == "none" && $0.part == .train }
        let pieces = users.map { row in
            row.text.split { ",|.".contains($0) }.map { $0.trimmingSpaces() }
                .filter { !$0.isEmpty && !Minors.isNamed(in: $0) }
        }
        let tails = pieces.filter { $0.count > 3 }.map { Array($0.dropFirst()) }
        func tail(_ random: inout SplitMix) -> [String] {
            guard let all = tails.randomElement(using: &random) else { return [] }
            let count = Int.random(in: 1...min(10, all.count), using: &random)
            let start = Int.random(in: 0...(all.count - count), using: &random)
            return Array(all[start..<(start + count)])
        }
        let whole = parts.wholeLines(&random).map {
            $0.isHeld ? row($0.text, "none", "look-alikes", .test) : row($0.text, $0.category, "authored", .train)
        }
        let clean = known.filter { !Minors.standBesideSexual(in: $0.text) }
        var rows: [Row] = []
        rows += whole.filter { $0.part == .test }
        for known in clean + whole where known.part == .train {
            let isRare = known.source == "diffusiondb_prompts" && known.category != "none"
            let copies = known.source.hasPrefix("corpus") ? 3 : isRare ? 2 : 1
            rows += [Row](repeating: known, count: copies)
            let share = known.language == "en" ? Self.styled[known.source] ?? 0 : 0
            guard Double.random(in: 0..<1, using: &random) < share else { continue }
            var styled = known
            let words = tail(&random)
            let before = Int.random(in: 0..<10, using: &random) < 7 ? 0 : words.count / 2
            let text = known.text.trimmingSpaces().trimmingStop()
            styled.text = (words.prefix(before) + [text] + words.dropFirst(before)).joined(separator: ", ")
            if !Minors.standBesideSexual(in: styled.text) { rows.append(styled) }
        }
        let pools = Parts.Pools(parts)
        func line(_ category: String, held: Bool) -> String {
            parts.line(category, held: held, from: pools, &random, tail: tail)
        }
        for (category, amount) in Parts.amounts {
            for _ in 0..<amount {
                rows.append(row(line(category, held: false), category, "grammar", .train))
            }
            for _ in 0..<(amount / 8) {
                rows.append(row(line(category, held: true), category, "grammar", .test))
            }
        }
        for _ in 0..<3000 {
            guard let head = pieces.randomElement(using: &random)?.first else { continue }
            let text = ([head] + tail(&random)).joined(separator: ", ")
            if !Minors.standBesideSexual(in: text) { rows.append(row(text, "none", "mix", .train)) }
        }
        return rows
    }

    private func row(_ text: String, _ category: String, _ source: String, _ part: Row.Part) -> Row {
        let (labels, counted) = Harms.labels(category, besideUnknown: true)
        return Row(
            text: text, labels: labels, counted: counted, source: source, category: category, language: "en",
            part: part)
    }
}

extension StringProtocol {
    fileprivate func trimmingSpaces() -> String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    fileprivate func trimmingStop() -> String { String(last == "." ? dropLast() : self[...]) }
}
