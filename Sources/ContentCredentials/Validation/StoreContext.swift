/// A manifest store that was read, with what its checks have in common.
struct StoreContext {
    let store: [UInt8]
    let root: JUMBFBox
    let trust: TrustList
    let now: CalendarTime
    /// Digests that were already computed, by box and algorithm, so that many references to one box cost one digest.
    private var digests: [DigestKey: [UInt8]] = [:]

    private var itemsLeft = itemsMax

    private struct DigestKey: Hashable {
        var start: Int
        var algorithm: DigestAlgorithm
    }

    /// Nil when the store is no well-formed one.
    init?(_ store: [UInt8], trust: TrustList, now: CalendarTime) {
        guard let root = JUMBFReader.read(store), root.type == .store, root.label == "c2pa", root.contents.isEmpty,
            !root.children.isEmpty, root.children.count <= Self.manifestsMax,
            root.children.allSatisfy({ $0.type == .manifest || $0.type == .updateManifest })
        else { return nil }
        self.store = store
        self.root = root
        self.trust = trust
        self.now = now
    }

    static let manifestsMax = 64
    /// CBOR items of all assertions, read as often as it takes. Usual stores have a few thousand.
    static let itemsMax = 300_000

    /// The box that a JUMBF address means, seen from a manifest, and the manifest it lies in.
    func resolve(_ address: String, from manifest: String) -> (manifest: String, box: JUMBFBox)? {
        guard let path = Self.absolutePath(address, from: manifest) else { return nil }
        guard let first = path.first, var box = root.child(first) else { return nil }
        for label in path.dropFirst() {
            guard let next = box.child(label) else { return nil }
            box = next
        }
        return (first, box)
    }

    /// The labels below the store; nil for an address of another kind.
    static func absolutePath(_ address: String, from manifest: String) -> [String]? {
        let prefix = "self#jumbf="
        guard address.hasPrefix(prefix), address.utf8.count <= 1024 else { return nil }
        let path = address.dropFirst(prefix.count)
        let labels = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        guard path.hasPrefix("/") else { return [manifest] + labels }
        return labels.first == "c2pa" ? Array(labels.dropFirst()) : nil
    }

    /// True when the box has that digest.
    mutating func matches(_ box: JUMBFBox, _ hash: [UInt8], _ algorithm: DigestAlgorithm) -> Bool {
        let key = DigestKey(start: box.range.lowerBound, algorithm: algorithm)
        let digest = digests[key] ?? algorithm.digest(store[box.hashedRange])
        digests[key] = digest
        return digest == hash
    }

    /// The value in a CBOR box; nil also once the store has had its share of items.
    mutating func cbor(_ box: JUMBFBox) -> CBORValue? {
        box.onlyContent("cbor").flatMap { CBORReader.read(store[$0], itemsLeft: &itemsLeft) }
    }
}
