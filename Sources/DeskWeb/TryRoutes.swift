import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel
import Screening
import WireJSON

/// The page at `/`.
struct TryRoutes: Sendable {
    let services: DeskServices
    let door: FrontDoor
    let access: PageAccess

    private static let promptMax = 4_000

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        TryPage(token: access.session(request.headers)?.token).page.response()
    }

    func run(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let session = access.session(request.headers)
        let form: TryForm
        do throws(WireError) {
            form = TryForm(try await door.form(request, context, limit: access.settings.formBytesMax))
        } catch {
            let words = error.status == 413 ? "The photo is too large." : "The form did not arrive whole."
            var page = TryPage(token: session?.token).failed(words).response(HTTPResponse.Status(code: error.status))
            page.headers[.connection] = "close"
            return page
        }
        guard session == nil || form.token(is: session?.token) else {
            return MessagePage.foreignForm.response(.forbidden)
        }
        var page = TryPage(prompt: form.prompt, token: session?.token)
        guard !form.prompt.allSatisfy(\.isWhitespace), form.prompt.unicodeScalars.count <= Self.promptMax else {
            return page.failed("Please say what should happen, in up to \(Self.promptMax) characters.").response(
                .badRequest)
        }
        let image = ImageRequest(
            operation: form.photo == nil ? .generate : .edit, prompt: Prompt(form.prompt),
            pictures: form.photo.map { [Picture(bytes: $0)] } ?? [], requester: Requester())
        do throws(WireError) {
            let answer = try await door.inSlot { () async throws(WireError) in
                await services.gate.run(image, preview: nil)
            }
            page.outcome = outcome(answer)
            return page.page.response(
                Self.status(answer), headers: [.decision: answer.decision.decision.id.text])
        } catch {
            return page.failed("Too many people are here at the moment. Please try again shortly.").response(
                HTTPResponse.Status(code: error.status))
        }
    }

    private func outcome(_ answer: GateAnswer) -> TryPage.Outcome {
        let decision = answer.decision.decision
        switch answer {
        case .released(let released):
            guard let picture = released.pictures.first else {
                return .failed(message: "There is no picture.", decision: decision.id.text)
            }
            return .picture(
                address: "data:\(picture.format.mediaType);base64,\(Base64.text(picture.picture.bytes))",
                width: picture.width, height: picture.height, decision: decision.id.text,
                labelled: decision.kind == .label)
        case .stopped(let gate):
            if gate.callersFault != nil, decision.stage == .input {
                return .failed(
                    message: "This photo cannot be read. Please choose a JPEG, PNG or WebP file.",
                    decision: decision.id.text)
            }
            return .stopped(
                kind: decision.kind, reasons: PublicWords.reasons(decision), decision: decision.id.text,
                complainAddress: services.complainAddress(decision.id.text))
        case .failed(_, .blocked):
            return .stopped(
                kind: .refuse, reasons: ["This request is against the rules of this service."],
                decision: decision.id.text, complainAddress: services.complainAddress(decision.id.text))
        case .failed(_, let error):
            return .failed(message: Self.words(error), decision: decision.id.text)
        }
    }

    private static func status(_ answer: GateAnswer) -> HTTPResponse.Status {
        switch answer {
        case .released: .ok
        case .stopped, .failed(_, .blocked), .failed(_, .unsupported): .badRequest
        case .failed(_, .overloaded): .tooManyRequests
        case .failed(_, .timedOut): .gatewayTimeout
        case .failed: .badGateway
        }
    }

    private static func words(_ error: GeneratorError) -> String {
        switch error {
        case .unsupported: "The generator cannot do this."
        case .overloaded: "The generator is busy. Please try again shortly."
        case .timedOut: "The generator did not answer in time."
        case .blocked, .empty, .failed: "The generator made no picture."
        }
    }
}

extension TryPage {
    /// The page with a plain message about what went wrong.
    func failed(_ message: String) -> Page {
        var page = self
        page.outcome = .failed(message: message, decision: nil)
        return page.page
    }
}
