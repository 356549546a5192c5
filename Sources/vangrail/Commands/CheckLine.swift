import Foundation
import PolicyEngine
import SafetyModel
import Screening

/// One line of `vangrail check --jsonl`, as it comes in.
struct CheckLine: Decodable {
    var id: String
    var operation: SafetyModel.Operation?
    var prompt: String?
    var turns: [String]?
    var images: [String]?
    var mask: String?
    var account: AccountWords?

    /// What the platform would say of the account.
    struct AccountWords: Decodable {
        var id: String?
        var standing: Account.Standing?
        var tier: String?
        var adultMode: Bool?
        var adultVerified: Bool?
        var audience: Audience?
        var country: String?
        var pictureOwner: String?
        var mayGenerate: Bool?
        var mayEditPeople: Bool?
    }

    /// Reads a line; the error says what is wrong with it.
    static func parse(_ line: String) throws(CheckLineError) -> CheckLine {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            if let unknown = try decoder.decode(KeyCheck.self, from: Data(line.utf8)).unknown {
                throw CheckLineError.notALine(id: idOnly(line), problem: unknown)
            }
            let read = try decoder.decode(CheckLine.self, from: Data(line.utf8))
            guard read.prompt != nil || read.turns?.isEmpty == false || read.operation == .vary else {
                throw CheckLineError.noWords(id: read.id)
            }
            return read
        } catch let error as CheckLineError {
            throw error
        } catch let error as DecodingError {
            throw .notALine(id: idOnly(line), problem: CheckLineError.problem(error))
        } catch { throw .notALine(id: idOnly(line), problem: "not JSON") }
    }

    /// The request, with pictures read from their files; a file that cannot be opened becomes an empty picture, which
    /// no reader can read and which is therefore held.
    func request() -> ImageRequest {
        let pictures = (images ?? []).map(Self.picture)
        let account = account ?? AccountWords()
        return ImageRequest(
            operation: operation ?? (pictures.isEmpty ? .generate : .edit),
            prompt: Prompt(turns: turns.map { $0 + (prompt.map { [$0] } ?? []) } ?? [prompt ?? ""]),
            pictures: pictures, mask: mask.map(Self.picture),
            requester: Requester(
                account: self.account == nil ? nil : name(of: account), tier: account.tier,
                adultVerified: account.adultVerified ?? false, audience: account.audience ?? .public,
                country: account.country?.lowercased(), pictureOwner: account.pictureOwner.map(AccountID.init(text:))))
    }

    /// The account as the store should know it, where the line says anything about it.
    var storedAccount: Account? {
        guard let account else { return nil }
        return Account(
            id: name(of: account), standing: account.standing ?? .good, tier: account.tier,
            adultMode: account.adultMode ?? false,
            mayGenerate: account.mayGenerate ?? true, mayEditPeople: account.mayEditPeople ?? true)
    }

    /// An account that the line does not name is nobody else's on any other line.
    private func name(of account: AccountWords) -> AccountID { AccountID(text: account.id ?? "line \(id)") }

    private static func picture(_ path: String) -> Picture {
        Picture(bytes: FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? [])
    }

    private static func idOnly(_ line: String) -> String? {
        struct Named: Decodable { var id: String }
        return (try? JSONDecoder().decode(Named.self, from: Data(line.utf8)))?.id
    }
}

/// The keys that a line may have; anything else is a misspelling that would change what is judged.
private struct KeyCheck: Decodable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private static let known = ["id", "operation", "prompt", "turns", "images", "mask", "account"]
    private static let knownOfAccount = [
        "id", "standing", "tier", "adultMode", "adultVerified", "audience", "country", "pictureOwner", "mayGenerate",
        "mayEditPeople",
    ]

    /// What is wrong, in words.
    let unknown: String?

    init(from decoder: any Decoder) throws {
        let line = try decoder.container(keyedBy: Key.self)
        var problem = Self.problem(line.allKeys, known: Self.known)
        if problem == nil, line.allKeys.contains(where: { $0.stringValue == "account" }) {
            let account = try line.nestedContainer(keyedBy: Key.self, forKey: Key(stringValue: "account"))
            problem = Self.problem(account.allKeys, known: Self.knownOfAccount)
        }
        unknown = problem
    }

    private static func problem(_ keys: [Key], known: [String]) -> String? {
        keys.map(\.stringValue).first { !known.contains($0) }.map {
            "unknown key `\($0)`: \(Suggestion.hint(for: $0, among: known))"
        }
    }
}

/// What is wrong with a line.
enum CheckLineError: Error, CustomStringConvertible {
    case noWords(id: String?)
    case notALine(id: String?, problem: String)

    var id: String? {
        switch self {
        case .noWords(let id), .notALine(let id, _): id
        }
    }

    var description: String {
        switch self {
        case .noWords: "neither `prompt` nor `turns` is there"
        case .notALine(_, let problem): problem
        }
    }

    static func problem(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "`\(key.stringValue)` is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "`\(context.codingPath.map(\.stringValue).joined(separator: "."))` has the wrong type"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            "`\(context.codingPath.map(\.stringValue).joined(separator: "."))` has a value that is not known"
        default: "not a JSON object on one line"
        }
    }
}
