import HTTPTypes
import Hummingbird
import SafetyModel
import Screening

/// Declares every route of this target. Call once, after routes of pages were added, so that `/openapi.json` has all.
public func gatewayRoutes(
    _ services: GatewayServices, door: FrontDoor, settings: GatewaySettings, into routes: inout DeclaredRoutes
) {
    addImageRoutes(services, door, settings, &routes)
    addOwnDoors(services, door, settings, &routes)
    addStaffRoutes(services, door, &routes)
    addBankRoutes(services, door, &routes)
    addDeskDoors(services, door, settings, &routes)
    addHealthRoutes(services, settings, &routes)
}

/// What every route behind a key answers when something is wrong.
let keyAnswers: [RouteDeclaration.Answer] = [
    .init(400, "The request is wrong, or was decided against.", schema: "Error"),
    .init(401, "No key, or an unknown one.", schema: "Error"),
    .init(403, "The key does not open this address.", schema: "Error"),
    .init(503, "Too much runs at once, or the store does not answer.", schema: "Error"),
]

/// What routes that read a body answer besides.
let bodyAnswers: [RouteDeclaration.Answer] = [
    .init(408, "The body did not arrive in time.", schema: "Error"),
    .init(413, "The body is too large.", schema: "Error"),
    .init(415, "The body is of another type.", schema: "Error"),
]

/// What routes that make pictures answer besides.
private let pictureAnswers: [RouteDeclaration.Answer] = [
    .init(200, "The pictures.", schema: "ImagesAnswer", streams: true),
    .init(429, "The generator is busy.", schema: "Error"),
    .init(502, "The generator failed, or made nothing.", schema: "Error"),
    .init(504, "The generator did not answer in time.", schema: "Error"),
]

let notFoundAnswer = RouteDeclaration.Answer(404, "Nothing by that name.", schema: "Error")

private let requesterInputs: [RouteDeclaration.Input] = [
    .init("X-Vangrail-User", in: .header, "The account that asks; wins over `user`."),
    .init("X-Vangrail-Tier", in: .header, "The account's tier."),
    .init("X-Vangrail-Adult-Verified", in: .header, "`true` when the platform has verified the age."),
    .init("X-Vangrail-Audience", in: .header, "`public` or `private`."),
    .init("X-Vangrail-Country", in: .header, "Two letters, ISO 3166."),
    .init("X-Vangrail-Picture-Owner", in: .header, "The account whose picture is edited."),
]

let staffInputs: [RouteDeclaration.Input] = [
    .init("X-Vangrail-Staff", in: .header, "Who acts, for the record; `admin` when absent.")
]

private func addImageRoutes(
    _ services: GatewayServices, _ door: FrontDoor, _ settings: GatewaySettings, _ routes: inout DeclaredRoutes
) {
    let images = ImageRoutes(services: services, door: door, settings: settings)
    routes.add(
        RouteDeclaration(
            .post, "/v1/images/generations", right: .platform, summary: "Make pictures from words",
            bodies: [.init("application/json", schema: "GenerationRequest")], inputs: requesterInputs,
            answers: pictureAnswers + keyAnswers + bodyAnswers),
        handler: images.generations)
    routes.add(
        RouteDeclaration(
            .post, "/v1/images/edits", right: .platform, summary: "Edit pictures",
            bodies: [
                .init("multipart/form-data", schema: "EditForm"), .init("application/json", schema: "EditRequest"),
            ], inputs: requesterInputs, answers: pictureAnswers + keyAnswers + bodyAnswers),
        handler: images.edits)
    routes.add(
        RouteDeclaration(
            .post, "/v1/images/variations", right: .platform, summary: "Vary a picture",
            bodies: [.init("multipart/form-data", schema: "VariationForm")], inputs: requesterInputs,
            answers: pictureAnswers + keyAnswers + bodyAnswers),
        handler: images.variations)
    let models = ModelRoutes(gate: services.gate)
    let generatorDown = RouteDeclaration.Answer(502, "The generator does not answer.", schema: "Error")
    routes.add(
        RouteDeclaration(
            .get, "/v1/models", right: .platform, summary: "The models of the generator",
            answers: [.init(200, "The models.", schema: "Models"), generatorDown] + keyAnswers),
        handler: models.list)
    routes.add(
        RouteDeclaration(
            .get, "/v1/models/{id}", right: .platform, summary: "One model",
            answers: [.init(200, "The model.", schema: "Model"), notFoundAnswer, generatorDown] + keyAnswers),
        handler: models.one)
    let moderations = ModerationRoutes(
        decider: services.decider, door: door, settings: settings, fetcher: services.fetcher, clock: services.clock)
    routes.add(
        RouteDeclaration(
            .post, "/v1/moderations", right: .platform, summary: "Read texts and pictures without deciding",
            bodies: [.init("application/json", schema: "ModerationRequest")],
            answers: [.init(200, "What was read.", schema: "ModerationAnswer")] + keyAnswers + bodyAnswers),
        handler: moderations.moderate)
}

private func addOwnDoors(
    _ services: GatewayServices, _ door: FrontDoor, _ settings: GatewaySettings, _ routes: inout DeclaredRoutes
) {
    let decisions = DecisionRoutes(
        decider: services.decider, door: door, settings: settings, fetcher: services.fetcher)
    routes.add(
        RouteDeclaration(
            .post, "/v1/vangrail/decisions", right: .platform,
            summary: "Decide on a request without ever making a picture",
            bodies: [.init("application/json", schema: "DecisionRequest")], inputs: requesterInputs,
            answers: [.init(200, "The decision.", schema: "DecisionAnswer")] + keyAnswers + bodyAnswers),
        handler: decisions.decide)
    let cases = CaseRoutes(services: services, links: SignedLinks(key: services.linkKey, settings: settings))
    routes.add(
        RouteDeclaration(
            .get, "/v1/vangrail/cases/{decision}", right: .platform, summary: "What became of a held decision",
            inputs: [requesterInputs[0]],
            answers: [.init(200, "Its state.", schema: "CaseStatus"), notFoundAnswer] + keyAnswers),
        handler: cases.status)
    let linkInputs: [RouteDeclaration.Input] = [
        .init("until", in: .query, "When the address ends, seconds since 1970."),
        .init("signature", in: .query, "HMAC over the rest of the address."),
    ]
    let linkAnswers: [RouteDeclaration.Answer] = [
        .init(200, "The picture.", mediaType: "image/*"), notFoundAnswer,
        .init(503, "The store does not answer.", schema: "Error"),
    ]
    routes.add(
        RouteDeclaration(
            .get, "/v1/vangrail/held/{output}", right: .open, summary: "A picture that a person released, once",
            inputs: [.init("decision", in: .query, "The decision that held it.")] + linkInputs, answers: linkAnswers),
        handler: cases.held)
    routes.add(
        RouteDeclaration(
            .get, "/v1/vangrail/pictures/{output}", right: .open,
            summary: "A released picture, while its address lasts",
            inputs: linkInputs, answers: linkAnswers),
        handler: cases.released)
}

private func addStaffRoutes(_ services: GatewayServices, _ door: FrontDoor, _ routes: inout DeclaredRoutes) {
    let switches = SwitchRoutes(controls: services.controls, door: door)
    let switchAnswers = [RouteDeclaration.Answer(200, "The switch.", schema: "Switch")] + keyAnswers
    routes.add(
        RouteDeclaration(
            .get, "/admin/v1/switches", right: .staff, summary: "Everything that is switched off",
            answers: [.init(200, "The switches.", schema: "Switches")] + keyAnswers),
        handler: switches.list)
    routes.add(
        RouteDeclaration(
            .get, "/admin/v1/switches/{scope}", right: .staff, summary: "One switch", answers: switchAnswers),
        handler: switches.one)
    routes.add(
        RouteDeclaration(
            .put, "/admin/v1/switches/{scope}", right: .staff, summary: "Switch something off",
            bodies: [.init("application/json", schema: "SwitchNote")], inputs: staffInputs,
            answers: switchAnswers + bodyAnswers),
        handler: switches.off)
    routes.add(
        RouteDeclaration(
            .delete, "/admin/v1/switches/{scope}", right: .staff, summary: "Switch it on again", inputs: staffInputs,
            answers: switchAnswers),
        handler: switches.on)
    let accounts = AccountRoutes(controls: services.controls, door: door)
    let accountAnswers = [RouteDeclaration.Answer(200, "The account.", schema: "Account")] + keyAnswers
    routes.add(
        RouteDeclaration(
            .get, "/admin/v1/accounts/{id}", right: .staff, summary: "Standing and rights of an account",
            answers: accountAnswers),
        handler: accounts.get)
    routes.add(
        RouteDeclaration(
            .put, "/admin/v1/accounts/{id}", right: .staff,
            summary: "Change the named members of an account; the others stay as they are",
            bodies: [.init("application/json", schema: "AccountChange")], inputs: staffInputs,
            answers: accountAnswers + bodyAnswers),
        handler: accounts.put)
    let cases = StaffCaseRoutes(review: services.review, door: door)
    let caseAnswers: [RouteDeclaration.Answer] =
        [.init(200, "The case.", schema: "Case"), notFoundAnswer] + keyAnswers
    routes.add(
        RouteDeclaration(
            .get, "/admin/v1/cases", right: .staff, summary: "Held decisions, oldest first",
            inputs: [.init("state", in: .query, "`waiting`, `released` or `refused`; all when absent.")],
            answers: [.init(200, "The cases.", schema: "Cases")] + keyAnswers),
        handler: cases.list)
    routes.add(
        RouteDeclaration(
            .get, "/admin/v1/cases/{id}", right: .staff, summary: "One case",
            inputs: [.init("pictures", in: .query, "`include` to get the pictures themselves.")],
            answers: caseAnswers),
        handler: cases.one)
    routes.add(
        RouteDeclaration(
            .post, "/admin/v1/cases/{id}/close", right: .staff, summary: "Release or refuse what was held",
            bodies: [.init("application/json", schema: "CaseClosing")], inputs: staffInputs,
            answers: caseAnswers + bodyAnswers + [.init(409, "Closed the other way before.", schema: "Error")]),
        handler: cases.close)
}

private func addBankRoutes(_ services: GatewayServices, _ door: FrontDoor, _ routes: inout DeclaredRoutes) {
    let banks = BankRoutes(banks: services.banks, door: door)
    let entryAnswers: [RouteDeclaration.Answer] =
        [.init(200, "The entry.", schema: "BankEntry"), notFoundAnswer] + keyAnswers
    routes.add(
        RouteDeclaration(
            .get, "/admin/v1/banks/{bank}/entries", right: .staff, summary: "Entries of a bank, oldest first",
            inputs: [.init("after", in: .query, "The last entry of the page before.")],
            answers: [.init(200, "At most 500 entries.", schema: "BankEntries")] + keyAnswers),
        handler: banks.list)
    routes.add(
        RouteDeclaration(
            .post, "/admin/v1/banks/{bank}/entries", right: .staff,
            summary: "Add a known picture; answers with outputs that left earlier and match",
            bodies: [.init("application/json", schema: "BankEntryDraft")], inputs: staffInputs,
            answers: entryAnswers + bodyAnswers),
        handler: banks.add)
    routes.add(
        RouteDeclaration(
            .post, "/admin/v1/banks/{bank}/import", right: .staff, summary: "Add a list of known pictures",
            bodies: [.init("application/json", schema: "BankList")], inputs: staffInputs,
            answers: [.init(200, "What was added, switched off and skipped.", schema: "BankListAnswer")] + keyAnswers
                + bodyAnswers),
        handler: banks.importList)
    routes.add(
        RouteDeclaration(
            .get, "/admin/v1/banks/entries/{id}", right: .staff, summary: "One entry", answers: entryAnswers),
        handler: banks.one)
    routes.add(
        RouteDeclaration(
            .put, "/admin/v1/banks/entries/{id}", right: .staff, summary: "Switch an entry off or on",
            bodies: [.init("application/json", schema: "BankEntryChange")], inputs: staffInputs,
            answers: entryAnswers + bodyAnswers),
        handler: banks.change)
    routes.add(
        RouteDeclaration(
            .post, "/admin/v1/banks/entries/{id}/allow", right: .staff,
            summary: "Let one file pass one entry; counts when a second person says so too",
            bodies: [.init("application/json", schema: "BankAllowance")], inputs: staffInputs,
            answers: [.init(200, "Whether it counts.", schema: "BankAllowanceAnswer"), notFoundAnswer] + keyAnswers
                + bodyAnswers),
        handler: banks.allow)
    routes.add(
        RouteDeclaration(
            .post, "/admin/v1/banks/match", right: .staff, summary: "Entries that a picture matches, with the distance",
            bodies: [.init("application/json", schema: "BankQuery")],
            answers: [.init(200, "The entries.", schema: "BankMatches")] + keyAnswers + bodyAnswers),
        handler: banks.match)
    routes.add(
        RouteDeclaration(
            .post, "/admin/v1/whomade", right: .staff, summary: "Who had a picture made; the question is recorded",
            bodies: [.init("application/json", schema: "MakerQuery")], inputs: staffInputs,
            answers: [.init(200, "Outputs that it is, and outputs alike.", schema: "Makers")] + keyAnswers + bodyAnswers
        ),
        handler: banks.whoMade)
}

private func addHealthRoutes(
    _ services: GatewayServices, _ settings: GatewaySettings, _ routes: inout DeclaredRoutes
) {
    let health = HealthRoutes(services: services)
    routes.add(
        RouteDeclaration(
            .get, "/healthz", right: .open, summary: "The process lives",
            answers: [.init(200, "It lives.", schema: "Health")]),
        handler: health.alive)
    routes.add(
        RouteDeclaration(
            .get, "/readyz", right: .open, summary: "Whether the program can do its work",
            answers: [
                .init(200, "It can.", schema: "Readiness"), .init(503, "What is not ready.", schema: "Readiness"),
            ]),
        handler: health.ready)
    let declaration = RouteDeclaration(
        .get, "/openapi.json", right: .open, summary: "This description",
        answers: [.init(200, "An OpenAPI 3.1 document.")])
    let document = OpenAPIDocument(
        declarations: routes.declarations + [declaration], settings: settings, version: services.versionText
    ).json.buffer
    routes.add(declaration) { _, _ throws(WireError) in
        Response(
            status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: document))
    }
}
