import ArgumentParser
import Foundation
import StaffAccess

/// The locks of the quarantine, `keys/quarantine.json`. The keys are shown once, when they are made, and kept by people.
struct QuarantineFile {
    /// Lower-case hex.
    private struct Locks: Codable {
        var reviewers: String
        var leads: String
    }

    private let path: String

    init(dataFolder: String) { path = dataFolder + "/keys/quarantine.json" }

    /// The locks; made on the first start, their keys handed to `show`.
    func locks(show: (_ name: String, _ key: String) -> Void) throws -> QuarantineLocks {
        if let kept = try read() { return kept }
        let (reviewers, leads) = (QuarantineKey(random: .system), QuarantineKey(random: .system))
        let made = try write(reviewers: reviewers.lock, leads: leads.lock)
        show(Self.name(.reviewers), reviewers.text)
        show(Self.name(.leads), leads.text)
        return made
    }

    /// A fresh key for one group; what was closed before still opens with the key before.
    func rotate(_ holder: QuarantineHolder) throws -> QuarantineKey {
        guard let kept = try read() else {
            throw ValidationError("there is no `\(path)` yet: the first start of the server makes both keys")
        }
        let key = QuarantineKey(random: .system)
        _ = try write(
            reviewers: holder == .reviewers ? key.lock : kept.reviewers, leads: holder == .leads ? key.lock : kept.leads
        )
        return key
    }

    static func name(_ holder: QuarantineHolder) -> String { "quarantine key of the \(holder.rawValue)" }

    private func read() throws -> QuarantineLocks? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        guard let locks = try? JSONDecoder().decode(Locks.self, from: data),
            let read = QuarantineLocks(
                reviewers: Hexadecimal.bytes(locks.reviewers), leads: Hexadecimal.bytes(locks.leads))
        else { throw ValidationError("`\(path)` is damaged; restore it, or delete it to have new keys made") }
        return read
    }

    private func write(reviewers: [UInt8], leads: [UInt8]) throws -> QuarantineLocks {
        let file = Locks(reviewers: Hexadecimal.text(reviewers), leads: Hexadecimal.text(leads))
        guard let locks = QuarantineLocks(reviewers: reviewers, leads: leads),
            PrivateFile.write(try JSONEncoder().encode(file), to: path)
        else { throw ValidationError("`\(path)` cannot be written") }
        return locks
    }
}
