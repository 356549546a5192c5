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

    @Test func `an exchange's XML gives digests, names records and says which are deleted`() {
        let md5 = String(repeating: "c", count: 32)
        let text = """
            <?xml version="1.0"?>
            <queryResult xmlns="https://hashsharing.ncmec.org/hashsharing/v2"><!-- a page -->
            <images count="3">
            <image><member id="42">One</member><timestamp>x</timestamp><id>7</id><classification>A1</classification>
            <fingerprints><md5>\(md5)</md5><h:pdq>\(good)</h:pdq><sha1>00</sha1><pdna/></fingerprints></image>
            <image><member id="42">One</member><id>8</id><fingerprints><sha1>00</sha1></fingerprints></image>
            <deletedImage><member id="42">One</member><id>9</id></deletedImage></images></queryResult>
            """
        let list = BankImport(text, as: .ncmec, source: "NCMEC")
        #expect(list.drafts.map { $0.md5 ?? $0.fingerprint?.hex } == [md5, good])
        #expect(list.drafts.allSatisfy { $0.note == "One-7 A1" && $0.source == "NCMEC" })
        #expect(list.withdrawnRecords == ["One-9"])
        #expect(list.skippedCount == 1)
        for broken in ["<a><b></a>", "<!DOCTYPE x [<!ENTITY e \"f\">]><a/>", "<a", String(repeating: "<a>", count: 99)]
        {
            #expect(BankImport(broken, as: .ncmec, source: "").skippedCount == 1, "\(broken.prefix(20))")
        }
        #expect(BankImport("", as: .ncmec, source: "").skippedCount == 0)
    }

    @Test func `updates add what somebody describes and withdraw the rest`() {
        let text = """
            {"data":[
            {"id":"1","indicator":"\(good)","type":"HASH_PDQ","descriptors":[{"tags":["a","b"]}]},
            {"id":"2","indicator":"\(other)","type":"HASH_PDQ","should_delete":true},
            {"id":"3","indicator":"\(String(repeating: "c", count: 32))","type":"HASH_MD5","descriptors":[]},
            {"id":"4","indicator":"x","type":"HASH_TMK"}, {"id":5}]}
            """
        let list = BankImport(text, as: .threatexchange, source: "TE")
        #expect(list.drafts.map(\.note) == ["1 a b"] && list.drafts.first?.fingerprint?.hex == good)
        #expect(list.withdrawn == [other] && list.withdrawnRecords == ["2", "3"])
        #expect(list.skippedCount == 2)
    }
}
