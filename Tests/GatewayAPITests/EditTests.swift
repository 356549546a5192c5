import Foundation
import HTTPTypes
import NIOCore
import SafetyModel
import Synchronization
import Testing
import WireJSON

@testable import GatewayAPI
@testable import Screening

@Suite struct EditTests {
    let edits = "/v1/images/edits"

    @Test func `a form brings its picture, mask and fields`() async throws {
        let house = House()

        let answer = try await house.open {
            try await $0.form(
                edits,
                [
                    Part("image", file: "a.png", [1, 2, 3]), Part("mask", file: "m.png", [4]),
                    Part("prompt", "brighter"),
                    Part("n", "2"), Part("input_fidelity", "high"), Part("note", "please"),
                ])
        }

        #expect(answer.status == 200)
        let request = try #require(house.gate.requests.first)
        #expect(request.operation == .edit)
        #expect(request.pictures == [Picture(bytes: [1, 2, 3])])
        #expect(request.mask == Picture(bytes: [4]))
        #expect(request.prompt == Prompt(turns: ["brighter"], sideTexts: ["please"]))
        #expect(request.parameters == ImageRequest.Parameters(count: 2, inputFidelity: "high"))
    }

    @Test func `several pictures come as repeated parts in order`() async throws {
        let house = House()
        let answer = try await house.open {
            try await $0.form(
                edits, [Part("image[]", file: "a", [1]), Part("image[]", file: "b", [2]), Part("prompt", "join")])
        }
        #expect(answer.status == 200)
        #expect(house.gate.requests.first?.pictures.map(\.bytes) == [[1], [2]])
    }

    @Test func `a form that says things twice or not at all is a 400`() async throws {
        let image = Part("image", file: "a")
        let prompt = Part("prompt", "x")
        let cases: [(parts: [Part], param: String)] = [
            ([image, image, prompt], "image"), ([image, prompt, prompt], "prompt"),
            ([image, Part("image[]", file: "b"), prompt], "image"), ([prompt], "image"), ([image], "prompt"),
            ([Part("image", file: "a", []), prompt], "image"),
            ([image, prompt, Part("mask", file: "m"), Part("mask[]", file: "m")], "mask"),
            ([image, prompt, Part("extra", file: "x.png")], "extra"), ([image, prompt, Part("n", "two")], "n"),
            (Array(repeating: Part("image[]", file: "a"), count: 17) + [prompt], "image"),
        ]
        let house = House()
        try await house.open { client in
            for (parts, param) in cases {
                let answer = try await client.form(edits, parts)
                #expect(answer.status == 400, "\(param)")
                #expect(answer.error["param"].text == param)
            }
        }
        #expect(house.gate.requests.isEmpty)
    }

    @Test func `JSON brings pictures by data URL and by address, fetched once`() async throws {
        var house = House()
        house.fetcher.pictures["https://example.org/a.png"] = .success(Picture(bytes: [9]))
        let data = "data:image/png;base64,\(Data([1, 2]).base64EncodedString())"

        let answer = try await house.open { client in
            try await client.send(
                .post, edits,
                json: """
                    {"prompt":"x","images":[{"image_url":"\(data)"},{"image_url":"https://example.org/a.png"}],
                    "mask":{"image_url":"\(data.replacing("/", with: "\\/"))"}}
                    """)
        }

        #expect(answer.status == 200)
        let request = try #require(house.gate.requests.first)
        #expect(request.pictures.map(\.bytes) == [[1, 2], [9]])
        #expect(request.mask?.bytes == [1, 2])
    }

    @Test(arguments: [
        (#"[{"file_id":"file-1"}]"#, "file_id_not_allowed", "images[0].file_id"),
        (#"[]"#, "invalid_value", "images"), (#"["https://example.org/a.png"]"#, "invalid_value", "images[0]"),
        (#"[{}]"#, "missing_required_parameter", "images[0].image_url"),
        (#"[{"image_url":"data:text/plain;base64,AAAA"}]"#, "invalid_image", "images[0].image_url"),
        (#"[{"image_url":"data:image/png;base64,AAA"}]"#, "invalid_image", "images[0].image_url"),
        (#"[{"image_url":"data:image/png;base64,AA=A"}]"#, "invalid_image", "images[0].image_url"),
        (#"[{"image_url":"data:image/png;base64,AAB="}]"#, "invalid_image", "images[0].image_url"),
        (#"[{"image_url":"data:image/png;base64,AA A"}]"#, "invalid_image", "images[0].image_url"),
        (#"[{"image_url":"data:image/png;base64,"}]"#, "invalid_image", "images[0].image_url"),
        (#"[{"image_url":"http://127.0.0.1/a"}]"#, "invalid_image", "images[0].image_url"),
        (#"[{"image_url":"https://x.example/a","detail":"high"}]"#, "invalid_value", "images[0].detail"),
    ])
    func `a picture that cannot be had is a 400 that names it`(
        _ images: String, _ code: String, _ param: String
    ) async throws {
        let house = House()
        let answer = try await house.open { client in
            try await client.send(.post, edits, json: #"{"prompt":"x","images":\#(images)}"#)
        }
        #expect(answer.status == 400)
        #expect(answer.error["code"].text == code)
        #expect(answer.error["param"].text == param)
        #expect(house.gate.requests.isEmpty)
    }

    @Test func `a picture that the lens refuses is named as the caller named it`() async throws {
        let house = House()
        house.gate.state.withLock { state in
            state.answer = { _ in
                .stopped(
                    Made.decision(.hold, [.unread], faults: [PictureFault(input: "image-1", error: .truncated)]))
            }
        }
        let answer = try await house.open {
            try await $0.form(
                edits, [Part("image[]", file: "a"), Part("image[]", file: "b"), Part("prompt", "x")])
        }
        #expect(answer.status == 400)
        #expect(answer.error["code"].text == "invalid_image")
        #expect(answer.error["param"].text == "image[1]")
        #expect(answer.error["message"].text?.contains("picture-truncated") == true)
        #expect(answer.header("x-should-retry") == "false")
        #expect(answer.header("x-vangrail-decision") == "dec_test")
    }

    @Test func `a variation has a picture and no words of its own`() async throws {
        let house = House()
        let answer = try await house.open {
            try await $0.form("/v1/images/variations", [Part("image", file: "a"), Part("size", "256x256")])
        }
        #expect(answer.status == 200)
        let request = try #require(house.gate.requests.first)
        #expect(request.operation == .vary)
        #expect(request.prompt == Prompt(""))
        #expect(request.parameters.size == "256x256")
    }

    @Test func `words sent with a variation are read as prompt`() async throws {
        let house = House()
        _ = try await house.open {
            try await $0.form("/v1/images/variations", [Part("image", file: "a"), Part("prompt", "with a hat")])
        }
        #expect(house.gate.requests.first?.prompt.sideTexts == ["with a hat"])
    }

    @Test func `an edit of another content type is a 415`() async throws {
        let house = House()
        let answer = try await house.open {
            try await $0.send(.post, edits, headers: [.contentType: "text/plain"], body: .init(string: "x"))
        }
        #expect(answer.status == 415)
    }
}
