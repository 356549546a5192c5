import Casework
import FoundationEssentials

/// Events of cases as JSON, the same bytes for the same event.
enum EventCoding {
    static func body(_ event: RecordedEvent) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(event)).map { String(decoding: $0, as: UTF8.self) }
    }

    static func event(_ body: String) -> RecordedEvent? {
        try? JSONDecoder().decode(RecordedEvent.self, from: Data(body.utf8))
    }
}
