// Clauses that no frame lists, made of ordinary words alone.
extension SegmentReader {
    private static let unknownMax = 2

    /// Every token is known, and none is two-faced or a word of harm. It vouches for nothing by itself: whoever takes it
    /// for understood must ask the second opinion.
    mutating func ordinaryReach(besideChild: Bool) -> Reach? {
        let count = window.items.count
        guard count > 0, !endsTurned || deniesOfThings else { return nil }
        var ordinary = besideChild ? ordinaryBesideChild : library.tiers.ordinary
        if namesUnknownThing { ordinary.insert(BuiltInClass.unknown.number) }
        let lattice = passingOverAdjuncts()
        var reached = lattice.skippingFillers(1)
        for item in 0..<count where reached >> UInt64(item) & 1 == 1 {
            if window.classes[item].isSubset(of: ordinary) { reached |= 1 << UInt64(item + 1) }
            for phrase in window.phrases where phrase.first == item && phrase.classes.isSubset(of: ordinary) {
                reached |= 1 << UInt64(item + phrase.count)
            }
            reached = lattice.skippingFillers(reached)
        }
        guard reached >> UInt64(count) & 1 == 1 else { return nil }
        return Reach(isWhole: true, furthest: count, frame: "ordinary-words", isOrdinary: true)
    }

    /// Clothes, poses and health each are everyday life beside a child; two of them in one clause are not, nor clothes where
    /// something is taken away, exchanged, shown or left out.
    private var ordinaryBesideChild: ClassSet {
        let tiers = library.tiers
        let kinds = tiers.kindsBesideChild.filter { kind in window.classes.contains { $0.meets(kind) } }
        guard kinds.count == 1, let kind = kinds.first,
            kind != tiers.clothes || !window.classes.contains(where: { $0.meets(tiers.uncovering) })
        else { return tiers.ordinaryBesideChild }
        return tiers.ordinaryBesideChild.union(kind)
    }

    /// The last word says that something is not so, or is not to be done, of a clause that touches nobody and has a verb of
    /// seeing, telling, keeping or changing: where negations stand last, as in `je ziet het patroon niet`.
    private var deniesOfThings: Bool {
        let tiers = library.tiers
        guard let last = lastClasses, let negation = tiers.negation, last.contains(negation) else { return false }
        return window.classes.contains {
            $0.meets(tiers.deniable) && $0.isSubset(of: tiers.deniable.union(tiers.filler))
        }
            && !window.classes.contains { $0.meets(tiers.touching) }
    }

    /// Unknown words of a clause that touches nobody name things, where nothing is taken away, laid open or exchanged.
    private var namesUnknownThing: Bool {
        let tiers = library.tiers
        let unknown = window.classes.count { $0.contains(BuiltInClass.unknown.number) }
        return unknown > 0 && unknown <= Self.unknownMax && unknown * 2 < window.classes.count
            && !window.classes.contains { $0.meets(tiers.touching) || $0.meets(tiers.directing) }
    }
}
