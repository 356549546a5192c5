import Casework
import SafetyModel
import Synchronization

/// Pictures that two groups have opened together for one member of staff, for some minutes. In memory only.
final class OpenedPictures: Sendable {
    private struct Opened: Sendable {
        var member: StaffID
        var item: ItemID
        var picture: Picture
        var until: Moment
    }

    /// The most at once; the oldest closes when one more is opened.
    static let countMax = 8
    /// How long one stays open.
    static let seconds: Int64 = 900

    private let opened = Mutex<[Opened]>([])

    func open(_ picture: Picture, of item: ItemID, for member: StaffID, at now: Moment) {
        opened.withLock { opened in
            opened.removeAll { $0.until <= now || ($0.member == member && $0.item == item) }
            opened.append(
                Opened(member: member, item: item, picture: picture, until: now.adding(seconds: Self.seconds)))
            if opened.count > Self.countMax { opened.removeFirst() }
        }
    }

    func picture(of item: ItemID, for member: StaffID, at now: Moment) -> Picture? {
        opened.withLock { opened in
            opened.removeAll { $0.until <= now }
            return opened.first { $0.member == member && $0.item == item }?.picture
        }
    }
}
