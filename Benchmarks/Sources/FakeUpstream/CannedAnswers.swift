import FoundationEssentials
import NIOCore

/// How the fake upstream answers a request for a picture.
enum Mode: String, CaseIterable, Sendable {
    /// 200 with no picture: the text path, with nothing to decode.
    case noPicture = "no-picture"
    /// 200 with a picture of one pixel.
    case tiny
    /// 200 with a PNG of 512 by 512.
    case picture512 = "picture-512"
    /// 200 with a PNG of 1024 by 1024.
    case picture1024 = "picture-1024"
    /// 500, as a broken server.
    case error500 = "error-500"
    /// 400 `moderation_blocked`, as a server that refuses.
    case blocked
}

/// Whole answers, head and body, made once at start.
struct CannedAnswers: Sendable {
    private let answers: [Mode: [ByteBuffer]]
    let models: ByteBuffer
    let notFound: ByteBuffer

    init(variants: Int) {
        var answers: [Mode: [ByteBuffer]] = [
            .noPicture: [Self.answer(200, #"{"created":1767225600,"data":[]}"#)],
            .error500: [
                Self.answer(500, #"{"error":{"message":"the server had an error","type":"server_error","code":null}}"#)
            ],
            .blocked: [
                Self.answer(
                    400,
                    #"{"error":{"message":"Your request was rejected by the safety system.","#
                        + #""type":"image_generation_user_error","param":null,"code":"moderation_blocked"}}"#)
            ],
        ]
        for (mode, side) in [(Mode.tiny, 1), (.picture512, 512), (.picture1024, 1024)] {
            answers[mode] = (0..<variants).map { variant in
                let picture = Data(DrawnPicture(side: side, seed: UInt64(side * 100 + variant)).png())
                let base64 = picture.base64EncodedString()
                return Self.answer(200, #"{"created":1767225600,"data":[{"b64_json":""# + base64 + #""}]}"#)
            }
        }
        self.answers = answers
        let names = Mode.allCases.map { #"{"id":"\#($0.rawValue)","object":"model","created":0,"owned_by":"bench"}"# }
        models = Self.answer(200, #"{"object":"list","data":["# + names.joined(separator: ",") + "]}")
        notFound = Self.answer(404, #"{"error":{"message":"no such route","type":"invalid_request_error"}}"#)
    }

    /// The answer for a mode; variants take turns by `turn`.
    func answer(_ mode: Mode, turn: Int) -> ByteBuffer {
        guard let variants = answers[mode], !variants.isEmpty else { return notFound }
        return variants[turn % variants.count]
    }

    static func answer(_ status: Int, _ body: String) -> ByteBuffer {
        let reason =
            [200: "OK", 400: "Bad Request", 404: "Not Found", 500: "Internal Server Error"][status] ?? "Unknown"
        return ByteBuffer(
            string: "HTTP/1.1 \(status) \(reason)\r\ncontent-type: application/json\r\n"
                + "content-length: \(body.utf8.count)\r\n\r\n" + body)
    }
}
