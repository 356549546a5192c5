import ArgumentParser
import Foundation
import Lens
import PromptReading

/// The files that belong to this program.
enum Programs {
    /// The lens: where the setting says, or beside this program.
    static func lens(named path: String) throws -> String {
        let own = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let running = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            .map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        let found = path.isEmpty ? (running ?? own).appendingPathComponent("vangrail-lens").path : path
        guard FileManager.default.isExecutableFile(atPath: found) else {
            throw ValidationError("the lens `\(found)` is not there or cannot be started; set lens-path")
        }
        return found
    }

    /// One lens, for commands that read a few pictures and end.
    static var singleLensSettings: LensSettings {
        var settings = LensSettings()
        settings.workers = 1
        settings.textLanguages = LensSettings.usualTextLanguages
        settings.startsTextAtOnce = false
        return settings
    }

    /// A pool of one lens beside this program.
    static func singleLens() throws -> LensPool {
        LensPool(executable: try lens(named: ""), settings: singleLensSettings)
    }

    /// The reader with the language files and models of this program.
    static func reader(withEncoder: Bool = true) throws -> PromptReader {
        do { return try PromptReader.embedded(withEncoder: withEncoder) } catch {
            throw ValidationError("the language files of this program cannot be read: \(error)")
        }
    }
}
