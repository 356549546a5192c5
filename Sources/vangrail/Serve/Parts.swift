import ArgumentParser
import AsyncHTTPClient
import AuditTrail
import ContentCredentials
import Desk
import Foundation
import Generators
import Lens
import Outreach
import PictureModels
import PolicyEngine
import SafetyModel
import Screening
import Storage

/// The parts of a running server, put together from settings.
struct Parts {
    let store: SQLiteStore
    let desk: CaseDesk
    let lens: LensPool
    let decider: Decider
    let policy: Policy
    let gate: Gate
    let review: CaseReview
    let controls: Controls
    let banks: BankKeeping
    let protection: PictureProtection
    let check: PictureCheck
    let fetcher: any PictureFetcher
    /// What stands on hold since the gate missed it; the desk sets it.
    let holds = StandingHolds()
    /// Keys of marks in pixels, newest first.
    let markKeys: [[UInt8]]
    /// What tells the platform and people.
    let outreach: OutreachParts
    /// The connections to the generator, where there is one.
    private let client: HTTPClient?
    private let models: ModelPanel?
    let clock = Timepiece.system

    init(_ settings: SettingsReader) async throws {
        let plugged = try PluggedModels(path: settings.text("picture-models"))
        lens = try Self.lens(settings, plugged)
        let policyPath = try settings.text("policy")
        policy = try PolicyCommand.load(policyPath.isEmpty ? nil : policyPath)
        // WHY: the clamp keeps the floor whatever the file says; a file that needs it is a mistake to tell at once.
        if !policyPath.isEmpty, case .belowFloor(let example) = PolicyCheck.run(policy) {
            throw ValidationError("policy `\(policyPath)` is below the floor: \(example)")
        }
        let (generator, client) = try Self.generator(settings, lens: lens)
        self.client = client
        fetcher = try Self.fetcher(settings)
        let reader = try Programs.reader(withEncoder: settings.isOn("encoder"))
        do { store = try await SQLiteStore.open(folder: settings.text("data")) } catch let error as StoreOpenError {
            throw ValidationError(error.message)
        }
        desk = try await DeskParts.open(store, clock: clock, settings)
        let watch = AccountWatch(
            desk: desk, limits: .init(refusalsMax: try settings.number("pause-refusals")))
        models = plugged?.panel(lens)
        decider = Decider(
            ScreeningParts(
                reader: reader, policy: policy, lens: lens, store: store, ledger: store,
                digester: store.digester, clock: clock, binaryVersion: ProgramVersion.text,
                settings: ScreeningSettings(
                    adultModeAvailable: try settings.isOn("adult-mode"),
                    promptRetentionSeconds: Int64(try settings.number("prompt-retention-days")) * 86_400,
                    linkSeconds: Int64(try settings.number("link-minutes")) * 60,
                    label: try Self.label(settings)), holds: holds, models: models, watcher: watch))
        let marking = MarkingFiles(dataFolder: try settings.text("data"), clock: clock)
        gate = Gate(decider: decider, generator: generator, marker: try marking.marker(settings))
        markKeys = try marking.markKeys()
        check = PictureCheck(
            lens: lens, store: store, clock: clock, validator: ContentCredentialValidator(trust: try marking.trust()),
            markKeys: markKeys)
        review = CaseReview(store: store, ledger: store, clock: clock, digester: store.digester)
        controls = Controls(store: store, ledger: store, clock: clock, digester: store.digester)
        protection = PictureProtection(store: store, ledger: store, clock: clock, digester: store.digester)
        banks = BankKeeping(store: store, ledger: store, clock: clock, digester: store.digester)
        // WHY: last, for whoever made connections has to close them.
        outreach = try OutreachParts(settings, clock: clock)
    }

    /// Records that the program starts or stops.
    func note(_ kind: AuditEntry.Kind) async throws {
        let versions = decider.versions
        try await store.commit([
            .audit(
                AuditEntry(
                    kind: kind, subject: "vangrail", at: clock.now(),
                    fields: [
                        "binary": versions.binary, "policy": versions.policy, "model": versions.model,
                    ]))
        ])
    }

    /// Lets go of everything, in order.
    func close() async {
        await lens.shutDown()
        await outreach.close()
        try? await client?.shutdown()
        await models?.close()
        await store.close()
    }

    private static func lens(_ settings: SettingsReader, _ models: PluggedModels?) throws -> LensPool {
        var lens = LensSettings()
        lens.workers = try settings.number("lens-workers")
        let languages = try settings.text("text-languages")
        guard languages == "none" || languages.split(separator: "+").allSatisfy({ $0.allSatisfy(\.isTesseractCode) })
        else { throw ValidationError("text-languages is `none`, or codes of Tesseract's joined by +, such as eng+nld") }
        lens.textLanguages = languages == "none" ? nil : languages
        lens.textWorkers = try settings.number("text-workers")
        models?.add(to: &lens)
        lens.inputBytesMax = try settings.number("picture-megabytes") << 20
        return LensPool(executable: try Programs.lens(named: settings.text("lens-path")), settings: lens)
    }

    private static func label(_ settings: SettingsReader) throws -> LabelSettings {
        LabelSettings(
            style: PictureLabel.Style(rawValue: try settings.text("label-style")) ?? .badge,
            language: LabelLanguage(rawValue: try settings.text("label-language")) ?? .en,
            line: try settings.text("label-text"))
    }

    private static func generator(_ settings: SettingsReader, lens: LensPool) throws -> (any Generator, HTTPClient?) {
        guard try settings.text("generator") == "openai" else { return (StudioGenerator(lens: lens), nil) }
        let base = try settings.text("upstream-url")
        guard base.hasPrefix("http://") || base.hasPrefix("https://") else {
            throw ValidationError("generator openai needs upstream-url, for instance http://127.0.0.1:8000/v1")
        }
        let key = try settings.text("upstream-key")
        let model = try settings.text("upstream-model")
        var upstream = OpenAIGeneratorSettings(baseURL: base, keys: key.isEmpty ? [] : [key])
        upstream.defaultModel = model.isEmpty ? nil : model
        upstream.totalSeconds = Double(try settings.number("upstream-timeout-seconds"))
        upstream.addresses = try settings.isOn("upstream-picture-urls") ? .sameOrigin : .never
        let client = OpenAIGenerator.makeClient(settings: upstream)
        return (OpenAIGenerator(settings: upstream, client: client), client)
    }

    private static func fetcher(_ settings: SettingsReader) throws -> any PictureFetcher {
        guard try settings.isOn("image-url") else { return ClosedFetcher() }
        return SafeFetcher(settings: SafeFetcherSettings(bytesMax: try settings.number("picture-megabytes") << 20))
    }
}

/// Fetches nothing: the operator has switched picture addresses off.
struct ClosedFetcher: PictureFetcher {
    func fetch(_ url: String) async throws(FetchError) -> Picture { throw .switchedOff }
}

extension Character {
    /// Codes of languages and scripts are such as `eng`, `chi_sim` and `Latin`.
    fileprivate var isTesseractCode: Bool { isASCII && (isLetter || self == "_") }
}
