public import Casework
import SafetyModel
public import Screening

/// The door at which the platform says where a picture stands.
public struct AssetDesk: AssetDoor {
    private let desk: CaseDesk
    private let assets: AssetRegister
    private let look: PictureLook
    private let fetcher: any PictureFetcher
    private let ledger: any Ledger

    public init(
        desk: CaseDesk, assets: AssetRegister, look: PictureLook, fetcher: any PictureFetcher, ledger: any Ledger
    ) {
        self.desk = desk
        self.assets = assets
        self.look = look
        self.fetcher = fetcher
        self.ledger = ledger
    }

    /// Documents an asset, or changes what is known of it. What is registered under a decision is recognised by that
    /// decision's outputs; anything else is fetched and read once. A copy of what a case has hidden or removed joins it
    /// at once.
    public func register(_ new: Asset) async throws(DeskError) {
        guard !new.id.text.isEmpty, new.id.text.unicodeScalars.count <= Asset.nameMax else { throw .invalid(.things) }
        if let url = new.url, !NoticeDraft.isLink(url) { throw .invalid(.link) }
        var asset = new
        let outputs = try await outputs(of: new)
        if asset.decision != nil {
            guard let output = outputs.first else { throw .unknown }
            asset.account = asset.account ?? output.account
            if outputs.count == 1 { asset.output = output.id }
        } else if asset.look == nil, let url = asset.url {
            asset.look = await read(url)
        }
        let writes = try assets.writes(asset)
        do throws(StoreError) { try await ledger.commit(writes) } catch { throw .unavailable }
        assets.learn(asset)
        try await join(asset)
    }

    /// What is known of an asset.
    public func asset(_ id: ItemID) async throws(DeskError) -> Asset? { try await assets.asset(id) }

    private func outputs(of asset: Asset) async throws(DeskError) -> [OutputRecord] {
        guard let decision = asset.decision else { return [] }
        do throws(StoreError) {
            return try await assets.store.outputs(of: decision).filter { asset.output == nil || $0.id == asset.output }
        } catch { throw .unavailable }
    }

    /// A picture that cannot be fetched or read is registered all the same; it is found by its address.
    private func read(_ url: String) async -> Asset.Look? {
        guard let picture = try? await fetcher.fetch(url), let reading = try? await look.read(picture) else {
            return nil
        }
        return reading.look
    }

    private func join(_ asset: Asset) async throws(DeskError) {
        guard let look = try await assets.look(of: asset) else { return }
        for found in try await assets.find(BankQuery(look), mark: look.mark) where found.asset.id != asset.id {
            guard let proof = found.proof, let home = await desk.home(of: found.asset.id), await desk.isOpen(home),
                let file = await desk.file(home), file.items[asset.id] == nil
            else { continue }
            let item = asset.item(
                .copy(of: found.asset.id, proof: proof), operation: try await assets.operation(of: asset.decision))
            try await desk.perform(.addItems([item]), on: home, by: .machine)
            return
        }
        try await joinOutput(asset)
    }

    /// The case may know the output itself, from before anybody said where it stands.
    private func joinOutput(_ asset: Asset) async throws(DeskError) {
        guard let output = asset.output else { return }
        let origin = ItemID(text: output.text)
        guard let home = await desk.home(of: origin), await desk.isOpen(home), let file = await desk.file(home),
            file.items[asset.id] == nil
        else { return }
        let item = asset.item(
            .copy(of: origin, proof: .sha256), operation: try await assets.operation(of: asset.decision))
        try await desk.perform(.addItems([item]), on: home, by: .machine)
    }
}
