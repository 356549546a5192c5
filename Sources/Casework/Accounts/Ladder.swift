import SafetyModel

/// Which measure follows from how many points: published policy (Art. 14, Art. 23(4)), a value.
public struct Ladder: Hashable, Sendable {
    public struct Rung: Hashable, Sendable {
        /// Points of living strikes at which the step applies.
        public var points: Int
        public var step: AccountStep
        public init(points: Int, step: AccountStep) {
            self.points = points
            self.step = step
        }
    }

    /// From few points to many, steps from mild to strict; the first is a warning.
    public var rungs: [Rung]
    /// What a strike weighs; reasons that are not listed weigh 1.
    public var weights: [RulingReason: Int]
    /// How long a strike counts, in seconds.
    public var strikeSeconds: Int64
    /// What a second person's agreement makes of a suspension for child sexual abuse.
    public var childAbuseStep: AccountStep

    public init(rungs: [Rung], weights: [RulingReason: Int], strikeSeconds: Int64, childAbuseStep: AccountStep) {
        self.rungs = rungs
        self.weights = weights
        self.strikeSeconds = strikeSeconds
        self.childAbuseStep = childAbuseStep
    }

    /// The ladder for adults: warning, 30 days without generation, 30 days suspension, removal.
    public static let adults = Ladder(
        rungs: [
            Rung(points: 1, step: .warning), Rung(points: 3, step: .lossOfGeneration(seconds: 30 * day)),
            Rung(points: 5, step: .suspension(seconds: 30 * day)), Rung(points: 8, step: .removal),
        ],
        weights: defaultWeights, strikeSeconds: 365 * day, childAbuseStep: .removal)

    /// The ladder for minors as perpetrators: more room, shorter memory, no removal for good.
    public static let minors = Ladder(
        rungs: [
            Rung(points: 1, step: .warning), Rung(points: 4, step: .lossOfGeneration(seconds: 14 * day)),
            Rung(points: 7, step: .suspension(seconds: 14 * day)),
        ],
        weights: defaultWeights, strikeSeconds: 180 * day, childAbuseStep: .lossOfGeneration(seconds: nil))

    private static let defaultWeights: [RulingReason: Int] = [
        .undressed: 3, .intimateImage: 3, .sexualDepiction: 3, .revealingEdit: 2, .degradingEdit: 2,
    ]

    /// The weight of a strike for that reason.
    public func weight(of reason: RulingReason) -> Int { weights[reason] ?? 1 }

    /// The step for that many points. Suspension and removal need a warning that was given before: without one, the
    /// strictest milder step applies (Art. 23(1)).
    public func step(points: Int, wasWarned: Bool) -> AccountStep? {
        let reached = rungs.filter { points >= $0.points }.map(\.step)
        guard !wasWarned else { return reached.last }
        return reached.last { $0.rank <= 2 }
    }

    /// Checks order and bounds.
    public func check() throws(CaseworkError) {
        guard let first = rungs.first, first.step == .warning, rungs.count <= 16, strikeSeconds > 0,
            zip(rungs, rungs.dropFirst()).allSatisfy({ $0.points < $1.points && $0.step.rank <= $1.step.rank }),
            first.points > 0, weights.values.allSatisfy({ $0 > 0 && $0 <= 100 })
        else { throw .invalid(.ladder) }
    }
}

/// Seconds in a day.
let day: Int64 = 24 * 3600
