import Casework
import HTTPTypes
import SafetyModel
import Testing
import WireJSON

@testable import DeskWeb
@testable import GatewayAPI

/// The published rules say what the program works by, whatever that is.
@Suite struct TermsTests {
    @Test func `the rules follow the values that they are given`() async throws {
        var desk = DeskHouse()
        desk.terms.rules = [
            .init(category: .hate, outcomes: [.hold, .label]), .init(category: .minorSexual, outcomes: [.refuse]),
        ]
        desk.terms.casework.misuse.durationsSeconds = [3 * 86_400, 5 * 86_400]
        desk.terms.casework.misuse.countMin = 7
        desk.terms.casework.hiding.perSenderDay = 11
        desk.terms.casework.clocks.decisionSeconds = 36 * 3600
        desk.terms.casework.adults.rungs = [.init(points: 2, step: .warning), .init(points: 9, step: .removal)]
        desk.terms.casework.settlementBodies = [.init(text: "Body of Settlement")]
        desk.terms.operatorName = "Pictures & Co"
        desk.terms.authorities = .init(address: "authorities@gate.example", languages: ["nl", "en"])
        try await desk.open { client in
            let page = try await client.send(.get, "/terms?lang=en", key: nil).text
            for text in [
                "default/1@0123456789ab", "waits for a person, makes it with a visible label", "3 days / 5 days",
                "at least 7 reports", "At most 11 pictures a day", "within 36 h.", "9 point(s): account closed",
                "Body of Settlement", "Pictures &amp; Co", "mailto:help@gate.example",
                "mailto:authorities@gate.example",
                "id=\"hate\"", "id=\"review-pending\"",
            ] { #expect(page.contains(text), "\(text)") }
            #expect(!page.contains("id=\"violence\""))

            let data = try await client.send(.get, "/terms.json", key: nil).json
            #expect(data["policy"].text == "default/1@0123456789ab")
            #expect(data["categories"][0]["outcomes"] == ["hold", "label"])
            #expect(data["misuse"]["durations_seconds"] == [259_200, 432_000])
            #expect(data["ladders"]["adults"]["rungs"][1] == ["points": 9, "measure": ["kind": "removal"]])
            #expect(data["ladders"]["minors"]["child_abuse"] == ["kind": "loss-of-generation", "seconds": .null])
            #expect(data["contact"]["authority_languages"] == ["nl", "en"])
            #expect(data["deadlines"]["removal_seconds"].integer == 172_800)
        }
    }

    @Test func `what the operator has not named or switched off is said`() async throws {
        var desk = DeskHouse()
        desk.terms.contact = nil
        desk.terms.casework.hiding.isOn = false
        try await desk.open { client in
            let page = try await client.send(.get, "/terms?lang=en", key: nil).text
            #expect(page.contains("has not named a contact yet") && page.contains("Nothing is hidden automatically"))
        }
    }
}
