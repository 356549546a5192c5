import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// Declares the desk for staff. Every route of it but signing in needs a session; what a role may do is checked behind
/// the doors.
func staffRoutes(
    _ services: DeskServices, door: FrontDoor, settings: DeskSettings, into routes: inout DeclaredRoutes
) {
    let access = StaffAccess(register: services.register, settings: settings)
    let handling = StaffHandling(access: access, door: door, clock: services.clock)
    routes.deskCheck = { request, context in await access.check(request, context) }
    addStaffSignIn(handling, &routes)
    addQueue(services, handling, &routes)
    addCases(services, handling, &routes)
    addSearch(services, handling, &routes)
    addAdmin(
        AdminRoutes(
            register: services.register, controls: services.controls, banks: services.banks,
            disputes: services.disputes, policy: services.policy,
            handling: handling), &routes)
}

private let html = "text/html"
private let multipart = "multipart/form-data"

private func page(_ status: Int, _ meaning: String) -> RouteDeclaration.Answer {
    .init(status, meaning, mediaType: html)
}

/// What every page answers that needs a session.
private let pageAnswers = [
    page(200, "The page."), RouteDeclaration.Answer(303, "Sign in first.", mediaType: nil),
    page(403, "Not for this role."), page(404, "Unknown, or not open to this role."), page(503, "The store is down."),
]

/// What every form answers.
private let formAnswers = [
    RouteDeclaration.Answer(303, "Done.", mediaType: nil), page(400, "A field cannot be right."),
    page(403, "Not signed in, not our own form, or not for this role."), page(404, "Unknown."),
    .init(408, "Too slow.", schema: "Error"), page(409, "The case's state says no."),
    .init(413, "Too large.", schema: "Error"), .init(415, "Not a form.", schema: "Error"),
    page(503, "The store is down."),
]

extension DeclaredRoutes {
    fileprivate mutating func page(
        _ path: String, _ summary: String, inputs: [RouteDeclaration.Input] = [], _ handler: @escaping Handler
    ) {
        add(
            RouteDeclaration(.get, path, right: .desk, summary: summary, inputs: inputs, answers: pageAnswers),
            handler: handler)
    }

    fileprivate mutating func form(
        _ path: String, _ summary: String, schema: String, answers: [RouteDeclaration.Answer] = formAnswers,
        _ handler: @escaping Handler
    ) {
        add(
            RouteDeclaration(
                .post, path, right: .desk, summary: summary, bodies: [.init(multipart, schema: schema)],
                answers: answers),
            handler: handler)
    }
}

private func addStaffSignIn(_ handling: StaffHandling, _ routes: inout DeclaredRoutes) {
    let signIn = StaffSignInRoutes(handling: handling)
    let invitation = InvitationRoutes(handling: handling)
    let openAnswers = [
        page(400, "A field cannot be right."), page(403, "Wrong, or not our own form."),
        RouteDeclaration.Answer(408, "Too slow.", schema: "Error"), .init(413, "Too large.", schema: "Error"),
        .init(415, "Not a form.", schema: "Error"), page(429, "Too many attempts."), page(503, "The store is down."),
    ]
    routes.add(
        RouteDeclaration(
            .get, "/desk/sign-in", right: .open, summary: "Where staff sign in", answers: [page(200, "The page.")]),
        handler: signIn.show)
    routes.add(
        RouteDeclaration(
            .post, "/desk/sign-in", right: .open, summary: "Sign in by name, passphrase and code",
            bodies: [.init(multipart, schema: "StaffSignIn")],
            answers: [.init(303, "Signed in.", mediaType: nil)] + openAnswers),
        handler: signIn.signIn)
    let provider = ProviderRoutes(handling: handling)
    routes.add(
        RouteDeclaration(
            .get, "/desk/provider", right: .open, summary: "Go to the organisation's own sign-in",
            answers: [
                .init(303, "There.", mediaType: nil), page(429, "Too many attempts."),
                page(503, "It cannot be reached."),
            ]),
        handler: provider.begin)
    routes.add(
        RouteDeclaration(
            .get, "/desk/provider/back", right: .open, summary: "Back from there",
            inputs: [
                .init("code", in: .query, "From the provider."), .init("state", in: .query, "From the provider."),
                .init("iss", in: .query, "From the provider."), .init("error", in: .query, "From the provider."),
            ],
            answers: [page(200, "Signed in."), page(403, "Not let in."), page(503, "The store is down.")]),
        handler: provider.finish)
    routes.add(
        RouteDeclaration(
            .get, "/desk/invitation", right: .open, summary: "First use of the desk", answers: [page(200, "The page.")]),
        handler: invitation.show)
    for (path, summary, handler) in [
        ("/desk/invitation", "What an invitation is for", invitation.open),
        ("/desk/invitation/enrol", "Choose a passphrase and show that the authenticator works", invitation.enrol),
    ] {
        routes.add(
            RouteDeclaration(
                .post, path, right: .open, summary: summary, bodies: [.init(multipart, schema: "StaffEnrolment")],
                answers: [page(200, "The page."), page(404, "No such invitation.")] + openAnswers),
            handler: handler)
    }
    routes.form("/desk/sign-out", "Sign out of the desk", schema: "SignOut", signIn.signOut)
    routes.form("/desk/role", "Work in another of one's own roles", schema: "StaffForm", signIn.chooseRole)
    let passphrase = PassphraseRoutes(handling: handling)
    routes.page("/desk/passphrase", "Where one changes one's passphrase", passphrase.show)
    routes.form("/desk/passphrase", "Change one's passphrase", schema: "StaffPassphrase", passphrase.change)
    routes.page("/desk/keys", "The keys of the desk") { request, _ throws(WireError) in
        await handling.page(request) { visit in KeyTable.page(visit).response() }
    }
    routes.add(
        RouteDeclaration(
            .get, "/assets/staff/{file}", right: .open, summary: "Scripts and style of the desk",
            answers: [.init(200, "The file.", mediaType: "text/javascript"), page(404, "No such file.")])
    ) { _, context throws(WireError) in
        context.parameters.get("file").flatMap(StaffAssets.file) ?? MessagePage.notFound.response(.notFound)
    }
}

private func addQueue(_ services: DeskServices, _ handling: StaffHandling, _ routes: inout DeclaredRoutes) {
    let queue = QueueRoutes(staff: services.staff, handling: handling)
    let events = DeskEvents(staff: services.staff)
    routes.page(
        "/desk", "The queue, by clock and severity",
        inputs: [
            .init("route", in: .query, "One desk."),
            .init("all", in: .query, "Everything, not only what one may take."),
            .init("page", in: .query, "From 1."),
        ], queue.show)
    let orders = OrderRoutes(staff: services.staff, register: services.register, handling: handling)
    routes.page("/desk/orders", "Where an order of an authority is entered", orders.show)
    routes.form("/desk/orders", "Take in an order of an authority", schema: "StaffForm", orders.enter)
    routes.form("/desk/next", "Claim the next case", schema: "StaffForm", queue.next)
    routes.add(
        RouteDeclaration(
            .get, "/desk/events", right: .desk, summary: "Numbers of cases as they change",
            answers: [
                .init(200, "The events.", mediaType: "text/event-stream"),
                .init(303, "Sign in first.", mediaType: nil), page(503, "Too many listeners."),
            ]),
        handler: events.listen)
}

private func addCases(_ services: DeskServices, _ handling: StaffHandling, _ routes: inout DeclaredRoutes) {
    let cases = CaseRoutes(staff: services.staff, handling: handling)
    let pictures = PictureRoutes(staff: services.staff, handling: handling)
    routes.page(
        "/desk/cases/{id}", "A case on one screen",
        inputs: [.init("items", in: .query, "Which part of its items, from 1.")], cases.show)
    routes.form(
        "/desk/cases/{id}/{command}", "A command on a case, by its name", schema: "StaffForm", cases.perform)
    routes.add(
        RouteDeclaration(
            .get, "/desk/cases/{id}/items/{item}/picture", right: .desk,
            summary: "A picture of an item, drawn, small and grey, or in full; every look is counted",
            inputs: [.init("view", in: .query, "`outline`, `grey` or `full`.")],
            answers: [
                .init(200, "The picture.", mediaType: "image/png"), .init(303, "Sign in first.", mediaType: nil),
                page(403, "Not for this role."), page(404, "Unknown, or not shown."), page(503, "It cannot be drawn."),
            ]),
        handler: pictures.show)
    routes.form(
        "/desk/cases/{id}/items/{item}/quarantine", "Open a picture in quarantine with the keys of two groups",
        schema: "StaffForm", cases.openQuarantine)
}

private func addSearch(_ services: DeskServices, _ handling: StaffHandling, _ routes: inout DeclaredRoutes) {
    let search = SearchRoutes(staff: services.staff, handling: handling)
    routes.page(
        "/desk/search", "Cases by a number or an account",
        inputs: [.init("q", in: .query, "What is looked for.")], search.search)
    routes.page("/desk/accounts/{id}", "An account over all cases", search.account)
    routes.page("/desk/forecast", "What work is to be expected", search.forecast)
}

private func addAdmin(_ admin: AdminRoutes, _ routes: inout DeclaredRoutes) {
    routes.page("/desk/admin", "The administration of the desk", admin.overview)
    routes.page("/desk/admin/staff", "Who works at the desk", admin.people)
    routes.form(
        "/desk/admin/staff", "Invite somebody", schema: "StaffForm",
        answers: formAnswers + [page(200, "The invitation, shown once.")], admin.invite)
    routes.form("/desk/admin/staff/{id}", "Change a member's roles", schema: "StaffForm", admin.changeMember)
    routes.form(
        "/desk/admin/staff/{id}/invitation", "Invite somebody anew", schema: "StaffForm",
        answers: formAnswers + [page(200, "The invitation, shown once.")], admin.inviteAnew)
    routes.page("/desk/admin/flaggers", "Trusted flaggers", admin.flaggers)
    routes.form("/desk/admin/flaggers", "Add or change a trusted flagger", schema: "StaffForm", admin.putFlagger)
    routes.form(
        "/desk/admin/flaggers/{id}/key", "Make a flagger's key", schema: "StaffForm",
        answers: formAnswers + [page(200, "The key, shown once.")], admin.makeKey)
    routes.page("/desk/admin/authorities", "Authorities", admin.authorities)
    routes.form("/desk/admin/authorities", "Add or change an authority", schema: "StaffForm", admin.putAuthority)
    routes.page("/desk/admin/switches", "What is switched off", admin.switches)
    routes.form("/desk/admin/switches", "Switch something off or on", schema: "StaffForm", admin.setSwitch)
    routes.page("/desk/admin/policy", "The policy that the gate runs", admin.showPolicy)
    routes.page(
        "/desk/admin/banks", "Entries of the banks",
        inputs: [.init("bank", in: .query, "One bank."), .init("after", in: .query, "Goes on after that entry.")],
        admin.showBanks)
    routes.page("/desk/admin/disputes", "What is said against registrations of protected pictures", admin.showDisputes)
    routes.form(
        "/desk/admin/disputes", "End a registration, or let it stand", schema: "StaffForm", admin.decideDispute)
    routes.form("/desk/admin/banks", "Switch an entry off or on", schema: "StaffForm", admin.enableEntry)
}
