import Casework
import ContentCredentials
import SafetyModel

/// The words of the public pages in one language.
struct Words: Sendable {
    let language: PageLanguage
    private let pages: [String: String]

    init(_ language: PageLanguage) {
        self.language = language
        pages = MessageFile.all[language]?.pages ?? [:]
    }

    /// The text of that key with its gaps filled; the key itself where there is none, so that nothing is silently left
    /// out.
    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        filled(pages[key] ?? key, values)
    }

    /// Texts whose keys begin with that, by the rest of the key.
    func group(_ prefix: String) -> [(name: String, text: String)] {
        pages.filter { $0.key.hasPrefix(prefix) }.map { (String($0.key.dropFirst(prefix.count)), $0.value) }
            .sorted { $0.0 < $1.0 }
    }

    /// A stretch of time in its two largest units.
    func span(seconds: Int64) -> String {
        let minutes = max(0, seconds) / 60
        if minutes >= 48 * 60 {
            return self("time.days", ["days": String(minutes / 1440), "hours": String(minutes / 60 % 24)])
        }
        return self("time.hours", ["hours": String(minutes / 60), "minutes": String(minutes % 60)])
    }

    /// A duration of the rules: whole days as days, whole hours as hours, else as `span`.
    func duration(seconds: Int64) -> String {
        if seconds >= 2 * 86_400, seconds % 86_400 == 0 {
            return self("time.day-count", ["count": String(seconds / 86_400)])
        }
        if seconds > 0, seconds % 3600 == 0 { return self("time.hour-count", ["count": String(seconds / 3600)]) }
        return span(seconds: seconds)
    }

    /// A moment as an element that scripts turn into the reader's own time.
    func time(_ moment: Moment) -> HTML {
        let exact = CalendarTime(milliseconds: moment.milliseconds).text
        return "<time datetime=\"\(exact)\" dir=\"ltr\">\(Self.plain(moment))</time>"
    }

    /// `2026-12-02 08:30 UTC`.
    static func plain(_ moment: Moment) -> String {
        let exact = CalendarTime(milliseconds: moment.milliseconds).text
        return exact.prefix(10) + " " + exact.dropFirst(11).prefix(5) + " UTC"
    }

    /// `2026-12-02`.
    static func day(_ moment: Moment) -> String {
        String(CalendarTime(milliseconds: moment.milliseconds).text.prefix(10))
    }
}
