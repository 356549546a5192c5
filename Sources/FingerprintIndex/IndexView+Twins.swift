extension IndexView {
    var byteCount: Int {
        segments.reduce(0) { $0 + $1.layout.size + $1.count / 8 } + deltas.reduce(0) { $0 + $1.capacity * 40 }
    }

    /// Of live entries with one id, withdraws all but the newest: after a loss of power, or a bulk load.
    func withdrawOlderTwins() {
        for (index, segment) in segments.enumerated() {
            for other in segments[(index + 1)...] {
                let isOlder = segment.header.generation < other.header.generation
                if isOlder { segment.withdrawTwins(of: other) } else { other.withdrawTwins(of: segment) }
            }
        }
        for delta in deltas {
            for id in delta.addedIDs where segments.contains(where: { $0.entry(id: id) != nil }) {
                delta.withdraw(id: id)
            }
        }
    }
}

extension FingerprintSegment {
    /// Withdraws entries whose id has a live one in a newer segment.
    func withdrawTwins(of newer: FingerprintSegment) {
        let low = max(header.lowestID, newer.header.lowestID)
        let high = min(header.highestID, newer.header.highestID)
        guard low <= high else { return }
        var (own, other) = (firstPosition(from: low), newer.firstPosition(from: low))
        while own < count, other < newer.count, ids[own] <= high {
            if ids[own] == newer.ids[other] {
                if !newer.withdrawals.contains(other) { withdrawals.insert(own) }
                own += 1
                other += 1
            } else if ids[own] < newer.ids[other] {
                own += 1
            } else {
                other += 1
            }
        }
    }
}
