import ArgumentParser
import AuditTrail
import Desk
import DeskWeb
import Foundation
import GatewayAPI
import Hummingbird
import HummingbirdCore
import Lens
import Logging
import NIOCore
import PolicyEngine
import SafetyModel
import Screening
import ServiceLifecycle
import StaffAccess
import Storage
import UnixSignals

/// The doors in front of the parts, as one group of services that stops gracefully: requests in flight finish.
struct Server {
    private let group: ServiceGroup

    init(
        settings: SettingsReader, parts: Parts, keys: AccessKeys, locks: QuarantineLocks, address: ListenAddress,
        logger: Logger
    ) async throws {
        let gateway = try Self.gateway(settings, address: address)
        let desk = try await DeskParts(parts, settings, locks: locks, publicURL: gateway.publicURL)
        let door = FrontDoor(keys: keys, settings: gateway, logger: logger)
        var routes = DeclaredRoutes()
        deskRoutes(
            try Self.desk(settings, parts: parts, desk: desk, gateway: gateway), door: door,
            settings: DeskSettings(
                publicURL: gateway.publicURL,
                // WHY: behind a proxy every caller looks local, so the exception ends where people come from outside.
                listensOnLoopback: try address.isLoopback && settings.text("public-url").isEmpty
                    && settings.list("trusted-proxies").isEmpty,
                trustedProxies: try Self.proxies(settings), contact: try Self.contact(settings),
                formBytesMax: gateway.pictureBodyBytesMax),
            into: &routes)
        let lens = parts.lens
        gatewayRoutes(
            GatewayServices(
                gate: parts.gate, decider: parts.decider, review: parts.review, controls: parts.controls,
                banks: parts.banks, store: parts.store, fetcher: parts.fetcher, assets: desk.assets,
                notices: desk.notices, register: desk.roll,
                linkKey: Array(parts.store.digester.digest(["signed-addresses"]).utf8), clock: parts.clock,
                readiness: [ReadinessCheck(name: "lens") { lens.isReady }], versionText: ProgramVersion.text),
            door: door, settings: gateway, into: &routes)
        let router: Router<GatewayContext>
        do { router = try routes.makeRouter(door) } catch { throw ValidationError("\(error)") }
        // WHY: slow heads and idle connections end; bodies have their own deadline.
        let protocolSettings = HTTP1Channel.Configuration(
            idleTimeout: .seconds(75),
            httpDecoderConfiguration: .init(maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
        let application = Application(
            router: router,
            server: HTTPServerBuilder { responder in
                LoopConnections(HTTP1Channel(responder: responder, configuration: protocolSettings))
            },
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), serverName: "vangrail"),
            logger: logger)
        group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: application),
                    .init(service: Housekeeping(store: parts.store, clock: parts.clock, logger: logger)),
                    .init(service: DeskWork(outbox: desk.outbox)),
                ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    }

    /// Runs until a signal asks to stop.
    func run() async throws { try await group.run() }

    private static func desk(
        _ settings: SettingsReader, parts: Parts, desk: DeskParts, gateway: GatewaySettings
    ) throws -> DeskServices {
        let password = try settings.text("admin-password")
        let expected = AccessKeys.digest(password)
        return DeskServices(
            gate: parts.gate, protection: parts.protection,
            disputes: ProtectionDisputes(
                store: parts.store, gate: parts.store, ledger: parts.store, clock: parts.clock,
                digester: parts.store.digester), check: parts.check, fetcher: parts.fetcher,
            notices: desk.notices, statements: desk.statements,
            terms: TermsValues(
                policyVersion: parts.policy.version,
                rules: parts.policy.outcomes.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }
                    .map { .init(category: $0.key, outcomes: $0.value) },
                casework: parts.desk.settings, contact: try contact(settings)),
            isAdminPassword: { !password.isEmpty && AccessKeys.equal(AccessKeys.digest($0), expected) },
            complainAddress: { gateway.complainAddress($0) }, staff: desk.staff, register: desk.roll,
            controls: parts.controls, banks: parts.banks,
            policy: PolicyText(version: parts.decider.versions.policy, rules: try policyRules(settings)),
            clock: parts.clock)
    }

    /// The rules of the policy as they are written.
    private static func policyRules(_ settings: SettingsReader) throws -> String {
        let path = try settings.text("policy")
        return path.isEmpty ? Policy.embeddedText : try String(contentsOfFile: path, encoding: .utf8)
    }

    private static func proxies(_ settings: SettingsReader) throws -> TrustedProxies {
        do { return try TrustedProxies(settings.list("trusted-proxies")) } catch let error as ProxyError {
            throw ValidationError("setting `trusted-proxies`: \(error)")
        }
    }

    private static func contact(_ settings: SettingsReader) throws -> String? {
        let contact = try settings.text("contact")
        return contact.isEmpty ? nil : contact
    }

    private static func gateway(_ settings: SettingsReader, address: ListenAddress) throws -> GatewaySettings {
        let named = try settings.text("public-url")
        let bodyBytes = try settings.number("body-megabytes") << 20
        return GatewaySettings(
            publicURL: named.isEmpty ? "http://\(address)" : named, pictureBodyBytesMax: bodyBytes,
            pictureBytesMax: try settings.number("picture-megabytes") << 20,
            bodyDeadlineMilliseconds: try settings.number("body-seconds") * 1000,
            answerDeadlineMilliseconds: try settings.number("answer-seconds") * 1000,
            concurrentRequestsMax: try settings.number("concurrent-requests"),
            linkSeconds: Int64(try settings.number("link-minutes")) * 60,
            extraFields: Set(try settings.list("extra-fields")))
    }
}
