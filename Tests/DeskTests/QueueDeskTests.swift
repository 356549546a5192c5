import Casework
import Desk
import SafetyModel
import TestSupport
import Testing

@Suite struct QueueDeskTests {
    /// The whole queue, page by page, as a lead sees it.
    private func queue(_ bench: DeskBench, pageSize: Int) async throws -> [QueueEntry] {
        var entries: [QueueEntry] = []
        while true {
            let page = try await bench.staff.queue(
                QueueWish(isMineToTake: false), for: DeskBench.ann, limit: pageSize, offset: entries.count)
            entries += page.entries
            guard !page.entries.isEmpty else {
                #expect(page.total == entries.count)
                return entries
            }
        }
    }

    /// The order as it is defined, by looking at each pair.
    private func expectInOrder(_ bench: DeskBench, _ entries: [QueueEntry], _ count: Int) async throws {
        let now = bench.now
        #expect(Set(entries.map(\.caseID)).count == count)
        #expect(entries.map(\.caseID) == entries.sorted { $0.precedes($1, at: now) }.map(\.caseID))
        let page = try await bench.staff.queue(QueueWish(), for: DeskBench.ann, limit: 1, offset: 0)
        #expect(page.overdue == entries.count { ($0.due ?? now) < now })
        #expect(page.waiting == Dictionary(grouping: entries, by: \.route).mapValues(\.count))
    }

    @Test func `the queue is in its order on every page, whatever happened and however late it is`() async throws {
        let bench = try await DeskBench()
        var random = Seeded(7)
        let grounds: [NoticeGround] = [.intimateImage, .hate, .harassment, .revealingEdit, .childAbuse]
        var open = 0
        for number in 0..<60 {
            try await bench.post("post\(number)", byte: UInt8(number), account: "account\(number % 9)")
            var draft = bench.draft(["post\(number)"], ground: grounds.randomElement(using: &random) ?? .hate)
            draft.isDanger = number % 17 == 3
            try await bench.report(draft)
            open += 1
            bench.pass(seconds: Int64.random(in: 0...7200, using: &random))
            if number % 7 == 6,
                let first = try await queue(bench, pageSize: 200).first(where: { $0.severity < .child && !$0.isDanger })
            {
                let items = try #require(await bench.desk.file(first.caseID)).items.keys
                try await bench.rule(
                    RulingForm(items: Set(items), reason: .noBreach), on: first.caseID, by: DeskBench.ann)
                open -= 1
            }
            if number % 10 == 9 { try await expectInOrder(bench, queue(bench, pageSize: 7), open) }
        }
        for hours in [20, 8, 30, 40, 200] {
            bench.pass(seconds: Int64(hours) * 3600)
            try await expectInOrder(bench, queue(bench, pageSize: 13), open)
        }
        bench.pass(seconds: -240 * 3600)
        try await expectInOrder(bench, queue(bench, pageSize: 13), open)
    }

    @Test func `a case is found by the number of its notice and of the decision that let the picture out`() async throws
    {
        let bench = try await DeskBench()
        for name in ["one", "two"] {
            try await bench.post(name, byte: name == "one" ? 1 : 90)
            try await bench.report(bench.draft([name]))
        }
        let home = try await bench.home(of: "one")
        let file = try #require(await bench.desk.file(home))
        let numbers = file.notices.keys.map(\.text) + file.items.values.compactMap { $0.item.releasedBy?.text }
        #expect(numbers.count >= 2)
        for number in numbers {
            #expect(try await bench.staff.search(number, for: DeskBench.ann).map(\.caseID) == [home])
        }
        #expect(try await bench.staff.search("ntc_none", for: DeskBench.ann).isEmpty)
    }
}
