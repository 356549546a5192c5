import AuditTrail
import Casework
import SafetyModel
import Screening

/// What a notice names, as items of a case: the pictures themselves, and what is found by their looks at once.
struct ThingResolver: Sendable {
    /// Bits within which a picture of ours counts as the one whose fingerprint was sent.
    static let namedDistanceMax = 10
    private static let relatedMax = 100

    let assets: AssetRegister
    let look: PictureLook
    let digester: KeyedDigest
    let publicURL: String

    struct Resolved: Sendable {
        /// The first names the thing.
        var named: [Item] = []
        var related: [Item] = []
        /// New assets, to be kept.
        var fresh: [Asset] = []
        var evidence: DeskDocument?
        var link: String?
    }

    func resolve(_ thing: NoticeDraft.Thing, at now: Moment) async throws(DeskError) -> Resolved {
        switch thing {
        case .link(let link): try await resolve(link, now)
        case .fingerprints(let prints): try await resolve(prints, now)
        case .file(let picture): try await resolve(picture, now)
        }
    }

    private func resolve(_ link: String, _ now: Moment) async throws(DeskError) -> Resolved {
        var resolved = Resolved(link: link)
        if let known = try await asset(at: link) {
            resolved.named = [try await item(known, .reported)]
            return resolved
        }
        var asset = Asset(id: name("lnk", [link]), postedAt: now, isHosted: true)
        asset.url = link
        resolved.named = [asset.item(.reported, operation: nil)]
        resolved.fresh = [asset]
        return resolved
    }

    /// A registered address, or one of our own signed ones.
    private func asset(at link: String) async throws(DeskError) -> Asset? {
        if let known = try await assets.asset(at: link) { return known }
        let own = publicURL + "/v1/vangrail/pictures/"
        guard link.hasPrefix(own) else { return nil }
        return try await assets.asset(ItemID(text: String(link.dropFirst(own.count).prefix { $0 != "?" })))
    }

    private func resolve(_ prints: [Fingerprint], _ now: Moment) async throws(DeskError) -> Resolved {
        var asset = Asset(id: name("fpr", prints.map(\.hex)), postedAt: now, isHosted: false)
        asset.look = Asset.Look(fingerprint: prints[0])
        var resolved = Resolved(named: [asset.item(.reported, operation: nil)], fresh: [asset])
        for found in try await assets.find(BankQuery(fingerprints: prints)) where found.asset.id != asset.id {
            guard resolved.named.count + resolved.related.count < Self.relatedMax else { break }
            let whole = try await assets.look(of: found.asset)?.fingerprint.distance(to: prints[0])
            // WHY: a fingerprint proves nothing, but one that close is what the sender points at.
            if let whole, whole <= Self.namedDistanceMax {
                resolved.named.append(try await item(found.asset, .reported))
            } else {
                resolved.related.append(try await item(found.asset, .sibling(of: asset.id)))
            }
        }
        return resolved
    }

    private func resolve(_ picture: Picture, _ now: Moment) async throws(DeskError) -> Resolved {
        let reading: PictureLook.Reading
        do throws(LensError) { reading = try await look.read(picture) } catch {
            if error.isCallersFault { throw .invalid(.file) }
            throw .unavailable
        }
        var asset = Asset(id: name("upl", [reading.look.sha256 ?? ""]), postedAt: now, isHosted: false)
        asset.look = reading.look
        asset.evidence = asset.id.text
        var resolved = Resolved(named: [asset.item(.reported, operation: nil)], fresh: [asset])
        // WHY: what is kept is the lens's own encoding, so nothing untrusted is ever shown.
        resolved.evidence = DeskDocument(kind: .evidence, id: asset.id.text, body: reading.recoded.bytes)
        for found in try await assets.find(reading.query, mark: reading.look.mark) where found.asset.id != asset.id {
            guard resolved.related.count < Self.relatedMax else { break }
            let relation: Item.Relation =
                found.proof.map { .copy(of: asset.id, proof: $0) } ?? .sibling(of: asset.id)
            resolved.related.append(try await item(found.asset, relation))
        }
        return resolved
    }

    func item(_ asset: Asset, _ relation: Item.Relation) async throws(DeskError) -> Item {
        asset.item(relation, operation: try await assets.operation(of: asset.decision))
    }

    /// The same thing, named twice, is one item.
    private func name(_ prefix: String, _ parts: [String]) -> ItemID {
        ItemID(text: prefix + "_" + digester.digest(["asset-name", prefix] + parts).prefix(26))
    }
}
