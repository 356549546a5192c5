import ArgumentParser
import AuditTrail
import Foundation
import SafetyModel
import Storage

/// Reads the audit trail in a data folder; the server may run or not.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Verify the audit trail, or show what it says of something.",
        subcommands: [VerifyAudit.self, ShowAudit.self])
}

/// `vangrail audit verify --data DIR`
struct VerifyAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every link of every chain and every signed checkpoint.",
        discussion: "Exit 0: sound. Exit 1: something was altered, removed or moved; it says where.")

    @Option(help: "The data folder.") var data = "./data"

    func run() async throws {
        let reader = try AuditCommand.open(data)
        let reports: [AuditReport]
        do { reports = try await reader.verify() } catch { throw ValidationError(error.message) }
        for report in reports {
            print(
                "chain \(report.chain): \(report.records) records, signed through \(report.confirmedThrough), "
                    + (report.isSound ? "sound" : "\(report.findingCount) problems"))
            for finding in report.findings { print("  \(finding.message)") }
        }
        guard reports.allSatisfy(\.isSound) else { throw ExitCode(1) }
    }
}

/// `vangrail audit show ID --data DIR`
struct ShowAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Every record about a decision, case, output or switch, oldest first.")

    @Argument(help: "The id, for instance dec_… as callers saw it in x-vangrail-decision.") var id: String
    @Option(help: "The data folder.") var data = "./data"

    func run() async throws {
        let reader = try AuditCommand.open(data)
        let records: [StoredAuditRecord]
        do { records = try await reader.auditRecords(about: id) } catch { throw ValidationError(error.message) }
        guard !records.isEmpty else { throw ValidationError("no record about `\(id)` in \(data)") }
        for record in records {
            print("\(record.chain) #\(record.sequence) \(AuditCommand.time(record.at)) \(record.kind)")
            guard let entry = record.entry else { continue }
            for (name, value) in entry.fields.sorted(by: { $0.key < $1.key }) { print("  \(name): \(value)") }
        }
    }
}

extension AuditCommand {
    fileprivate static func open(_ folder: String) throws -> AuditReader {
        do { return try SQLiteStore.openForReading(folder: folder) } catch { throw ValidationError(error.message) }
    }

    fileprivate static func time(_ moment: Moment) -> String {
        Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000).formatted(
            .iso8601.year().month().day().time(includingFractionalSeconds: true))
    }
}
