import Configuration
import Foundation
import PolicyEngine
import Yams

/// Reads settings: flags win over the environment, the environment wins over the file, the file over the defaults.
struct SettingsReader: Sendable {
    private let reader: ConfigReader

    /// Reads the three places. Unknown flags and file keys are errors that name the nearest setting.
    init(flags: [String], environment: [String: String], file: String?) throws(SettingsError) {
        try Self.check(flags)
        let variables = EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "vangrail")
        reader = ConfigReader(providers: [
            CommandLineArgumentsProvider(arguments: ["vangrail"] + flags), variables,
            InMemoryProvider(name: "file", values: try Self.values(in: file)),
        ])
    }

    /// The text of a setting, checked against its kind.
    func text(_ key: String) throws(SettingsError) -> String {
        guard let setting = Setting.all.first(where: { $0.key == key }) else {
            throw .unknown(key, hint: Self.hint(key))
        }
        let found = reader.string(forKey: ConfigKey([key]), isSecret: setting.isSecret) ?? setting.fallback
        guard setting.accepts(found) else { throw .invalid(key, expected: setting.expectation) }
        return found
    }

    /// A whole number.
    func number(_ key: String) throws(SettingsError) -> Int {
        guard let number = Int(try text(key)) else { throw .invalid(key, expected: "a whole number") }
        return number
    }

    /// `on` or `off`.
    func isOn(_ key: String) throws(SettingsError) -> Bool { ["on", "true", "yes"].contains(try text(key)) }

    /// Words separated by commas.
    func list(_ key: String) throws(SettingsError) -> [String] {
        try text(key).split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private static func check(_ flags: [String]) throws(SettingsError) {
        for flag in flags where flag.hasPrefix("--") {
            let key = String(flag.dropFirst(2).prefix { $0 != "=" })
            guard let setting = Setting.all.first(where: { $0.key == key }) else {
                throw .unknown("--" + key, hint: hint(key))
            }
            // WHY: a secret on the command line is visible to every user of the machine.
            guard !setting.isSecret else { throw .secretFlag(setting.variable) }
        }
    }

    private static func values(in file: String?) throws(SettingsError) -> [AbsoluteConfigKey: ConfigValue] {
        guard let file else { return [:] }
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { throw .unreadable(file) }
        let loaded: Any?
        do { loaded = try Yams.load(yaml: text) } catch { throw .notYAML(file) }
        guard let table = (loaded ?? [String: Any]()) as? [String: Any] else { throw .notYAML(file) }
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (key, value) in table {
            guard Setting.all.contains(where: { $0.key == key }) else { throw .unknown(key, hint: hint(key)) }
            values[AbsoluteConfigKey([key])] = ConfigValue(.string(written(value)), isSecret: false)
        }
        return values
    }

    private static func written(_ value: Any) -> String {
        switch value {
        case let list as [Any]: list.map(written).joined(separator: ",")
        case let flag as Bool: flag ? "on" : "off"
        default: "\(value)"
        }
    }

    private static func hint(_ key: String) -> String { Suggestion.hint(for: key, among: Setting.all.map(\.key)) }
}

extension Setting {
    fileprivate func accepts(_ value: String) -> Bool {
        switch kind {
        case .text, .list: value.utf8.count <= 4096
        case .number(let bounds): Int(value).map(bounds.contains) ?? false
        case .toggle: ["on", "off", "true", "false", "yes", "no"].contains(value)
        case .choice(let words): words.contains(value)
        }
    }

    fileprivate var expectation: String {
        switch kind {
        case .text, .list: "at most 4096 bytes"
        case .number(let bounds): "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
        case .toggle: "`on` or `off`"
        case .choice(let words): words.map { "`\($0)`" }.joined(separator: " or ")
        }
    }
}

/// Why the settings cannot be used.
enum SettingsError: Error, CustomStringConvertible {
    case unknown(String, hint: String)
    case invalid(String, expected: String)
    case unreadable(String)
    case notYAML(String)
    case secretFlag(String)

    var description: String {
        switch self {
        case .unknown(let key, let hint): "unknown setting `\(key)`: \(hint)"
        case .invalid(let key, let expected): "setting `\(key)` must be \(expected)"
        case .unreadable(let file): "settings file `\(file)` cannot be read"
        case .notYAML(let file): "settings file `\(file)` is not a YAML table of settings"
        case .secretFlag(let variable): "secrets are not taken from flags: set \(variable) in the environment"
        }
    }
}
