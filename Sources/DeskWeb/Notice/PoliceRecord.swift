import Casework
import ContentCredentials
import Desk
import SafetyModel
import WireJSON

/// What was reported and what was done, for the police: to print, or as data. Holds no picture and no secret.
struct PoliceRecord {
    let words: Words
    let status: NoticeStatus
    let at: Moment

    var main: HTML {
        let view = NoticeStatusView(words: words, status: status, now: at, warnPercent: 100)
        return """
            <h1>\(words("record.heading", ["notice": status.notice.text]))</h1>
            <p>\(words("record.made", ["date": Words.plain(at)]))</p>
            <p>\(words("record.ground", ["ground": words("ground.\(status.ground.rawValue)")]))</p>
            <p>\(view.received)</p>
            \(view.pictures)\(view.steps)\(view.answer)\(view.clocks)
            <button type="button" id="print" class="no-print" hidden>\(words("done.print"))</button>
            """
    }

    var json: JSON {
        [
            "format": "vangrail-notice-record", "version": 1, "made_at": Self.time(at),
            "notice": JSON(status.notice.text), "ground": JSON(status.ground.rawValue),
            "received_at": Self.time(status.receivedAt), "language": JSON(status.language.text),
            "withdrawn": .bool(status.isWithdrawn),
            "pictures": .array(
                status.things.map { thing in
                    [
                        "link": JSON(thing.link), "outcome": JSON(thing.outcome.rawValue),
                        "copies": JSON(
                            NoticeStatus.Outcome.allCases.map { ($0.rawValue, thing.copies[$0].map { JSON($0) }) }),
                    ]
                }),
            "steps": .array(status.steps.map { ["at": Self.time($0.at), "kind": JSON($0.kind.rawValue)] }),
            "deadlines": .array(
                status.clocks.map { clock in
                    [
                        "name": JSON(NoticeStatusView.word(clock.name)), "due": Self.time(clock.due),
                        "met_at": clock.metAt.map(Self.time) ?? .null,
                    ]
                }),
            "answer": .array(status.answer.map { JSON($0) }),
            "complaint_answer": .array(status.complaintAnswer.map { JSON($0) }),
        ]
    }

    private static func time(_ moment: Moment) -> JSON { JSON(CalendarTime(milliseconds: moment.milliseconds).text) }
}
