import HTTPTypes

/// Declares the doors of the desk for machines.
func addDeskDoors(
    _ services: GatewayServices, _ door: FrontDoor, _ settings: GatewaySettings, _ routes: inout DeclaredRoutes
) {
    let assets = AssetRoutes(assets: services.assets, door: door, clock: services.clock)
    let notices = NoticeRoutes(notices: services.notices, door: door)
    let staff = StaffInvitations(register: services.register, door: door, publicURL: settings.publicURL)
    let flaggers = FlaggerRoutes(register: services.register, notices: notices, keys: door.keys)
    routes.flaggerCheck = { request, context in await flaggers.check(request, context) }
    let conflict = RouteDeclaration.Answer(409, "The case says no.", schema: "Error")
    routes.add(
        RouteDeclaration(
            .post, "/admin/v1/assets", right: .staff, summary: "Say where a picture of the platform stands",
            bodies: [.init("application/json", schema: "AssetDraft")],
            answers: [.init(200, "What is known of it.", schema: "Asset"), notFoundAnswer, conflict] + keyAnswers
                + bodyAnswers),
        handler: assets.register)
    routes.add(
        RouteDeclaration(
            .post, "/admin/v1/assets/import", right: .staff, summary: "The same for many, older than Vangrail or not",
            bodies: [.init("application/json", schema: "AssetList")],
            answers: [.init(200, "How many, and which not.", schema: "AssetListAnswer")] + keyAnswers + bodyAnswers),
        handler: assets.importList)
    routes.add(
        RouteDeclaration(
            .get, "/admin/v1/assets/{id}", right: .staff, summary: "What is known of an asset",
            answers: [.init(200, "The asset.", schema: "Asset"), notFoundAnswer] + keyAnswers),
        handler: assets.show)
    for (path, right, summary, submit) in [
        ("/admin/v1/notices", Right.staff, "Take in a notice from a form or system of others", notices.submit),
        ("/flagger/v1/notices", .flagger, "Take in a notice of a trusted flagger", flaggers.submit),
    ] as [(String, Right, String, DeclaredRoutes.Handler)] {
        routes.add(
            RouteDeclaration(
                .post, path, right: right, summary: summary, bodies: [.init("application/json", schema: "NoticeDraft")],
                answers: [
                    .init(200, "The sender's secrets, shown once.", schema: "NoticeTicket"), notFoundAnswer, conflict,
                ] + keyAnswers + bodyAnswers),
            handler: submit)
        routes.add(
            RouteDeclaration(
                .post, path + "/status", right: right, summary: "What became of a notice, by its sender's code",
                bodies: [.init("application/json", schema: "NoticeCode")],
                answers: [.init(200, "Where it stands.", schema: "NoticeStatus"), notFoundAnswer] + keyAnswers
                    + bodyAnswers),
            handler: notices.status)
    }
    routes.add(
        RouteDeclaration(
            .post, "/admin/v1/staff", right: .staff, summary: "Invite somebody to the desk",
            bodies: [.init("application/json", schema: "StaffInvitation")],
            answers: [.init(200, "The invitation, shown once.", schema: "StaffInvitationTicket"), conflict] + keyAnswers
                + bodyAnswers),
        handler: staff.invite)
}
