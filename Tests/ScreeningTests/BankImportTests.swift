import SafetyModel
import Screening
import Testing

@Suite struct BankImportTests {
    private let good = String(repeating: "0f", count: 32)
    private let other = String(repeating: "a5", count: 32)

    @Test func `lines are fingerprints, with or without their type; the rest is skipped with its reason`() {
        let blank = String(repeating: "0", count: 64)
        let list = BankImport(
            "# a list\npdq \(good)\n\(other.uppercased())\n\nnothing\nabc\n\(blank)\n", as: .lines, source: "x")
        #expect(list.drafts.map { $0.fingerprint?.hex } == [good, other])
        #expect(list.drafts.allSatisfy { $0.source == "x" && $0.canMatch })
        #expect(list.skipped.map(\.line) == [5, 6, 7])
        #expect(list.skippedCount == 3)
    }

    @Test func `a table's first column is what its head says`() {
        let digest = String(repeating: "7", count: 64)
        let md5 = String(repeating: "c", count: 32)
        #expect(BankImport("\(good),12,now,abuse tag", as: .csv, source: "").drafts.first?.note == "12 now abuse tag")
        let digests = BankImport("sha256,note\n\(digest),one\r\n", as: .csv, source: "")
        #expect(digests.drafts.first?.sha256 == digest && digests.drafts.first?.fingerprint == nil)
        #expect(BankImport("md5\n\"\(md5)\"", as: .csv, source: "").drafts.first?.md5 == md5)
    }

    @Test func `a shared answer adds what is active and names what is withdrawn`() {
        let text = """
            {"count":4,"hashRecords":[
            {"signalType":"ImagePDQ","hashValue":"\(good)","hashStatus":"Active"},
            {"signalType":"ImagePDQ","hashValue":"\(other)","hashStatus":"Withdrawn"},
            {"signalType":"VideoMD5","hashValue":"\(String(repeating: "c", count: 32))","hashStatus":"Active"},
            {"signalType":7}, {"signalType":"ImagePDQ","hashValue":"0123","hashStatus":"Active"}]}
            """
        let list = BankImport(text, as: .stopncii, source: "StopNCII")
        #expect(list.drafts.map { $0.fingerprint?.hex } == [good])
        #expect(list.withdrawn == [other])
        #expect(list.skippedCount == 3)
        #expect(BankImport("[]", as: .stopncii, source: "").skippedCount == 1)
    }
}
