import ArgumentParser
import NIOCore

/// The server that is measured, and how it is asked.
struct Target: ParsableArguments {
    @Option(help: "The server's port on 127.0.0.1.")
    var port: Int

    @Option(help: "The path before /images/generations.")
    var prefix = "/v1"

    @Option(help: "The bearer key; none is sent without it.")
    var key: String?

    @Option(help: "The model's name.")
    var model = "no-picture"

    @Option(help: "The size asked for.")
    var size = "512x512"

    /// A whole request with a JSON body.
    func post(_ path: String, json: String) -> ByteBuffer {
        ByteBuffer(
            string: head(path, "content-type: application/json\r\ncontent-length: \(json.utf8.count)\r\n") + json)
    }

    /// The head of a POST with the fields given, each ending in CRLF.
    func head(_ path: String, _ fields: String) -> String {
        let authorization = key.map { "authorization: Bearer \($0)\r\n" } ?? ""
        return "POST \(prefix)\(path) HTTP/1.1\r\nhost: 127.0.0.1:\(port)\r\n\(authorization)\(fields)\r\n"
    }
}
