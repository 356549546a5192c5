public import SafetyModel

/// Where the parts of an incoming notice go, so that one picture, or one victim's pictures, meet in one case.
public struct Joining: Hashable, Sendable {
    /// The cases that take part of the notice, each with its items; nil stands for a new case.
    public var parts: [CaseID?: [ItemID]]

    /// Items that an open case already holds go there. All others go to the oldest open case about the same person,
    /// else to the oldest case that holds another item of the notice, else to a new case.
    /// - Parameters:
    ///   - items: the notice's items, with the item that each is a verified copy of, where there is one.
    ///   - itemCases: the open case that holds an item.
    ///   - subjectCases: open cases about the notice's subject.
    ///   - openedAt: when a case was opened.
    public init(
        items: [Item], itemCases: (ItemID) -> CaseID?, subjectCases: [CaseID], openedAt: (CaseID) -> Moment
    ) {
        var found: [ItemID: CaseID] = [:]
        for item in items {
            if let known = itemCases(item.id) {
                found[item.id] = known
            } else if case .copy(let origin, _) = item.relation, let known = itemCases(origin) {
                found[item.id] = known
            }
        }
        func oldest(_ cases: [CaseID]) -> CaseID? {
            cases.min { (openedAt($0), $0.text) < (openedAt($1), $1.text) }
        }
        let home = oldest(subjectCases) ?? oldest(Array(found.values))
        parts = Dictionary(grouping: items.map(\.id)) { found[$0] ?? home }
    }
}
