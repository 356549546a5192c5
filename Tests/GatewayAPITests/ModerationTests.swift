import HTTPTypes
import SafetyModel
import Synchronization
import Testing
import WireJSON

@testable import GatewayAPI

@Suite struct ModerationTests {
    func moderate(_ house: House, _ input: String) async throws -> House.Answer {
        try await house.open { try await $0.send(.post, "/v1/moderations", json: #"{"input":\#(input)}"#) }
    }

    @Test func `an answer has the thirteen keys, levels as scores, and our own words beside them`() async throws {
        let house = House()
        let evidence = Evidence(reader: .prompt, note: "")
        house.gate.state.withLock {
            $0.signals = [
                Signal(.undress, .clear, evidence: evidence), Signal(.hate, .suspected, evidence: evidence),
                Signal(.violence, .severe, evidence: evidence), Signal(.minorSexual, .severe, evidence: evidence),
                Signal(.politicalDeception, .none, evidence: evidence),
            ]
        }

        let answer = try await moderate(house, #""x""#)

        let result = answer.json["results"][0]
        #expect(answer.json["id"].text?.hasPrefix("modr_") == true)
        #expect(answer.json["model"].text == "omni-moderation-latest")
        for part in ["categories", "category_scores", "category_applied_input_types"] {
            guard case .object(let object) = result[part] else {
                Issue.record("no \(part)")
                continue
            }
            #expect(object.members.map(\.key) == ModerationWords.keys)
        }
        #expect(ModerationWords.keys.count == 13)
        #expect(result["flagged"] == true)
        #expect(result["categories"]["sexual"] == true && result["categories"]["hate"] == false)
        #expect(result["category_scores"]["sexual"].jsonText == "0.99")
        #expect(result["category_scores"]["hate"].jsonText == "0.4")
        #expect(result["category_scores"]["violence/graphic"].jsonText == "0.99")
        #expect(result["category_scores"]["illicit"].jsonText == "0.0")
        #expect(result["category_applied_input_types"]["sexual"] == ["text"])
        let own = result["vangrail"]["categories"]
        #expect(own == ["hate": "suspected", "minor-sexual": "severe", "undress": "clear", "violence": "severe"])
        #expect(result["vangrail"]["coverage"] == ["prompt": ["prompt": "read"]])
    }

    @Test func `a suspicion alone flags nothing`() async throws {
        let house = House()
        house.gate.state.withLock {
            $0.signals = [Signal(.hate, .suspected, evidence: Evidence(reader: .prompt, note: ""))]
        }
        #expect(try await moderate(house, #""x""#).json["results"][0]["flagged"] == false)
    }

    @Test func `every string of a list has its own result`() async throws {
        let house = House()
        let answer = try await moderate(house, #"["a","b"]"#)
        #expect(answer.json["results"].count == 2)
        #expect(house.gate.state.withLock { $0.moderated.map { $0.0.turns } } == [["a"], ["b"]])
    }

    @Test func `texts and pictures of one input are read together`() async throws {
        let house = House()
        let answer = try await moderate(
            house,
            #"[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQI="}}]"#)
        #expect(answer.json["results"].count == 1)
        let types = answer.json["results"][0]["category_applied_input_types"]
        #expect(types["violence"] == ["text", "image"] && types["hate"] == ["text"])
        #expect(house.gate.state.withLock { $0.moderated.map(\.1) } == [1])
    }

    @Test(arguments: [
        "1", "[]", "[1]", #"["a",1]"#, #"[{"type":"text"}]"#, #"[{"type":"audio","text":"a"}]"#,
        #"[{"type":"image_url","image_url":"data:image/png;base64,AQI="}]"#,
        #"[{"type":"image_url","image_url":{"url":"file:///etc/passwd"}}]"#,
    ])
    func `an input of another shape is a 400`(_ input: String) async throws {
        let house = House()
        let answer = try await moderate(house, input)
        #expect(answer.status == 400)
        #expect(answer.error["param"].text?.hasPrefix("input") == true)
    }
}
