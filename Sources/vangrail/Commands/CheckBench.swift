import AuditTrail
import Foundation
import Lens
import PictureModels
import PolicyEngine
import PromptReading
import SafetyModel
import Screening
import Storage

/// A decider without data folder, server or generator. Each line has a store of its own in memory, so that nothing a
/// line says of its account reaches another line.
struct CheckBench: Sendable {
    private let parts: ScreeningParts
    private let lens: LensPool
    private let models: ModelPanel?

    // The path of a file of models is empty where there are none.
    init(policy: Policy, models path: String = "") async throws {
        let plugged = try PluggedModels(path: path)
        var settings = Programs.singleLensSettings
        plugged?.add(to: &settings)
        lens = LensPool(executable: try Programs.lens(named: ""), settings: settings)
        models = plugged?.panel(lens)
        let store = MemoryStore()
        parts = ScreeningParts(
            reader: try Programs.reader(), policy: policy, lens: lens, store: store, ledger: store,
            digester: store.digester, clock: Timepiece.system, binaryVersion: ProgramVersion.text,
            // WHY: the account on the line says whether adult mode is on; there is no operator to ask here.
            settings: ScreeningSettings(adultModeAvailable: true), models: models)
    }

    func decide(_ line: CheckLine) async -> GateDecision {
        let store = MemoryStore()
        if let account = line.storedAccount { try? await store.commit([.putAccount(account)]) }
        var own = parts
        (own.store, own.ledger) = (store, store)
        return await Decider(own).decide(line.request())
    }

    func close() async {
        await lens.shutDown()
        await models?.close()
    }
}
