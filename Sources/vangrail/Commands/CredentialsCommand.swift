import ArgumentParser
import ContentCredentials
import Foundation
import SafetyModel
import Storage

/// Content Credentials on files, without a server.
struct CredentialsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credentials",
        abstract: "Make keys of your own, and verify Content Credentials of files.",
        subcommands: [Init.self, RotateMark.self, Verify.self])

    struct RotateMark: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate-mark", abstract: "Have marks in pixels made with a fresh key from the next start on.",
            discussion: """
                Marks made with the seven keys before it are still found. Do it when somebody may have seen the key, and \
                start the server again.
                """)
        @Option(help: "The data folder.") var data: String

        func run() throws {
            guard FileManager.default.fileExists(atPath: data) else {
                throw ValidationError("there is no data folder `\(data)`")
            }
            let count = try MarkingFiles(dataFolder: data, clock: .system).rotateMarkKey()
            print(
                "\(data)/keys/mark.keys: \(count) key\(count == 1 ? "" : "s"), the fresh one first; start the server again"
            )
        }
    }

    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "init", abstract: "Make a key and a self-made chain of certificates.",
            discussion: """
                Writes key.pem, chain.pem and root.pem. Nobody else trusts a self-made root: give root.pem to those who \
                should, or use a certificate of an authority on the C2PA trust list (credential-key, credential-chain).
                """)
        @Argument(help: "The folder to write to; it must not hold a key yet.") var folder: String
        @Option(help: "Who signs, at most 48 characters.") var organisation = "Vangrail"

        func run() throws {
            guard !FileManager.default.fileExists(atPath: folder + "/key.pem") else {
                throw ValidationError("`\(folder)/key.pem` is there already; a key is never written over")
            }
            try MarkingFiles.makeAuthority(in: folder, organisation: organisation, at: Timepiece.system.now())
            print("\(folder)/key.pem  \(folder)/chain.pem  \(folder)/root.pem")
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Say what the Content Credentials of files tell and whether they hold.",
            discussion: """
                Exit 0: all are trusted. 3: all hold, and nobody vouches for a signer. 4: a file has none. 1: some do not \
                hold, or a file could not be read.
                """)
        @Argument(help: "Pictures (PNG, JPEG or WebP).") var files: [String]
        @Option(help: "PEM file with the roots that you trust.") var anchors: String?
        @Option(help: "PEM file with the roots of time stamp authorities that you trust.") var timeStampAnchors: String?
        @Flag(help: "One JSON object a line.") var json = false

        func run() throws {
            let trust: TrustList
            do {
                trust = try TrustList(
                    anchorsPEM: try anchors.map(Self.text) ?? "",
                    timeStampAnchorsPEM: try timeStampAnchors.map(Self.text) ?? "")
            } catch let error as TrustListError { throw ValidationError("the anchors cannot be read: \(error)") }
            let validator = ContentCredentialValidator(trust: trust)
            let now = CalendarTime(milliseconds: Timepiece.system.now().milliseconds)
            var worst: Int32 = 0
            for file in files {
                guard let data = FileManager.default.contents(atPath: file) else {
                    FileHandle.standardError.write(Data("\(file): cannot read the file\n".utf8))
                    worst = 1
                    continue
                }
                let report = validator.validate(Array(data), at: now)
                try show(report, file)
                worst = Self.worse(worst, report.state)
            }
            if worst != 0 { throw ExitCode(worst) }
        }

        private static func text(_ path: String) throws -> String {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw ValidationError("cannot read `\(path)`")
            }
            return String(decoding: data, as: UTF8.self)
        }

        /// A file that does not hold weighs most, then one without credentials, then one that nobody vouches for.
        private static func worse(_ code: Int32, _ state: ValidationReport.State) -> Int32 {
            let own: Int32 =
                switch state {
                case .trusted: 0
                case .untrusted: 3
                case .none: 4
                case .invalid: 1
                }
            let order: [Int32] = [0, 3, 4, 1]
            return (order.firstIndex(of: own) ?? 0) > (order.firstIndex(of: code) ?? 0) ? own : code
        }

        private func show(_ report: ValidationReport, _ file: String) throws {
            let manifest = report.manifest
            if json {
                var object: [String: Any] = ["file": file, "state": report.state.rawValue]
                object["signer"] = manifest?.signer?.commonName
                object["organisation"] = manifest?.signer?.organisation
                object["claim_generator"] = manifest?.claimGenerator?.name
                object["time_stamp"] = manifest?.timeStamp?.time.text
                object["actions"] = manifest?.actions.map { ["action": $0.name, "when": $0.when ?? ""] }
                object["made_by_model"] = report.namesModel
                object["ingredients"] = report.ingredients.count
                object["failures"] = report.failures.map { ["code": $0.code.rawValue, "at": $0.place] }
                let data = try JSONSerialization.data(
                    withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
                return print(String(decoding: data, as: UTF8.self))
            }
            print("\(file): \(report.state.rawValue)")
            if let signer = manifest?.signer {
                print("  signed by \(signer.commonName ?? "?") (\(signer.organisation ?? "?"))")
            }
            if let stamp = manifest?.timeStamp {
                print(
                    "  stamped \(stamp.time.text)\(stamp.isTrusted ? "" : ", by an authority that nobody vouches for")")
            }
            for action in manifest?.actions ?? [] {
                print("  \(action.name) \(action.when ?? "") \(action.softwareAgent?.name ?? "")")
            }
            for failure in report.failures { print("  \(failure.code.rawValue): \(failure.explanation)") }
        }
    }
}
