internal import Foundation

/// Reads the public data and the corpus.
struct Sources {
    var data: String
    var corpus: String

    private struct Line: Decodable {
        var text: String
        var label: String
        var category: String
        var lang: String
    }

    private struct CorpusLine: Decodable {
        var family: String
        var language: String
        var prompt: String?
        var expect: String
        var heldOut: Bool?

        private enum CodingKeys: String, CodingKey {
            case family, language, prompt, expect
            case heldOut = "held_out"
        }
    }

    private static let train = [
        "coprov2_train", "hatecheck", "openai_moderation_eval", "coco_captions", "tifa", "dpg", "t2i_compbench",
        "xflickrco_captions", "i2ebench_instructions", "diffusiondb_prompts",
    ]
    private static let measure = [
        "coprov2_test", "i2p_image_confirmed", "parti", "imgedit_instructions", "xstest_half", "multijail",
    ]
    private static let families = [
        "adult-fiction": "sexual", "sexualise": "sexual", "undress": "sexual", "transparency": "sexual",
        "violence": "violence", "hate": "hate", "self-harm": "selfharm", "illegal": "illegal",
    ]

    private func lines<L: Decodable>(_ path: String, as type: L.Type) throws -> [L] {
        let decoder = JSONDecoder()
        return try Data(contentsOf: URL(filePath: path)).split(separator: 10)
            .map { try decoder.decode(L.self, from: Data($0)) }
    }

    func publicRows() throws -> [Row] {
        var rows: [Row] = []
        for source in Self.train {
            for line in try lines("\(data)/train/\(source).jsonl", as: Line.self) {
                let text = String(line.text.trimmingCharacters(in: .whitespacesAndNewlines).prefix(2000))
                var category = line.label == "unsafe" ? line.category : "none"
                if source == "diffusiondb_prompts" {
                    guard let weak = WeakLabels.category(text) else { continue }
                    category = weak
                }
                var (labels, counted) = Harms.labels(category, besideUnknown: source == "coprov2_train")
                if source == "coprov2_train", category != "sexual", WeakLabels.isSexual(text) { counted[0] = 0 }
                if source == "diffusiondb_prompts", category == "sexual" {
                    for harm in 1..<7 { counted[harm] = 0 }
                }
                rows.append(
                    Row(
                        text: text, labels: labels, counted: counted, source: source, category: category,
                        language: line.lang, part: Harms.part(text)))
            }
        }
        return rows
    }

    /// Lines of the project's own. Lines about minors are left out, as they are in the public data.
    func corpusRows() throws -> [Row] {
        var rows: [Row] = []
        let files = try FileManager.default.contentsOfDirectory(atPath: corpus).sorted()
        for file in files where file.hasSuffix(".jsonl") && !file.contains("minors") {
            for line in try lines("\(corpus)/\(file)", as: CorpusLine.self) {
                guard let text = line.prompt, !text.contains("{") else { continue }
                let family = String(file.dropLast(6))
                guard let category = line.expect == "released" ? "none" : Self.families[family] else { continue }
                let (labels, counted) = Harms.labels(category)
                let isHeld = line.heldOut == true || family.hasSuffix("-held")
                rows.append(
                    Row(
                        text: text, labels: labels, counted: counted, source: "corpus:" + family, category: category,
                        language: line.language, part: isHeld ? .test : Harms.part(text, tenths: 3)))
            }
        }
        return try rows + languageRows()
    }

    /// Harmless lines of `languages/en.txt` and `nl.txt`, with their slots filled. Families held out are not read.
    private func languageRows() throws -> [Row] {
        var rows: [Row] = []
        for language in ["en", "nl"] {
            let path = "\(corpus)/languages/\(language).txt"
            guard FileManager.default.fileExists(atPath: path) else { continue }
            var slots: [(name: String, words: [String])] = []
            var family: String?
            for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
                let line = line.trimmingCharacters(in: .whitespaces)
                if line.isEmpty || line.hasPrefix("#") { continue }
                if line.hasPrefix("slot "), let equals = line.firstIndex(of: "=") {
                    let words = line[line.index(after: equals)...].split(separator: "|")
                        .map { $0.trimmingCharacters(in: .whitespaces) }
                    let name = line[..<equals].dropFirst(5).trimmingCharacters(in: .whitespaces)
                    slots.append((name, words))
                } else if line.hasPrefix("[") {
                    let words = line.trimmingCharacters(in: ["[", "]"]).split(separator: " ").map(String.init)
                    family = words.contains("released") && !words.contains("held") ? words[0] : nil
                } else if let family {
                    var texts = [line]
                    for slot in slots {
                        texts = texts.flatMap { text in
                            text.contains("{\(slot.name)}")
                                ? slot.words.prefix(4)
                                    .map { text.replacingOccurrences(of: "{\(slot.name)}", with: $0) } : [text]
                        }
                    }
                    let (labels, counted) = Harms.labels("none")
                    for text in texts where !text.contains("{") {
                        rows.append(
                            Row(
                                text: text, labels: labels, counted: counted, source: "corpus:" + family,
                                category: "none", language: language, part: Harms.part(line, tenths: 2)))
                    }
                }
            }
        }
        return rows
    }

    func developmentRows() throws -> [Row] {
        try Self.measure.flatMap { source in
            try lines("\(data)/dev/\(source).jsonl", as: Line.self).map { line in
                Row(
                    text: String(line.text.prefix(2000)), labels: [], counted: [], source: source,
                    category: line.label == "safe" ? "none" : line.category, language: line.lang, part: .dev)
            }
        }
    }
}
