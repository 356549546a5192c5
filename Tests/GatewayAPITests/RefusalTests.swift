import HTTPTypes
import SafetyModel
import Synchronization
import Testing
import WireJSON

@testable import GatewayAPI
@testable import Screening

@Suite struct RefusalTests {
    func answer(_ gate: GateAnswer) async throws -> House.Answer {
        let house = House()
        house.gate.state.withLock { $0.answer = { _ in gate } }
        return try await house.open { try await $0.generate(#"{"prompt":"x"}"#) }
    }

    @Test func `a refusal has every key that clients of the dialect read`() async throws {
        let answer = try await answer(.stopped(Made.decision(.refuse, [.undress, .sexualisedPerson, .minorSexual])))

        #expect(answer.status == 400)
        #expect(answer.error["code"].text == "moderation_blocked")
        #expect(answer.error["type"].text == "image_generation_user_error")
        #expect(answer.error["param"] == .null)
        #expect(answer.error["moderation_details"]["moderation_stage"].text == "input")
        #expect(answer.error["moderation_details"]["categories"] == ["sexual", "sexual/minors"])
        #expect(answer.error["message"].text?.contains("safety_violations=[sexual, sexual/minors].") == true)
        #expect(answer.error["message"].text?.contains("https://gate.example/complaint/dec_test") == true)
        #expect(answer.error["vangrail"]["decision"].text == "refuse")
        #expect(answer.error["vangrail"]["id"].text == "dec_test")
        #expect(answer.error["vangrail"]["category"].text == "undress")
        #expect(answer.error["vangrail"]["reason"].text?.isEmpty == false)
        #expect(answer.error["vangrail"]["complain_url"].text == "https://gate.example/complaint/dec_test")
        #expect(answer.header("x-should-retry") == "false")
        #expect(answer.header("x-vangrail-decision") == "dec_test")
    }

    @Test func `a hold looks the same and says that a person will look`() async throws {
        let answer = try await answer(.stopped(Made.decision(.hold, [.unread], stage: .output)))
        #expect(answer.status == 400)
        #expect(answer.error["code"].text == "moderation_blocked")
        #expect(answer.error["moderation_details"]["moderation_stage"].text == "output")
        #expect(answer.error["vangrail"]["decision"].text == "hold")
        #expect(answer.error["vangrail"]["reason"].text?.contains("person") == true)
    }

    @Test func `an ask invites to say it differently and blames nobody`() async throws {
        let answer = try await answer(.stopped(Made.decision(.ask, [.notUnderstood])))
        #expect(answer.status == 400)
        #expect(answer.error["code"].text == "request_not_understood")
        #expect(answer.error["moderation_details"] == .null)
        #expect(answer.error["message"].text?.contains("other, simpler words") == true)
        #expect(answer.error["vangrail"]["decision"].text == "ask")
        #expect(answer.header("x-should-retry") == "false")
    }

    @Test(arguments: [SafetyModel.Category.protected, .bankMatch])
    func `what would tell of a list reads like any other refusal`(_ category: SafetyModel.Category) async throws {
        let secret = try await answer(.stopped(Made.decision(.refuse, [category])))
        let plain = try await answer(.stopped(Made.decision(.refuse, [.shocking])))
        #expect(secret.error == plain.error)
        #expect(!secret.text.contains("bank") && !secret.text.contains("protected"))
    }

    @Test func `no sentence names a rule`() async throws {
        for category in SafetyModel.Category.allCases {
            for kind in [Decision.Kind.ask, .hold, .refuse] {
                let answer = try await answer(.stopped(Made.decision(kind, [category])))
                #expect(!answer.text.contains("some-rule"))
                #expect(answer.status == 400)
            }
        }
    }

    @Test func `a decision about the account says no more than that`() async throws {
        let answer = try await answer(.stopped(Made.decision(.refuse, [nil], ground: .access)))
        #expect(answer.error["vangrail"]["category"].text == "access")
        #expect(answer.error["moderation_details"]["categories"] == ["other"])
    }

    @Test func `a page for complaints elsewhere takes the place of ours`() async throws {
        var house = House()
        house.settings.complainURL = "https://help.example/{decision}/new"
        house.gate.state.withLock { $0.answer = { _ in .stopped(Made.decision(.refuse, [.hate])) } }
        let answer = try await house.open {
            try await $0.generate(#"{"prompt":"x"}"#, headers: [.named("x-forwarded-host"): "evil.example"])
        }
        #expect(answer.error["vangrail"]["complain_url"].text == "https://help.example/dec_test/new")
    }

    @Test(arguments: [
        (GeneratorError.blocked, 400, "moderation_blocked", "false"), (.empty, 502, "generator_empty", "false"),
        (.failed, 502, "generator_failed", "false"), (.timedOut, 504, "generator_timed_out", "false"),
        (.unsupported("size is wrong"), 400, "unsupported_parameter", "false"),
        (.overloaded(retryAfterSeconds: 9), 429, "generator_overloaded", "true"),
    ])
    func `blocked, failed and empty are three answers`(
        _ error: GeneratorError, _ status: Int, _ code: String, _ retry: String
    ) async throws {
        let answer = try await answer(.failed(Made.decision(.allow), error))
        #expect(answer.status == status)
        #expect(answer.error["code"].text == code)
        #expect(answer.header("x-should-retry") == retry)
        #expect(answer.header("x-vangrail-decision") == "dec_test")
        if case .overloaded = error { #expect(answer.header("retry-after") == "9") }
        if error == .blocked {
            #expect(answer.error["moderation_details"] == ["moderation_stage": "output", "categories": ["other"]])
            #expect(answer.error["vangrail"]["category"].text == "other")
        }
    }
}
