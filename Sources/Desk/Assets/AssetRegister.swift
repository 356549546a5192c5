public import AuditTrail
public import Casework
import FingerprintIndex
import SafetyModel
public import Screening
import Synchronization

/// The pictures outside that the desk knows, and how they and the gate's outputs are found by their looks.
public final class AssetRegister: Sendable {
    private static let foundMax = 500

    let store: any DeskStore
    let gate: any GateStore
    private let digester: KeyedDigest
    /// Of what has a look of its own: imports, uploads, fetched links.
    private let index: FingerprintIndex
    private let numbers = Mutex<Numbers>(Numbers())

    private struct Numbers {
        var byAsset: [ItemID: Int64] = [:]
        var assets: [Int64: ItemID] = [:]
    }

    /// Reads the looks of all assets.
    public static func open(
        store: any DeskStore, gate: any GateStore, digester: KeyedDigest
    ) async throws(DeskError) -> AssetRegister {
        let register = try AssetRegister(store, gate, digester)
        for asset: Asset in try await Documents.all(.asset, in: store) { register.learn(asset) }
        return register
    }

    private init(_ store: any DeskStore, _ gate: any GateStore, _ digester: KeyedDigest) throws(DeskError) {
        self.store = store
        self.gate = gate
        self.digester = digester
        do throws(FingerprintIndexError) { index = try FingerprintIndex() } catch { throw .unavailable }
    }

    // MARK: - One asset

    /// By its name: a registered one, else an output of the gate.
    public func asset(_ id: ItemID) async throws(DeskError) -> Asset? {
        if let known: Asset = try await Documents.value(.asset, id.text, in: store) { return known }
        guard id.text.hasPrefix(OutputID.prefix + "_") else { return nil }
        do throws(StoreError) { return try await gate.output(OutputID(text: id.text)).map(Self.unregistered) } catch {
            throw .unavailable
        }
    }

    /// By its address.
    func asset(at url: String) async throws(DeskError) -> Asset? {
        let address: DeskDocument?
        do throws(StoreError) { address = try await store.document(.address, addressID(url)) } catch {
            throw .unavailable
        }
        guard let address else { return nil }
        return try await asset(ItemID(text: String(decoding: address.body, as: UTF8.self)))
    }

    /// The writes that keep an asset. `learn` is called when they are durable.
    func writes(_ asset: Asset) throws(DeskError) -> [LedgerWrite] {
        guard let document = Documents.document(.asset, asset.id.text, asset, link: asset.decision?.text) else {
            throw .unavailable
        }
        var writes: [LedgerWrite] = [.putDocument(document)]
        if let url = asset.url {
            writes.append(
                .putDocument(DeskDocument(kind: .address, id: addressID(url), body: Array(asset.id.text.utf8))))
        }
        return writes
    }

    /// Makes an asset findable by its look.
    func learn(_ asset: Asset) {
        guard let look = asset.look, look.fingerprint.quality >= BankEntry.qualityMin else { return }
        let number = numbers.withLock { numbers in
            if let known = numbers.byAsset[asset.id] { return known }
            let next = Int64(numbers.byAsset.count + 1)
            numbers.byAsset[asset.id] = next
            numbers.assets[next] = asset.id
            return next
        }
        try? index.add(look.fingerprint, id: number)
        _ = try? index.mergeIfNeeded()
    }

    /// The write that erases where an asset was.
    func erasure(of url: String) -> LedgerWrite { .eraseDocument(.address, addressID(url)) }

    func forget(_ id: ItemID) {
        let number = numbers.withLock { $0.byAsset[id] }
        if let number { index.withdraw(number) }
    }

    private func addressID(_ url: String) -> String { digester.digest(["asset-address", url]) }

    // MARK: - Finding

    /// A picture that was found by its looks.
    struct Found: Sendable {
        var asset: Asset
        /// Bits that differ; nil for the same bytes or the same mark.
        var distance: Int?
        /// What shows that it is the same picture; nil where it only looks alike.
        var proof: Item.CopyProof?
    }

    /// Everything outside that is, or looks like, a picture: the gate's outputs with where the platform put them, and
    /// what the desk knows besides. Proven ones first.
    func find(_ query: BankQuery, mark: MarkID? = nil) async throws(DeskError) -> [Found] {
        do throws(StoreError) {
            var found: [ItemID: Found] = [:]
            if let mark {
                for output in try await gate.outputs(mark: mark) {
                    for asset in try await assets(of: output) {
                        found[asset.id] = Found(asset: asset, distance: nil, proof: .watermark)
                    }
                }
            }
            let near = try await gate.outputs(
                nearAny: query.fingerprints, within: BankEntry.distanceMax, limit: Self.foundMax)
            for match in near.map(query.judged) where match.likeness != .source {
                for asset in try await assets(of: match.output) {
                    Self.note(Found(match, asset), &found)
                }
            }
            for match in try await ownMatches(query) { Self.note(match, &found) }
            return found.values.sorted { left, right in
                if (left.proof != nil) != (right.proof != nil) { return left.proof != nil }
                return (left.distance ?? 0, left.asset.id.text) < (right.distance ?? 0, right.asset.id.text)
            }
        } catch { throw .unavailable }
    }

    private static func note(_ new: Found, _ found: inout [ItemID: Found]) {
        guard let known = found[new.asset.id] else { return found[new.asset.id] = new }
        if known.proof == nil, new.proof != nil { found[new.asset.id] = new }
    }

    private func ownMatches(_ query: BankQuery) async throws(StoreError) -> [Found] {
        let hits =
            (try? index.search(
                anyOf: query.fingerprints, within: BankEntry.distanceMax, limit: Self.foundMax)) ?? []
        var matches: [Found] = []
        for hit in hits {
            guard let id = numbers.withLock({ $0.assets[hit.id] }),
                let document = try await store.document(.asset, id.text),
                let asset: Asset = try? Documents.value(document), let look = asset.look
            else { continue }
            let record = OutputRecord(
                id: OutputID(text: asset.id.text), decision: DecisionID(text: ""), account: nil,
                fingerprint: look.fingerprint,
                signature: look.signature, mark: look.mark, sha256: look.sha256 ?? "", source: nil, released: true,
                at: asset.postedAt)
            let judged = query.judged(OutputMatch(output: record, distance: hit.distance))
            matches.append(Found(judged, asset))
        }
        return matches
    }

    /// Where the platform put an output; the output itself where nobody registered it.
    private func assets(of output: OutputRecord) async throws(StoreError) -> [Asset] {
        let documents = try await store.documents(.asset, link: output.decision.text, limit: Self.foundMax)
        let registered = documents.compactMap { document -> Asset? in try? Documents.value(document) }
            .filter { $0.output == nil || $0.output == output.id }
        return registered.isEmpty ? [Self.unregistered(output)] : registered
    }

    private static func unregistered(_ output: OutputRecord) -> Asset {
        var asset = Asset(id: ItemID(text: output.id.text), postedAt: output.at, isHosted: true)
        asset.decision = output.decision
        asset.output = output.id
        asset.account = output.account
        asset.look = Asset.Look(
            fingerprint: output.fingerprint, signature: output.signature, sha256: output.sha256, mark: output.mark)
        return asset
    }

    /// What was asked of the generator, as the audit trail says.
    func operation(of decision: DecisionID?) async throws(DeskError) -> SafetyModel.Operation? {
        guard let decision else { return nil }
        do throws(StoreError) {
            return try await store.auditEntries(.decision, about: decision.text, limit: 1).first
                .flatMap { $0.fields["operation"] }.flatMap(SafetyModel.Operation.init(rawValue:))
        } catch { throw .unavailable }
    }

    /// What an asset looks like: its own look, else that of its output.
    func look(of asset: Asset) async throws(DeskError) -> Asset.Look? {
        if let look = asset.look { return look }
        guard let decision = asset.decision else { return nil }
        do throws(StoreError) {
            let outputs = try await store.outputs(of: decision)
            let output = outputs.first { $0.id == asset.output } ?? (outputs.count == 1 ? outputs.first : nil)
            return output.map(Self.unregistered)?.look
        } catch { throw .unavailable }
    }
}

extension AssetRegister.Found {
    init(_ match: OutputMatch, _ asset: Asset) {
        let proof: Item.CopyProof? =
            switch match.likeness {
            case .sameBytes: .sha256
            case .same: .localSignature
            case .near, .source: nil
            }
        self.init(asset: asset, distance: proof == .sha256 ? nil : match.distance, proof: proof)
    }
}
