import AuditTrail
import Foundation
import Lens
import PolicyEngine
import PromptReading
import SafetyModel
import Screening
import Storage

/// A decider without data folder, server or generator: everything it records stays in memory.
struct CheckBench: Sendable {
    private let decider: Decider
    private let store: MemoryStore
    private let lens: LensPool

    init(policy: Policy) async throws {
        var settings = LensSettings()
        settings.workers = 1
        lens = LensPool(executable: try Programs.lens(named: ""), settings: settings)
        store = MemoryStore()
        decider = Decider(
            ScreeningParts(
                reader: try Programs.reader(), policy: policy, lens: lens, store: store, ledger: store,
                digester: store.digester, clock: Timepiece.system, binaryVersion: ProgramVersion.text,
                // WHY: the account on the line says whether adult mode is on; there is no operator to ask here.
                settings: ScreeningSettings(adultModeAvailable: true)))
    }

    func decide(_ line: CheckLine) async -> GateDecision {
        if let account = line.storedAccount { try? await store.commit([.putAccount(account)]) }
        return await decider.decide(line.request())
    }

    func close() async { await lens.shutDown() }
}
