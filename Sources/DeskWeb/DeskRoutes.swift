public import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// Declares the pages for people. Call before `gatewayRoutes`, so that `/openapi.json` knows them.
public func deskRoutes(
    _ services: DeskServices, door: FrontDoor, settings: DeskSettings, into routes: inout DeclaredRoutes
) {
    let access = PageAccess(
        settings: settings, sessions: Sessions(seconds: settings.sessionSeconds), clock: services.clock)
    routes.pageCheck = { request, context in access.check(request, context) }
    addPages(TryRoutes(services: services, door: door, access: access), &routes)
    addSignIn(
        SignInRoutes(services: services, door: door, access: access, throttle: .signIn), &routes)
    addProtection(
        ProtectRoutes(
            protection: services.protection, disputes: services.disputes, door: door, settings: settings,
            clock: services.clock), &routes)
    addCheck(
        CheckRoutes(
            check: services.check, fetcher: services.fetcher, door: door, settings: settings, clock: services.clock),
        &routes)
    addPublicPages(PublicRoutes(services, door: door, settings: settings), &routes)
    addPlainFiles(&routes)
    staffRoutes(services, door: door, settings: settings, into: &routes)
}

private let form = "multipart/form-data"
private let html = "text/html"

private func page(_ status: Int, _ meaning: String) -> RouteDeclaration.Answer {
    .init(status, meaning, mediaType: html)
}

private func addPages(_ pages: TryRoutes, _ routes: inout DeclaredRoutes) {
    routes.add(
        RouteDeclaration(
            .get, "/", right: .tryPage, summary: "The page to try it",
            answers: [page(200, "The page."), .init(303, "Sign in first.", mediaType: nil)]),
        handler: pages.show)
    routes.add(
        RouteDeclaration(
            .post, "/", right: .tryPage, summary: "What became of a request from the page",
            bodies: [.init(form, schema: "TryForm")],
            answers: [
                page(200, "The page with the picture."), page(400, "The page with the decision against it."),
                page(403, "Not signed in, or not our own form."), page(408, "The form did not arrive in time."),
                page(413, "The photo is too large."), page(415, "Not a form."), page(429, "The generator is busy."),
                page(502, "The generator failed."), page(503, "Too much runs at once."),
                page(504, "The generator did not answer in time."),
            ]),
        handler: pages.run)
}

private func addSignIn(_ signIn: SignInRoutes, _ routes: inout DeclaredRoutes) {
    let bodyAnswers: [RouteDeclaration.Answer] = [
        .init(400, "The form cannot be read.", schema: "Error"), .init(408, "Too slow.", schema: "Error"),
        .init(413, "Too large.", schema: "Error"), .init(415, "Not a form.", schema: "Error"),
        .init(503, "Too much runs at once.", schema: "Error"),
    ]
    routes.add(
        RouteDeclaration(
            .get, "/sign-in", right: .open, summary: "The page to sign in", answers: [page(200, "The page.")]),
        handler: signIn.show)
    routes.add(
        RouteDeclaration(
            .post, "/sign-in", right: .open, summary: "Sign in by admin password or platform key",
            bodies: [.init(form, schema: "SignIn")],
            answers: [
                .init(303, "Signed in; to the start.", mediaType: nil), page(403, "Wrong, or not our own form."),
                page(429, "Too many attempts."),
            ] + bodyAnswers),
        handler: signIn.signIn)
    routes.add(
        RouteDeclaration(
            .post, "/sign-out", right: .tryPage, summary: "Sign out", bodies: [.init(form, schema: "SignOut")],
            answers: [.init(303, "Signed out.", mediaType: nil), page(403, "Not our own form.")] + bodyAnswers),
        handler: signIn.signOut)
}

private func addProtection(_ protect: ProtectRoutes, _ routes: inout DeclaredRoutes) {
    let answers: [RouteDeclaration.Answer] = [
        .init(200, "What is registered now.", schema: "Protection"),
        .init(400, "The body cannot be read, or a photo is too flat.", schema: "Error"),
        .init(403, "Not our own page.", schema: "Error"), .init(408, "Too slow.", schema: "Error"),
        .init(413, "Too large.", schema: "Error"), .init(415, "Not JSON.", schema: "Error"),
        .init(429, "Too many attempts.", schema: "Error"), .init(503, "The store is down.", schema: "Error"),
    ]
    let unknown = RouteDeclaration.Answer(404, "Nothing under this code.", schema: "Error")
    routes.add(
        RouteDeclaration(
            .get, "/protect", right: .open, summary: "The page to protect own photos", answers: [page(200, "The page.")]
        ),
        handler: protect.show)
    routes.add(
        RouteDeclaration(
            .post, "/protect/entries", right: .open, summary: "Register own photos by their fingerprints",
            bodies: [.init("application/json", schema: "ProtectionDraft")], answers: answers),
        handler: protect.register)
    routes.add(
        RouteDeclaration(
            .post, "/protect/dispute", right: .open, summary: "Say that somebody else has registered one's picture",
            bodies: [.init("application/json", schema: "ProtectionDispute")], answers: answers),
        handler: protect.dispute)
    for (path, summary, handler) in [
        ("status", "What is registered under a code", protect.status), ("renew", "Renew it for a year", protect.renew),
        ("withdraw", "End it and erase the fingerprints", protect.withdraw),
    ] {
        routes.add(
            RouteDeclaration(
                .post, "/protect/\(path)", right: .open, summary: summary,
                bodies: [.init("application/json", schema: "ProtectionCode")], answers: answers + [unknown]),
            handler: handler)
    }
    routes.add(
        RouteDeclaration(
            .get, "/assets/protect/{file}", right: .open, summary: "Scripts and style of the page to protect photos",
            answers: [.init(200, "The file.", mediaType: "text/javascript"), page(404, "No such file.")])
    ) { _, context throws(WireError) in
        context.parameters.get("file").flatMap(ProtectPage.file) ?? MessagePage.notFound.response(.notFound)
    }
}

private func addCheck(_ check: CheckRoutes, _ routes: inout DeclaredRoutes) {
    routes.add(
        RouteDeclaration(
            .get, "/check", right: .open, summary: "The page to check where a picture comes from",
            answers: [page(200, "The page.")]),
        handler: check.show)
    routes.add(
        RouteDeclaration(
            .post, "/check", right: .open, summary: "What is known of a picture; JSON where `Accept` asks for it",
            bodies: [.init(form, schema: "CheckForm")],
            answers: [
                page(200, "What is known."), page(400, "No picture, or one that cannot be read."),
                page(403, "Not our own form."), page(408, "The form did not arrive in time."),
                page(413, "The picture is too large."), page(415, "Not a form."), page(429, "Too many checks."),
                page(503, "Not checked."),
            ]),
        handler: check.run)
}

private func addPlainFiles(_ routes: inout DeclaredRoutes) {
    routes.add(
        RouteDeclaration(
            .get, "/assets/desk.css", right: .open, summary: "The pages' style",
            answers: [.init(200, "The file.", mediaType: "text/css")])
    ) { _, _ throws(WireError) in DeskAssets.response(DeskAssets.styleSheet, mediaType: "text/css") }
    routes.add(
        RouteDeclaration(
            .get, "/assets/desk.js", right: .open, summary: "The pages' script",
            answers: [.init(200, "The file.", mediaType: "text/javascript")])
    ) { _, _ throws(WireError) in DeskAssets.response(DeskAssets.script, mediaType: "text/javascript") }
}
