import Screening
import Testing

struct TimeLimitTests {
    @Test func `work within its limit gives its value`() async {
        #expect(await TimeLimit.run(.seconds(60)) { 7 } == 7)
    }

    @Test func `work over its limit is cancelled and gives nothing`() async {
        let value = await TimeLimit.run(.milliseconds(100)) { () async -> Bool in
            try? await Task.sleep(for: .seconds(600))
            return Task.isCancelled
        }
        #expect(value == nil)
    }

    @Test func `who is cancelled cancels the work`() async {
        let task = Task {
            await TimeLimit.run(.seconds(600)) { () async -> Bool in
                try? await Task.sleep(for: .seconds(600))
                return Task.isCancelled
            }
        }
        task.cancel()
        #expect(await task.value == true)
    }

    @Test func `many limits run side by side`() async {
        await withTaskGroup(of: Int?.self) { group in
            for index in 0..<200 {
                group.addTask {
                    await TimeLimit.run(index.isMultiple(of: 2) ? .milliseconds(50) : .seconds(60)) {
                        if index.isMultiple(of: 2) { try? await Task.sleep(for: .seconds(600)) }
                        return index
                    }
                }
            }
            var done: [Int] = []
            for await value in group { if let value { done.append(value) } }
            #expect(done.sorted() == (0..<200).filter { !$0.isMultiple(of: 2) })
        }
    }
}
