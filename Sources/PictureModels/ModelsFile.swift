import Foundation
public import LensWire
import SafetyModel
import Yams

/// The file that plugs models in: what each is, and what its numbers mean here.
public struct ModelsFile: Sendable {
    /// Path of ONNX Runtime's library; nil where no model needs it.
    public var runtime: String?
    public var models: [PluggedModel]

    /// The most models in a file.
    public static let modelsMax = 16

    /// Reads a file. Paths in it are relative to its folder; keys of servers come from the environment, by the variables
    /// that the file names.
    public init(path: String, environment: [String: String]) throws(ModelsFileError) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw .unreadable(path) }
        let folder = URL(filePath: path).deletingLastPathComponent()
        try self.init(yaml: text, folder: folder, environment: environment)
    }

    init(yaml: String, folder: URL, environment: [String: String]) throws(ModelsFileError) {
        let loaded: Any?
        do { loaded = try Yams.load(yaml: yaml) } catch { throw .notYAML("\(error)") }
        let table = try ModelTable(loaded, place: "the file", keys: ["runtime", "models"])
        runtime = try table.text("runtime").map { URL(filePath: $0, relativeTo: folder).path }
        let entries = try table.list("models")
        guard (1...Self.modelsMax).contains(entries.count) else {
            throw .invalid("the file", "`models` lists 1 to \(Self.modelsMax) models")
        }
        models = []
        for (index, entry) in entries.enumerated() {
            let reader = ModelEntry(folder: folder, environment: environment)
            let model = try reader.model(entry, place: "model \(index + 1)")
            guard !models.contains(where: { $0.name == model.name }) else {
                throw .invalid("model \(index + 1)", "another model is called `\(model.name)`")
            }
            models.append(model)
        }
        guard runtime != nil || localModels.isEmpty else {
            throw .invalid("the file", "`runtime` names ONNX Runtime's library, which a model of kind onnx needs")
        }
        guard localModels.count <= LocalModel.countMax else {
            throw .invalid("the file", "at most \(LocalModel.countMax) models are of kind onnx")
        }
    }

    /// Those that a lens worker opens, in their order.
    public var localModels: [LocalModel] {
        models.compactMap { model in if case .lens(let local) = model.place { local } else { nil } }
    }
}

/// Why a file of models cannot be used.
public enum ModelsFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(String)
    case notYAML(String)
    /// Where, and what is wrong.
    case invalid(String, String)

    public var description: String {
        switch self {
        case .unreadable(let path): "the file of models `\(path)` cannot be read"
        case .notYAML(let why): "the file of models is not YAML: \(why)"
        case .invalid(let place, let why): "in the file of models, \(place): \(why)"
        }
    }
}
