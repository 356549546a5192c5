import NIOCore
import Wire

/// Answers the requests of one connection, in order.
final class UpstreamHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let modelsInOrder = Mode.allCases.map { (mode: $0, name: Array($0.rawValue.utf8)) }

    private let answers: CannedAnswers
    private let fallback: Mode
    private let tally: Tally
    private var reader = MessageReader(of: .client, keepsBody: true)
    private var turn = 0

    init(answers: CannedAnswers, fallback: Mode, tally: Tally) {
        self.answers = answers
        self.fallback = fallback
        self.tally = tally
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        reader.take(&bytes)
        var closes = false
        do throws(WireError) {
            while let message = try reader.next() {
                closes = closes || message.closes
                context.write(wrapOutboundOut(answer(message)), promise: nil)
            }
            context.flush()
        } catch {
            closes = true
        }
        if closes { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ message: Message) -> ByteBuffer {
        guard let path = message.path else { return answers.notFound }
        if path.hasSuffix("/models") { return answers.models }
        if path.hasSuffix("/stats") { return CannedAnswers.answer(200, tally.json) }
        guard path.contains("/images/") else { return answers.notFound }
        turn += 1
        tally.add()
        return answers.answer(mode(path: path, body: message.body), turn: turn)
    }

    /// The mode that the path names (`/picture-512/v1/images/generations`), else the model, else the fallback.
    private func mode(path: String, body: [UInt8]) -> Mode {
        if !path.hasPrefix("/v1/"), let first = path.split(separator: "/").first,
            let mode = Mode(rawValue: String(first))
        {
            return mode
        }
        return Self.model(in: body) ?? fallback
    }

    /// The mode that `"model":"…"` or a form field `model` names.
    private static func model(in body: [UInt8]) -> Mode? {
        let key = Array(#"model""#.utf8)
        var index = 0
        while let start = body[index...].firstIndex(of: key[0]) {
            index = start + 1
            guard body[start...].starts(with: key) else { continue }
            let value = body[(start + key.count)...].drop { [0x3A, 0x20, 0x22, 0x0D, 0x0A].contains($0) }
            return modelsInOrder.first { value.starts(with: $0.name) }?.mode
        }
        return nil
    }
}
