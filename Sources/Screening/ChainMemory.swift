public import SafetyModel

/// What was already done to a picture, so that steps sent as separate requests, or by several accounts, are read
/// together. Only released steps are remembered: a refused one never happened to the picture.
///
/// INVARIANT: at most `capacity` links and `stepsMax` instructions a link, whatever is sent.
public actor ChainMemory {
    private struct Link {
        var fingerprint: Fingerprint
        var steps: [String]
        var at: Moment
    }

    private let capacity: Int
    private let lifetimeSeconds: Int64
    private let stepsMax = 8
    private let stepLengthMax = 2_000
    private let distanceMax = 31
    private let qualityMin = 50
    private var links: [Link] = []
    private var next = 0

    /// A memory of that many pictures; each is forgotten after the lifetime.
    public init(capacity: Int = 4096, lifetimeSeconds: Int64 = 24 * 3600) {
        self.capacity = capacity
        self.lifetimeSeconds = lifetimeSeconds
    }

    /// The instructions that led to these pictures or were carried out on them, oldest first.
    public func steps(on pictures: [Fingerprint], at now: Moment) -> [String] {
        let alive = now.adding(seconds: -lifetimeSeconds)
        var found: [Link] = []
        for picture in pictures where picture.quality >= qualityMin {
            found += links.filter { $0.at >= alive && $0.fingerprint.distance(to: picture) <= distanceMax }
        }
        var seen: Set<String> = []
        let steps = found.sorted { $0.at < $1.at }.flatMap(\.steps).filter { seen.insert($0).inserted }
        return Array(steps.suffix(stepsMax))
    }

    /// Remembers a released step on its sources and its outputs.
    public func remember(_ step: String, sources: [Fingerprint], outputs: [Fingerprint], at now: Moment) {
        let steps = Array((self.steps(on: sources, at: now) + [String(step.prefix(stepLengthMax))]).suffix(stepsMax))
        for picture in sources + outputs where picture.quality >= qualityMin {
            insert(Link(fingerprint: picture, steps: steps, at: now))
        }
    }

    private func insert(_ link: Link) {
        if links.count < capacity {
            links.append(link)
        } else {
            links[next] = link
            next = (next + 1) % capacity
        }
    }
}
