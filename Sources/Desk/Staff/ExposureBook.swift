import Casework
import SafetyModel
import Synchronization

/// How many pictures each member of staff has seen today. Kept in memory: it is there to protect people, not to judge them.
final class ExposureBook: Sendable {
    /// Pictures in an hour after which a break is advised.
    static let hourMax = 60

    private let seen = Mutex<[StaffID: [Moment]]>([:])

    func note(_ member: StaffID, at now: Moment) {
        seen.withLock { seen in
            seen[member, default: []].append(now)
            seen[member]?.removeAll { $0 < now.adding(seconds: -24 * 3600) }
        }
    }

    func exposure(of member: StaffID, at now: Moment) -> Exposure {
        let own = seen.withLock { $0[member] ?? [] }.filter { $0 >= now.adding(seconds: -24 * 3600) }
        let lastHour = own.count { $0 >= now.adding(seconds: -3600) }
        return Exposure(today: own.count, lastHour: lastHour, wantsBreak: lastHour >= Self.hourMax)
    }
}
