import Testing

@testable import StaffAccess

/// What two groups open together.
struct QuarantineTests {
    private let reviewers = QuarantineKey(random: seededRandom(1))
    private let leads = QuarantineKey(random: seededRandom(2))

    private var locks: QuarantineLocks {
        get throws { try #require(QuarantineLocks(reviewers: reviewers.lock, leads: leads.lock)) }
    }

    @Test func `both keys open what the locks closed, each in its place`() throws {
        let box = try #require(try locks.close([1, 2, 3], id: "a"))

        #expect(QuarantineLocks.open(box, id: "a", reviewers: reviewers, leads: leads) == [1, 2, 3])
        #expect(QuarantineLocks.open(box, id: "a", reviewers: leads, leads: reviewers) == nil)
        #expect(QuarantineLocks.open(box, id: "a", reviewers: reviewers, leads: reviewers) == nil)
        #expect(QuarantineLocks.open(box, id: "b", reviewers: reviewers, leads: leads) == nil)
        #expect(try locks.close([1, 2, 3], id: "a") != box)
    }

    @Test func `a changed box opens for nobody`() throws {
        let box = try #require(try locks.close(Array(repeating: 7, count: 40), id: "a"))

        for place in box.indices {
            var changed = box
            changed[place] ^= 1
            #expect(QuarantineLocks.open(changed, id: "a", reviewers: reviewers, leads: leads) == nil, "byte \(place)")
        }
        for length in [0, 1, 33, box.count - 1] {
            #expect(
                QuarantineLocks.open(Array(box.prefix(length)), id: "a", reviewers: reviewers, leads: leads) == nil)
        }
    }

    @Test func `a key is read as people copy it, and nothing else is one`() throws {
        let text = reviewers.text
        #expect(text.utf8.count == 43)
        #expect(QuarantineKey(text: " \(text.prefix(20)) \(text.dropFirst(20))\n")?.lock == reviewers.lock)
        for wrong in ["", text + "A", String(text.dropLast()), String(repeating: "*", count: 43)] {
            #expect(QuarantineKey(text: wrong) == nil, "\(wrong)")
        }
        #expect("\(reviewers)" == "QuarantineKey(hidden)")
        #expect(QuarantineLocks(reviewers: [1], leads: leads.lock) == nil)
    }
}
