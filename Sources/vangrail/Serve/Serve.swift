import ArgumentParser
import AuditTrail
import Foundation
import GatewayAPI
import Hummingbird
import Lens
import Logging
import NIOCore
import SafetyModel
import Screening
import ServiceLifecycle
import Storage

/// `vangrail serve`: the gate as a server.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Stand between clients and the image generator.",
        discussion: """
            Settings come from flags, then VANGRAIL_… in the environment, then the file named by --config, then \
            defaults; `vangrail serve --help-settings` lists them. On the first start it prints a platform key, an \
            admin key and the two keys of the quarantine, once.
            """)

    @Option(help: "Settings file (YAML).") var config: String?
    @Flag(help: "List every setting and end.") var helpSettings = false
    @Argument(parsing: .allUnrecognized, help: .hidden) var flags: [String] = []

    func run() async throws {
        if helpSettings { return Self.printSettings() }
        let settings: SettingsReader
        do {
            settings = try SettingsReader(
                flags: flags, environment: ProcessInfo.processInfo.environment, file: config)
        } catch { throw ValidationError("\(error)") }
        do { try await serve(settings) } catch let error as SettingsError { throw ValidationError("\(error)") }
    }

    private func serve(_ settings: SettingsReader) async throws {
        var logger = Logger(label: "vangrail") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Logger.Level(rawValue: try settings.text("log-level")) ?? .notice
        let address = try ListenAddress(settings.text("listen"))
        let parts = try await Parts(settings)
        do {
            let data = try settings.text("data")
            let keys = try AccessKeyFile(dataFolder: data).keys(
                platform: settings.text("platform-key"), admin: settings.text("admin-key"), show: Self.show)
            let locks = try QuarantineFile(dataFolder: data).locks(show: Self.show)
            let server = try await Server(
                settings: settings, parts: parts, keys: keys, locks: locks, address: address, logger: logger)
            for finding in parts.store.openingFindings {
                logger.error("the audit trail is not whole", metadata: ["finding": "\(finding.message)"])
            }
            try await parts.note(.started)
            logger.notice("listening", metadata: ["address": "\(address)"])
            try await server.run()
            try await parts.note(.stopped)
        } catch {
            await parts.close()
            throw error
        }
        await parts.close()
    }

    private static func show(_ name: String, _ key: String) {
        // WHY: `print` buffers where the output is a file or a pipe; these lines must be there at once.
        FileHandle.standardOutput.write(Data("\(name), shown this once: \(key)\n".utf8))
    }

    private static func printSettings() {
        for setting in Setting.all {
            let fallback = setting.isSecret || setting.fallback.isEmpty ? "" : " (default: \(setting.fallback))"
            print(
                "\(setting.isSecret ? "" : "--")\(setting.key)  \(setting.variable)\(fallback)\n    \(setting.meaning)")
        }
    }
}

/// Where the server listens.
struct ListenAddress: CustomStringConvertible, Sendable {
    let host: String
    let port: Int

    init(_ text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 2, let last = parts.last, let port = Int(last), (0...65_535).contains(port) else {
            throw ValidationError("setting `listen` must be HOST:PORT, for instance 127.0.0.1:8080")
        }
        host = parts.dropLast().joined(separator: ":").trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        self.port = port
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Only programs on this machine can connect.
    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
