import AuditTrail
import Casework
import SafetyModel
import Screening
import StaffAccess

// What happens to pictures: told to the platform, searched for, kept, erased.
extension EffectWork {
    /// Tells the platform what to do with a picture. Ours behind signed addresses go at the same moment.
    func tellItem(_ kind: PlatformMessage.Kind, _ id: ItemID) async throws(DeskError) -> Outbox.Outcome {
        let asset = try await ports.assets.asset(id)
        if kind == .hide || kind == .remove, let output = asset?.output {
            try await commit([.eraseDelivery(output)])
        }
        var message = PlatformMessage(id: name, kind: kind, at: now)
        message.asset = id
        message.url = asset?.url
        message.account = asset?.account
        return outcome(await ports.platform.tell(message), of: "the platform")
    }

    func outcome(_ message: MessageOutcome, of whom: String) -> Outbox.Outcome {
        switch message {
        case .acknowledged: .done
        case .later(let why): .later("\(whom) has not confirmed: \(why)")
        case .refused(let why): .later("\(whom) refuses: \(why)")
        case .notSet: .later("\(whom) cannot be told: none is set")
        }
    }

    /// Looks for the same picture elsewhere, by what is known and by what its link shows, and adds it to the case.
    func findRelated(_ id: ItemID) async throws(DeskError) -> Outbox.Outcome {
        guard let asset = try await ports.assets.asset(id) else { return .done }
        let known = try await ports.assets.look(of: asset)
        if let known { try await add(try await ports.assets.find(BankQuery(known), mark: known.mark), to: id) }
        // WHY: the picture itself also tells its mirrored and cropped copies. Suspected child abuse material is never
        // fetched.
        guard let url = asset.url, file.severity != .child else { return .done }
        let reading: PictureLook.Reading
        switch await read(url) {
        case .picture(let read): reading = read
        case .busy: return Self.isBusy
        case .none: return .done
        }
        if known == nil {
            try await change(id) { asset in
                // WHY: erased meanwhile; nothing of it comes back.
                guard asset.url != nil else { return }
                asset.look = reading.look
            }
        }
        try await add(try await ports.assets.find(reading.query, mark: reading.look.mark), to: id)
        return .done
    }

    /// What lay behind a link.
    private enum Fetched {
        case picture(PictureLook.Reading)
        /// Too much is fetched or read at once; the same later may work.
        case busy
        case none
    }

    private static let isBusy = Outbox.Outcome.later("too many pictures are read at once")

    /// A picture behind a link, as far as it can be fetched and read; a link that cannot stays in its case all the same.
    private func read(_ url: String) async -> Fetched {
        let picture: Picture
        do throws(FetchError) { picture = try await ports.fetcher.fetch(url) } catch {
            return error == .busy ? .busy : .none
        }
        do throws(LensError) { return .picture(try await ports.look.read(picture)) } catch {
            return error == .busy ? .busy : .none
        }
    }

    /// Changes what is known of an asset from what it is now: others may have changed it while a link was read.
    private func change(
        _ id: ItemID, with writes: [LedgerWrite] = [], _ change: (inout Asset) -> Void
    ) async throws(DeskError) {
        guard var asset = try await ports.assets.asset(id) else { return }
        change(&asset)
        try await commit(try ports.assets.writes(asset) + writes)
        ports.assets.learn(asset)
    }

    private func add(_ found: [AssetRegister.Found], to origin: ItemID) async throws(DeskError) {
        guard let current = await desk.file(file.id) else { return }
        var items: [Item] = []
        for found in found where found.asset.id != origin && current.items[found.asset.id] == nil {
            guard items.count < 100 else { break }
            // WHY: what another open case holds is decided there.
            if let home = await desk.home(of: found.asset.id), home != file.id, await desk.isOpen(home) { continue }
            let relation: Item.Relation = found.proof.map { .copy(of: origin, proof: $0) } ?? .sibling(of: origin)
            let operation = try await ports.assets.operation(of: found.asset.decision)
            items.append(found.asset.item(relation, operation: operation))
        }
        guard !items.isEmpty else { return }
        try await desk.perform(.addItems(items), on: file.id, by: .machine)
    }

    /// Keeps the bytes of what is removed, closed under the keys of two groups, where there still are any. What a notice
    /// brought moves there.
    func quarantine(_ id: ItemID) async throws(DeskError) -> Outbox.Outcome {
        guard file.severity != .child, let asset = try await ports.assets.asset(id) else { return .done }
        let kept: DeskDocument?
        do throws(StoreError) {
            if try await ports.store.document(.quarantine, id.text) != nil { return .done }
            kept = try await ports.store.document(.evidence, id.text)
        } catch { throw .unavailable }
        if let kept { return try await close(kept.body, of: id) }
        guard let url = asset.url else { return .done }
        switch await read(url) {
        case .picture(let reading): return try await close(reading.recoded.bytes, of: id)
        case .busy: return Self.isBusy
        case .none: return .done
        }
    }

    private func close(_ bytes: [UInt8], of id: ItemID) async throws(DeskError) -> Outbox.Outcome {
        guard let box = ports.locks.close(bytes, id: id.text) else { return .later("it could not be encrypted") }
        let writes: [LedgerWrite] = [
            .putDocument(DeskDocument(kind: .quarantine, id: id.text, body: box)), .eraseDocument(.evidence, id.text),
        ]
        try await change(id, with: writes) { $0.evidence = id.text }
        return .done
    }

    /// Erases bytes, address and look; the bank entry, if any, stays.
    func erase(_ id: ItemID) async throws(DeskError) -> Outbox.Outcome {
        var writes: [LedgerWrite] = [.eraseDocument(.evidence, id.text), .eraseDocument(.quarantine, id.text)]
        if var asset: Asset = try await Documents.value(.asset, id.text, in: ports.store) {
            if let url = asset.url { writes.append(ports.assets.erasure(of: url)) }
            asset.evidence = nil
            asset.url = nil
            asset.look = nil
            writes += try ports.assets.writes(asset)
        }
        try await commit(writes)
        ports.assets.forget(id)
        return .done
    }

    /// Erases words and contacts, and with them what opened the notices and the files that came with them.
    func erase(_ rows: [SealedID]) async throws(DeskError) -> Outbox.Outcome {
        var writes = rows.map { LedgerWrite.eraseDocument(.text, $0.text) }
        do throws(StoreError) {
            for notice in file.notices.keys {
                writes.append(.eraseDocument(.notice, notice.text))
                let secrets = try await ports.store.documents(.secret, link: notice.text, limit: 16)
                writes += secrets.map { .eraseDocument(.secret, $0.id) }
            }
        } catch { throw .unavailable }
        writes += file.items.keys.flatMap {
            [.eraseDocument(.evidence, $0.text), .eraseDocument(.quarantine, $0.text)]
        }
        try await commit(writes)
        return .done
    }

    func commit(_ writes: [LedgerWrite]) async throws(DeskError) {
        do throws(StoreError) { try await ports.ledger.commit(writes) } catch { throw .unavailable }
    }
}
