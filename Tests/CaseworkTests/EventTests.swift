import Casework
import Foundation
import SafetyModel
import Testing

@Suite struct EventTests {
    private var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    @Test func `every event reads back as it was written`() throws {
        for recorded in Samples.recorded {
            let data = try encoder.encode(recorded)
            #expect(try JSONDecoder().decode(RecordedEvent.self, from: data) == recorded)
        }
    }

    @Test func `there is a sample of every event`() throws {
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Casework/Case/CaseEvent.swift")
        // In the project the sources lie elsewhere only when a test bundle was moved; then this says so.
        let text = try String(contentsOf: source, encoding: .utf8)
        let declared = text.split(separator: "\n").filter { $0.hasPrefix("    case ") }
            .compactMap { $0.dropFirst(9).split(whereSeparator: { "( ".contains($0) }).first.map(String.init) }
        let sampled = Samples.events.map { Mirror(reflecting: $0).children.first?.label ?? "\($0)" }
        #expect(declared.count >= 55)
        #expect(declared == sampled)
    }

    @Test func `events stored by version 1 still read`() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/events-v1.jsonl")
        if ProcessInfo.processInfo.environment["SNAPSHOTS"] == "record" {
            let lines = try Samples.recorded.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: url)
        }
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        let read = try lines.map { try JSONDecoder().decode(RecordedEvent.self, from: Data($0.utf8)) }
        #expect(read == Samples.recorded, "a stored format changed; raise the version or keep reading the old one")
    }

    @Test func `an event of an unknown version does not read`() throws {
        var object = try #require(
            try JSONSerialization.jsonObject(with: encoder.encode(Samples.recorded[0])) as? [String: Any])
        object["v"] = 2
        let data = try JSONSerialization.data(withJSONObject: object)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(RecordedEvent.self, from: data) }
    }

    /// Texts in an event that are neither an identifier nor a code of ours.
    private func looseTexts(_ value: Any, _ path: String) -> [String] {
        if value is any Identifier || value is LanguageCode || value is LegalGround || value is Territory { return [] }
        if value is String { return [path] }
        return Mirror(reflecting: value).children.flatMap { looseTexts($0.value, path + "." + ($0.label ?? "")) }
    }

    @Test func `an event holds identifiers and codes only, no free text`() {
        for recorded in Samples.recorded { #expect(looseTexts(recorded, "").isEmpty) }
        #expect(looseTexts((words: "a name", id: Samples.a), "") == [".words"], "the test itself can fail")
    }

    @Test func `the audit note fits the trail and names nobody`() {
        for recorded in Samples.recorded {
            let note = AuditNote(recorded) { domain, text in "\(domain)-digest-\(text.utf8.count)" }
            #expect(note.fields.count <= 12)
            for (name, value) in note.fields {
                #expect(name.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || $0 == 45 })
                #expect(value.utf8.count <= 256 && !value.isEmpty)
                #expect(!value.contains("account-1") && value != "ann" && value != "bob")
            }
        }
    }

    @Test func `a gap in stored events is found`() throws {
        var bench = Bench()
        let events = try bench.receive().events
        #expect(throws: CaseworkError.damaged) { try CaseFile(id: bench.caseID, events: events.dropFirst()) }
        #expect(throws: CaseworkError.damaged) { try CaseFile(id: CaseID(text: "case_2"), events: events) }
        var docket = Docket()
        #expect(throws: CaseworkError.damaged) { try docket.fold(events[1]) }
    }

    @Test func `names of events are stable`() {
        let names = Samples.events.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(
            names.prefix(6) == [
                "opened", "notice-received", "notice-amended", "notice-withdrawn", "order-received", "items-added",
            ])
    }

    @Test func `a replay tells which effects are done`() throws {
        var bench = Bench()
        var events = try bench.receive().events
        let first = try #require(bench.file.outstanding.keys.min())
        events += try bench.run(.acknowledge(first), by: .machine).events

        let replayed = try CaseFile(id: bench.caseID, events: events)

        #expect(replayed == bench.file)
        #expect(replayed.outstanding[first] == nil && !replayed.outstanding.isEmpty)
        #expect(bench.refusal(.acknowledge(first), by: .machine) == .alreadyDone)
    }
}

@Suite struct RightsTests {
    @Test func `auditors change nothing and administrators rule on nothing`() {
        for command in CommandKind.allCases {
            for severity in Severity.allCases {
                #expect(!Rights.allows(.staff(.auditor), command, severity))
                let allowed: Set<CommandKind> = [.confirmSender, .receiveNotice, .receiveOrder]
                #expect(Rights.allows(.staff(.admin), command, severity) == allowed.contains(command))
            }
        }
    }

    @Test func `only trained people rule about children`() {
        for command: CommandKind in [
            .claim, .rule, .confirm, .undo, .decideComplaint, .show, .liftMatch, .liftHold, .erase,
        ] {
            #expect(!Rights.allows(.staff(.reviewer), command, .child))
            #expect(Rights.allows(.staff(.childSafety), command, .child))
            #expect(Rights.allows(.staff(.lead), command, .child))
        }
        for command: CommandKind in [.hide, .escalate, .reportDanger] {
            #expect(Rights.allows(.staff(.reviewer), command, .child), "whoever sees it first acts")
        }
    }

    @Test func `outsiders send, complain and order, and nothing else`() {
        let expected: [Actor.Kind: Set<CommandKind>] = [
            .notifier: [.receiveNotice, .amendNotice, .withdrawNotice, .complain],
            .account: [.complain, .contestRefusal],
            .authority: [.receiveOrder, .endPreservation],
            .machine: [
                .openHeld, .flagReturn, .addItems, .pauseGeneration, .recount, .erase, .eraseTexts, .tick, .acknowledge,
                .giveUp,
            ],
        ]
        for (actor, commands) in expected {
            for severity in Severity.allCases {
                #expect(Set(CommandKind.allCases.filter { Rights.allows(actor, $0, severity) }) == commands)
            }
        }
    }

    @Test func `a command on a case that was never opened is refused, and bounds hold`() throws {
        var bench = Bench()
        #expect(bench.refusal(.claim, by: Bench.ann) == .notOpen)
        let many = (0...CaseLimits.itemsMax).map { Bench.item("i\($0)") }
        let notice = Bench.notice("ntc_1", many.map(\.id.text))
        #expect(bench.refusal(.receiveNotice(notice, items: many), by: .notifier(Bench.sender)) == .tooMany)
        let odd = Bench.item("line\nbreak")
        #expect(
            bench.refusal(
                .receiveNotice(Bench.notice("ntc_1", [odd.id.text]), items: [odd]), by: .notifier(Bench.sender))
                == .invalid(.identifier))
        let circle = [
            Bench.item("a", relation: .sibling(of: ItemID(text: "b"))),
            Bench.item("b", relation: .copy(of: ItemID(text: "a"), proof: .sha256)),
        ]
        try bench.run(.receiveNotice(Bench.notice("ntc_1", ["a", "b"]), items: circle), by: .notifier(Bench.sender))
        #expect(bench.file.items.count == 2)
    }
}
