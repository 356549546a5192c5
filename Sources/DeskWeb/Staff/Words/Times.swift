import Casework
import SafetyModel

/// Moments and durations as staff read them; all times are UTC.
enum Times {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// `02:41`.
    private static func clock(_ moment: Moment) -> String {
        let rest = moment.milliseconds % 86_400_000
        let minutes = Int((rest < 0 ? rest + 86_400_000 : rest) / 60_000)
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// `29 Nov 2026, 02:41`.
    static func text(_ moment: Moment) -> String {
        let parts = day(moment).split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return day(moment) }
        return "\(parts[2]) \(months[parts[1] - 1]) \(parts[0]), \(clock(moment))"
    }

    /// `2026-11-29`, as a field for a day holds it.
    static func day(_ moment: Moment) -> String { moment.dateText }

    /// The start of a day as a field for one gives it; nil for anything else.
    static func moment(day text: String) -> Moment? {
        let pieces = text.split(separator: "-", omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces.map(\.utf8.count) == [4, 2, 2], let year = Int64(pieces[0]),
            let month = Int64(pieces[1]), let day = Int64(pieces[2]), (1...12).contains(month), (1...31).contains(day),
            (1970...9999).contains(year)
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        let moment = Moment(milliseconds: days * 86_400_000)
        // A day that no month has comes back as another one.
        return self.day(moment) == text ? moment : nil
    }

    /// The moment as an element that programs can read too.
    static func html(_ moment: Moment) -> HTML {
        "<time datetime=\"\(day(moment))T\(clock(moment))Z\" title=\"UTC\">\(text(moment))</time>"
    }

    /// A duration in its two largest units: `3 d 4 h`, `2 h 5 min`, `40 s`.
    static func duration(seconds: Int64) -> String {
        let seconds = max(0, seconds)
        let units: [(Int64, String)] = [(86_400, "d"), (3600, "h"), (60, "min")]
        for (index, (size, name)) in units.enumerated() where seconds >= size {
            let next = index + 1 < units.count ? units[index + 1] : nil
            let rest = next.map { (seconds % size) / $0.0 } ?? 0
            return rest > 0 ? "\(seconds / size) \(name) \(rest) \(next?.1 ?? "")" : "\(seconds / size) \(name)"
        }
        return "\(seconds) s"
    }

    /// How far a moment is away: `in 3 h`, `2 h ago`.
    static func distance(_ moment: Moment, from now: Moment) -> String {
        let seconds = (moment.milliseconds - now.milliseconds) / 1000
        return seconds >= 0 ? "in \(duration(seconds: seconds))" : "\(duration(seconds: -seconds)) ago"
    }
}
