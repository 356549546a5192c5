import PolicyEngine
import SafetyModel
import Testing

@Suite struct EmbeddedPolicyTests {
    @Test func `the embedded policy keeps the floor by its rules alone`() throws {
        let policy = try Policy.embedded()

        let result = PolicyCheck.run(policy)

            Issue.record("\(result)")
            return
        }
        #expect(points > 100)
    }
}
