/// Divides families among folds, so that a line is judged by tables that saw nothing like it.
enum FamilyFolds {
    /// Families that are left out together, in all languages: an attacker's round, a batch of one author, lines and twins,
    /// lines of harm and the harmless ones near them.
    static func group(of family: String) -> String {
        let parts = family.split(separator: "-").map(String.init).filter { !["twin", "held"].contains($0) }
        if parts.first == "near" { return "near" }
        if let first = parts.first, ["attack", "informed", "speech"].contains(first) {
            return parts.prefix(2).joined(separator: "-")
        }
        if let last = parts.last, parts.count > 1, last.first?.isNumber == true { return "batch-" + last }
        return parts.joined(separator: "-")
    }

    /// A fold for each name: the largest groups first, each to the fold with fewest lines.
    static func folds(of groups: [String], count: Int) -> [Int] {
        let sizes = groups.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        var loads = [Int](repeating: 0, count: count)
        var folds: [String: Int] = [:]
        for (group, size) in sizes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            let least = loads.indices.min { loads[$0] < loads[$1] } ?? 0
            folds[group] = least
            loads[least] += size
        }
        return groups.map { folds[$0] ?? 0 }
    }
}
