import FoundationEssentials

/// One language's file: all words of the public pages, of letters, and of what statements and answers say.
struct MessageFile: Sendable, Decodable {
    /// Words of the pages, by key.
    var pages: [String: String]
    /// Sentences of mails, by key.
    var mails: [String: String]
    /// Texts by `MessageKey`; English ones are Casework's own.
    var messages: [String: String]

    /// The files as they were compiled in.
    static let bytes: [PageLanguage: [UInt8]] = [
        .nl: PackageResources.messages_nl_json, .en: PackageResources.messages_en_json,
        .de: PackageResources.messages_de_json, .fr: PackageResources.messages_fr_json,
        .es: PackageResources.messages_es_json, .pl: PackageResources.messages_pl_json,
        .ar: PackageResources.messages_ar_json, .tr: PackageResources.messages_tr_json,
        .uk: PackageResources.messages_uk_json,
    ]

    /// Each language's file, read once. Tests see to it that each can be read and holds the same keys.
    static let all: [PageLanguage: MessageFile] = bytes.mapValues { bytes in
        (try? JSONDecoder().decode(MessageFile.self, from: Data(bytes)))
            ?? MessageFile(pages: [:], mails: [:], messages: [:])
    }
}

/// Puts values into the gaps of a text, `{name}`. What a value says is never read as a gap.
func filled(_ text: String, _ values: [String: String]) -> String {
    guard !values.isEmpty, text.contains("{") else { return text }
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{") {
        result += rest[..<open]
        rest = rest[open...]
        guard let close = rest.firstIndex(of: "}"),
            let value = values[String(rest[rest.index(after: open)..<close])]
        else {
            result.append(rest.removeFirst())
            continue
        }
        result += value
        rest = rest[rest.index(after: close)...]
    }
    return result + rest
}

/// The names of the gaps in a text.
func gaps(in text: String) -> Set<String> {
    Set(
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.firstIndex(of: "}").map { String(part[..<$0]) }
        })
}
