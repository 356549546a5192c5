import Foundation
import SafetyModel

extension Moment {
    /// `2026-11-29T02:36:44Z` (RFC 3339).
    var isoText: String { date.formatted(.iso8601) }

    /// `Sun, 29 Nov 2026 02:36:44 +0000`, as the `Date` of a mail (RFC 5322).
    var mailText: String { date.formatted(Self.mailStyle) }

    private static let mailStyle = Date.VerbatimFormatStyle(
        format: """
            \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
            \(second: .twoDigits) +0000
            """,
        locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian))

    private var date: Date { Date(timeIntervalSince1970: Double(milliseconds / 1000)) }
}
