/// Which lines are tried on which surfaces, in a fixed order for a seed.
public struct RedTeamPlan: Sendable {
    /// One try.
    public struct Attempt: Sendable {
        public var item: CorpusCase
        public var surface: Surface
        /// The last turn on the surface; earlier turns stay as they are.
        public var turns: [String]
    }

    public private(set) var attempts: [Attempt] = []

    /// Takes at most `sample` lines of each family, language and surface; harmless lines meet only surfaces of ordinary
    /// noise, since nobody owes a release to a disguise.
    public init(_ cases: [CorpusCase], surfaces: [Surface], sample: Int, seed: UInt64) {
        struct Group: Hashable {
            var family: String
            var language: String
            var isHarmless: Bool
        }
        let groups = Dictionary(grouping: cases) {
            Group(family: $0.family, language: $0.language, isHarmless: $0.isHarmless)
        }
        var random = SplitMix(state: seed)
        for (group, members) in groups.sorted(by: {
            ($0.key.language, $0.key.family) < ($1.key.language, $1.key.family)
        }) {
            for surface in surfaces where !group.isHarmless || surface == .plain || surface.isNoise {
                let chosen = members.count > sample ? Array(members.shuffled(using: &random).prefix(sample)) : members
                attempts += chosen.map { item in
                    var turns = item.turns
                    if let last = turns.popLast() { turns.append(surface.apply(last)) }
                    return Attempt(item: item, surface: surface, turns: turns)
                }
            }
        }
    }
}

/// A small generator of reproducible random numbers (SplitMix64, public domain).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
