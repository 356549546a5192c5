import ContentCredentials
import Foundation

/// `--name value` pairs after the command.
struct Arguments {
    let command: String
    private var values: [String: String] = [:]

    init(_ words: [String]) throws(ToolError) {
        guard words.count > 1 else { throw .usage }
        command = words[1]
        var rest = words.dropFirst(2)
        while let name = rest.popFirst() {
            guard name.hasPrefix("--"), let value = rest.popFirst() else { throw .usage }
            values[String(name.dropFirst(2))] = value
        }
    }

    func callAsFunction(_ name: String) throws(ToolError) -> String {
        guard let value = values[name] else { throw .missing(name) }
        return value
    }

    func optional(_ name: String) -> String? { values[name] }

    func bytes(_ name: String) throws(ToolError) -> [UInt8] { try Self.read(try self(name)) }

    func text(_ name: String) throws(ToolError) -> String { String(decoding: try bytes(name), as: UTF8.self) }

    /// The moment given in whole seconds, or the clock's.
    var now: CalendarTime {
        let seconds = optional("now").flatMap(Double.init) ?? Date().timeIntervalSince1970
        return CalendarTime(milliseconds: Int64(seconds * 1000))
    }

    static func read(_ path: String) throws(ToolError) -> [UInt8] {
        do { return Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch { throw .file(path) }
    }

    static func write(_ bytes: [UInt8], _ path: String) throws(ToolError) {
        do { try Data(bytes).write(to: URL(fileURLWithPath: path)) } catch { throw .file(path) }
    }
}

enum ToolError: Error {
    case usage
    case missing(String)
    case file(String)
    case failed(String)
}
