import Casework
import SafetyModel

extension NoticeDesk {
    /// What the sender may know: never a picture, never who posted it, never who decided.
    public func status(_ code: CaseCode) async throws(DeskError) -> NoticeStatus {
        let record = try await record(code)
        var files: [CaseFile] = []
        for id in record.cases {
            if let file = await desk.file(id) { files.append(file) }
        }
        let states = files.compactMap { $0.notices[record.id] }
        guard let first = states.first else { throw .unknown }
        let now = clock.now()
        let language = first.notice.language
        let complaints = files.flatMap { $0.complaints.values }.filter {
            $0.complaint.target == .notice(record.id)
        }
        return NoticeStatus(
            notice: record.id, ground: first.notice.ground, language: language, receivedAt: first.at,
            things: record.things.map { thing in self.thing(thing, files) },
            steps: steps(record, files, states), clocks: clocks(record, files),
            answer: states.compactMap(\.answer).flatMap { wording.rendered($0.lines, in: language) },
            missing: states.reduce(into: Set()) { $0.formUnion($1.missing) },
            complaintsUntil: complaints.isEmpty ? complaintsUntil(states, files, now) : nil,
            complaintAnswer: complaints.compactMap(\.outcome).flatMap { wording.rendered($0.lines, in: language) },
            hasOpenComplaint: complaints.contains(where: \.isOpen),
            isWithdrawn: states.contains { $0.withdrawnAt != nil }, hasEvidence: !record.evidence.isEmpty,
            isLookedAt: files.contains { $0.standingClaim(at: now) != nil })
    }

    private func thing(_ thing: NoticeRecord.Thing, _ files: [CaseFile]) -> NoticeStatus.Thing {
        let file = files.first { $0.items[thing.item] != nil }
        let state = file?.items[thing.item]
        var copies: [NoticeStatus.Outcome: Int] = [:]
        for other in file?.items.values.map({ $0 }) ?? [] where other.item.isHosted {
            guard other.item.relation.isCopy, other.item.relation.origin == thing.item else { continue }
            copies[outcome(other, file), default: 0] += 1
        }
        return NoticeStatus.Thing(
            link: thing.link, outcome: state.map { outcome($0, file) } ?? .waiting, copies: copies)
    }

    private func outcome(_ state: ItemState, _ file: CaseFile?) -> NoticeStatus.Outcome {
        let ruling = state.ruling.flatMap { file?.rulings[$0] }
        switch state.visibility {
        case .removed: return .removed
        case .labelled: return .labelled
        case .hidden: return state.isAcknowledged ? .hidden : .hiding
        case .visible:
            guard let ruling, ruling.status == .effective else { return .waiting }
            // A picture that nobody hosts was found in breach: nothing had to be removed.
            return ruling.ruling.form.reason.isBreach ? .removed : .left
        }
    }

    private func clocks(_ record: NoticeRecord, _ files: [CaseFile]) -> [LegalClock] {
        files.flatMap { $0.clocks(desk.settings) }.filter { clock in
            switch clock.name {
            case .decision(let id), .removal(let id, _): id == record.id && clock.metAt == nil
            default: false
            }
        }.sorted { $0.due < $1.due }
    }

    /// Until when the sender may complain; nil while it is too early, or too late.
    private func complaintsUntil(_ states: [NoticeState], _ files: [CaseFile], _ now: Moment) -> Moment? {
        if let answer = states.compactMap(\.answer).first {
            return answer.complaintsUntil > now ? answer.complaintsUntil : nil
        }
        let isOverdue = files.flatMap { $0.clocks(desk.settings) }.contains { clock in
            guard case .decision(let id) = clock.name else { return false }
            return states.contains { $0.notice.id == id } && clock.metAt == nil && clock.due < now
        }
        return isOverdue ? now.adding(seconds: desk.settings.clocks.complaintSeconds) : nil
    }

    private func steps(
        _ record: NoticeRecord, _ files: [CaseFile], _ states: [NoticeState]
    ) -> [NoticeStatus.Step] {
        var steps: [NoticeStatus.Step] = states.prefix(1).map { .init(at: $0.at, kind: .received) }
        for state in states {
            if let at = state.answeredAt { steps.append(.init(at: at, kind: .answered)) }
            steps += state.amendedAt.map { .init(at: $0, kind: .added) }
            if let at = state.withdrawnAt { steps.append(.init(at: at, kind: .withdrawn)) }
        }
        let named = Set(record.things.map(\.item))
        steps += files.flatMap { file in named.compactMap { file.items[$0]?.hiddenAt } }
            .map { .init(at: $0, kind: .hidden) }
        for file in files {
            for state in file.rulings.values where !state.ruling.form.items.isDisjoint(with: named) {
                guard let at = state.effectiveAt else { continue }
                let form = state.ruling.form
                let outcome: NoticeStatus.Step.Kind =
                    form.reason.isBreach ? form.measure == .remove ? .removed : .labelled : .left
                steps += [.init(at: at, kind: .looked), .init(at: at, kind: outcome)]
            }
            for state in file.complaints.values where state.complaint.target == .notice(record.id) {
                steps.append(.init(at: state.at, kind: .complained))
                if let at = state.decidedAt { steps.append(.init(at: at, kind: .complaintDecided)) }
            }
            for state in file.reports.values where !Set(state.report.items).isDisjoint(with: named) {
                if let at = state.confirmedAt { steps.append(.init(at: at, kind: .reported)) }
            }
        }
        if let at = record.evidenceErasedAt { steps.append(.init(at: at, kind: .evidenceErased)) }
        return Array(Set(steps)).sorted { ($0.at, $0.kind.rawValue) < ($1.at, $1.kind.rawValue) }
    }
}
