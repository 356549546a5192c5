import FoundationEssentials

/// Who helps people whose pictures are abused, by country. Where each number was read, and when, stands in the file.
struct HelpLines: Sendable, Decodable {
    struct Country: Sendable, Decodable {
        /// ISO 3166; `world` for what works everywhere.
        var code: String
        /// In its own language.
        var name: String
        /// The number for emergencies; nil for the world.
        var emergency: String?
        /// Languages of the pages on which this country comes first.
        var languages: [String]
        var lines: [Line]
    }

    struct Line: Sendable, Decodable {
        var name: String
        /// As people write it; nil where there is only a page.
        var phone: String?
        /// Where help is to be found too.
        var page: String?
        /// `all`, `child` or `adult`.
        var audience: String
        /// Where the number was read.
        var source: String
        /// The day on which it was read there.
        var read: String
    }

    var countries: [Country]

    static let all: HelpLines =
        (try? JSONDecoder().decode(HelpLines.self, from: Data(PackageResources.help_lines_json)))
        ?? HelpLines(countries: [])

    /// The countries of a language, then the world, then the others.
    func sorted(for language: PageLanguage) -> (near: [Country], world: Country?, others: [Country]) {
        let near = countries.filter { $0.languages.contains(language.rawValue) }
        return (
            near, countries.first { $0.code == "world" },
            countries.filter { $0.code != "world" && !$0.languages.contains(language.rawValue) }
        )
    }
}
