import ArgumentParser
import ContentCredentials
import Foundation
import Outreach
import SafetyModel
import Screening

/// The keys with which pictures are marked: the operator's, or self-made ones in the data folder.
struct MarkingFiles {
    private let folder: String
    private let clock: Timepiece

    init(dataFolder: String, clock: Timepiece) {
        folder = dataFolder
        self.clock = clock
    }

    /// What marks the pictures that leave.
    func marker(_ settings: SettingsReader) throws -> CredentialMarker {
        let address = try settings.text("time-stamp-url")
        guard address.isEmpty || address.hasPrefix("http://") || address.hasPrefix("https://") else {
            throw ValidationError("setting `time-stamp-url` must be an address with http or https")
        }
        return CredentialMarker(
            signer: try signer(settings), markKey: try markKeys()[0],
            validator: ContentCredentialValidator(trust: try trust()),
            timeStamps: address.isEmpty ? nil : TimeStampClient(address: address).port, version: ProgramVersion.text)
    }

    /// Whose credentials are believed: those that were self-made here.
    func trust() throws -> TrustList {
        let root = FileManager.default.contents(atPath: path("root.pem")).map { String(decoding: $0, as: UTF8.self) }
        do throws(TrustListError) { return try TrustList(anchorsPEM: root ?? "") } catch {
            throw ValidationError("`\(path("root.pem"))` is damaged; restore it, or delete the folder to have it made")
        }
    }

    /// The most keys of marks that are looked for.
    static let markKeysMax = 8

    private var markKeysFile: String { folder + "/keys/mark.keys" }

    /// Puts a fresh key of marks before those that are there; returns how many there are now. The oldest of more than
    /// `markKeysMax` goes, and marks that were made with it are not found any more.
    func rotateMarkKey() throws -> Int {
        let keys = try [Self.freshMarkKey()] + (FileManager.default.fileExists(atPath: markKeysFile) ? markKeys() : [])
        let kept = keys.prefix(Self.markKeysMax)
        try Self.write(kept.map { Hexadecimal.text($0) + "\n" }.joined(), to: markKeysFile)
        return kept.count
    }

    private static func freshMarkKey() -> [UInt8] { (0..<32).map { _ in UInt8.random(in: 0...255) } }

    /// Keys of marks, the current one first. Older ones are still looked for.
    func markKeys() throws -> [[UInt8]] {
        let path = markKeysFile
        if let data = FileManager.default.contents(atPath: path) {
            let keys = String(decoding: data, as: UTF8.self).split(separator: "\n").map { Hexadecimal.bytes($0) }
            guard !keys.isEmpty, keys.count <= Self.markKeysMax, keys.allSatisfy({ $0.count == 32 }) else {
                throw ValidationError(
                    "`\(path)` must have 64 hexadecimal digits on each of at most \(Self.markKeysMax) lines")
            }
            return keys
        }
        let key = Self.freshMarkKey()
        try Self.write(Hexadecimal.text(key) + "\n", to: path)
        return [key]
    }

    private func path(_ name: String) -> String { folder + "/credentials/" + name }

    private func signer(_ settings: SettingsReader) throws -> CredentialSigner {
        let (key, chain) = (try settings.text("credential-key"), try settings.text("credential-chain"))
        guard key.isEmpty == chain.isEmpty else {
            throw ValidationError("settings `credential-key` and `credential-chain` go together")
        }
        guard key.isEmpty else { return try Self.signer(key: key, chain: chain) }
        if FileManager.default.fileExists(atPath: path("key.pem")) {
            let own = try Self.signer(key: path("key.pem"), chain: path("chain.pem"))
            // WHY: nobody but this program believes a self-made chain, so it is simply made anew in time.
            let soon = clock.now().adding(seconds: 30 * 86_400)
            if own.notValidAfter.milliseconds > soon.milliseconds { return own }
        }
        try Self.makeAuthority(in: folder + "/credentials", organisation: "Vangrail", at: clock.now())
        return try Self.signer(key: path("key.pem"), chain: path("chain.pem"))
    }

    private static func signer(key: String, chain: String) throws -> CredentialSigner {
        func text(_ path: String) throws -> String {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw ValidationError("cannot read `\(path)`")
            }
            return String(decoding: data, as: UTF8.self)
        }
        do { return try CredentialSigner(keyPEM: text(key), chainPEM: text(chain)) } catch let error as SignerError {
            throw ValidationError("`\(key)` and `\(chain)` cannot sign: \(error)")
        }
    }

    /// Makes a chain of its own: `key.pem`, `chain.pem`, and `root.pem` for who wants to check.
    static func makeAuthority(in folder: String, organisation: String, at now: Moment) throws {
        var random = SystemRandomNumberGenerator()
        let made: TestAuthority
        do {
            made = try TestAuthority(
                organisation: organisation, commonName: "\(organisation) signer",
                validFrom: CalendarTime(milliseconds: now.adding(seconds: -3_600).milliseconds), using: &random)
        } catch { throw ValidationError("no certificate can be made for `\(organisation)`: \(error)") }
        for (name, text) in [("key.pem", made.keyPEM), ("chain.pem", made.chainPEM), ("root.pem", made.rootPEM)] {
            try write(text, to: folder + "/" + name)
        }
    }

    private static func write(_ text: String, to path: String) throws {
        guard PrivateFile.write(Data(text.utf8), to: path) else { throw ValidationError("`\(path)` cannot be written") }
    }
}
