import Foundation
import LensWire
import SafetyModel

/// Reads one entry of the file of models.
struct ModelEntry {
    let folder: URL
    let environment: [String: String]

    private static let common = ["name", "kind", "reader", "at", "labels", "squash", "rules"]
    private static let local = ["file", "size", "fit", "layout", "colours", "mean", "deviation", "answer"]
    private static let remote = ["url", "key-variable", "model", "prompt", "seconds"]

    func model(_ value: Any, place: String) throws(ModelsFileError) -> PluggedModel {
        let all = try ModelTable(value, place: place, keys: Self.common + Self.local + Self.remote)
        let name = try all.required("name")
        guard name.utf8.count <= 40, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
            throw all.wrong("name", "at most forty letters, digits and hyphens")
        }
        let kind = try all.required("kind")
        let dialect = RemoteModel.Dialect(rawValue: kind)
        guard dialect != nil || kind == "onnx" else {
            let kinds = ["onnx"] + RemoteModel.Dialect.allCases.map(\.rawValue)
            throw all.wrong("kind", kinds.map { "`\($0)`" }.joined(separator: ", "))
        }
        let own = dialect == nil ? Self.local : Self.remote
        let table = try ModelTable(value, place: "model `\(name)`", keys: Self.common + own)
        guard let labels = try table.texts("labels"), labels.count <= LocalModel.labelsMax,
            Set(labels).count == labels.count
        else { throw table.wrong("labels", "a list of different texts") }
        var rules: [LevelRule] = []
        for (index, rule) in try table.list("rules").enumerated() {
            rules.append(try self.rule(rule, labels, place: "model `\(name)`, rule \(index + 1)"))
        }
        guard !rules.isEmpty else { throw .invalid(table.place, "`rules` say what its labels mean; there are none") }
        guard let reader = Reader(rawValue: try table.text("reader") ?? "model"), [.model, .age].contains(reader) else {
            throw table.wrong("reader", "`model` or `age`")
        }
        let place: PluggedModel.Place =
            if let dialect {
                .remote(try remoteModel(table, dialect))
            } else {
                .lens(try localModel(table, labels: labels.count))
            }
        return PluggedModel(
            name: name, reader: reader, stages: try stages(table), labels: labels,
            squash: try table.word("squash", usual: .none), rules: rules, place: place)
    }

    private func stages(_ table: ModelTable) throws(ModelsFileError) -> Set<Facts.Stage> {
        guard let words = try table.texts("at") else { return Set(Facts.Stage.allCases) }
        let stages = words.compactMap { Facts.Stage(rawValue: $0) }
        guard stages.count == words.count else { throw table.wrong("at", "`input`, `output`, or both in a list") }
        return Set(stages)
    }

    private func localModel(_ table: ModelTable, labels: Int) throws(ModelsFileError) -> LocalModel {
        guard let size = try table.numbers("size", count: 2), let width = Int(exactly: size[0]),
            let height = Int(exactly: size[1])
        else { throw table.wrong("size", "the pixels a side that it takes, or width and height in a list") }
        let model = LocalModel(
            file: URL(filePath: try table.required("file"), relativeTo: folder).path, width: width, height: height,
            fit: try table.word("fit", usual: .stretch), layout: try table.word("layout", usual: .planes),
            colours: try table.word("colours", usual: .rgb),
            mean: (try table.numbers("mean", count: 3) ?? [0, 0, 0]).map { Float($0) },
            deviation: (try table.numbers("deviation", count: 3) ?? [1, 1, 1]).map { Float($0) },
            answer: try table.word("answer", usual: .scores), labels: labels)
        guard model.isSound else {
            throw .invalid(table.place, "`size` is 1 to \(LocalModel.sideMax), and no `deviation` is 0")
        }
        guard FileManager.default.isReadableFile(atPath: model.file) else {
            throw .invalid(table.place, "there is no file `\(model.file)` that can be read")
        }
        return model
    }

    private func remoteModel(
        _ table: ModelTable, _ dialect: RemoteModel.Dialect
    ) throws(ModelsFileError) -> RemoteModel {
        var url = try table.required("url")
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
            throw table.wrong("url", "an address that starts with https://")
        }
        while url.hasSuffix("/") { url.removeLast() }
        var key = ""
        if let variable = try table.text("key-variable") {
            guard let found = environment[variable], !found.isEmpty else {
                throw .invalid(table.place, "the environment has no `\(variable)`, which `key-variable` names")
            }
            key = found
        }
        let seconds = try table.number("seconds") ?? 10
        guard (0.1...120).contains(seconds) else { throw table.wrong("seconds", "0.1 to 120") }
        return RemoteModel(
            dialect: dialect, url: url, key: key,
            model: try table.text("model"), prompt: try table.text("prompt"), seconds: seconds)
    }

    private func rule(_ value: Any, _ labels: [String], place: String) throws(ModelsFileError) -> LevelRule {
        let keys = ["label", "labels", "category", "suspected", "clear", "severe", "subject", "at-least", "below"]
        let table = try ModelTable(value, place: place, keys: keys)
        let names = try table.texts(table.has("label") ? "label" : "labels") ?? []
        let places = names.compactMap { labels.firstIndex(of: $0) }
        guard !places.isEmpty, places.count == names.count else {
            throw .invalid(place, "`label` or `labels` name labels of the model: \(labels.joined(separator: ", "))")
        }
        return LevelRule(labels: places, effect: try effect(table))
    }

    private func effect(_ table: ModelTable) throws(ModelsFileError) -> LevelRule.Effect {
        if let word = try table.text("subject") {
            let atLeast = try table.number("at-least")
            let below = try table.number("below")
            guard let subject = Facts.Subject(rawValue: word), subject >= .unclearPerson else {
                throw table.wrong("subject", "`child-like`, or `unclear-person`")
            }
            guard atLeast != nil || below != nil, !table.has("category") else {
                throw .invalid(table.place, "a rule with `subject` has `at-least` or `below`, and no `category`")
            }
            return .subject(subject, atLeast: atLeast, below: below)
        }
        guard let word = try table.text("category"), let category = Category(rawValue: word),
            !Self.ours.contains(category)
        else {
            let words = Category.allCases.filter { !Self.ours.contains($0) }.map(\.rawValue)
            throw table.wrong("category", "one of " + words.joined(separator: ", "))
        }
        var bounds: [Level: Double] = [:]
        for level in Level.allCases where level > .none { bounds[level] = try table.number(level.name) }
        guard !bounds.isEmpty, !table.has("at-least"), !table.has("below") else {
            throw .invalid(
                table.place, "a rule with `category` says from which value it is `suspected`, `clear` or `severe`")
        }
        return .category(category, bounds)
    }

    /// What only the gate itself can say.
    private static let ours: Set<Category> = [.protected, .bankMatch, .notUnderstood, .unread]
}
