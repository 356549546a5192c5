import AuditTrail
import SafetyModel
import Testing

@Suite struct AuditChainTests {
    @Test func `records count from one and each holds the digest before it`() throws {
        let records = try chain(of: 3).records

        #expect(records.map(\.sequence) == [1, 2, 3])
        #expect(records[0].previous == .origin)
        #expect(records[1].previous == records[0].digest)
        #expect(records[2].previous == records[1].digest)
    }

    @Test func `the canonical bytes are fixed, sorted and escaped`() throws {
        var chain = try AuditChain(name: "node-1")
        let entry = AuditEntry(
            kind: .decision, subject: "dec_1", at: Moment(milliseconds: 5),
            fields: ["rule": "a\"b\\c", "code": "ja ü", "b2": ""])

        let record = try chain.append(entry)

        #expect(
            String(decoding: record.canonical, as: UTF8.self)
                == #"{"v":1,"chain":"node-1","sequence":1,"at":5,"kind":"decision","subject":"dec_1","#
                + #""fields":{"b2":"","code":"ja ü","rule":"a\"b\\c"}}"#)
        #expect(record.digest.hex == "b89842a0146aafa715b44a8755f3bac8c3f6da8cc2a5b6840da805c33564d55b")
    }

    @Test func `every kind of entry reads back from its bytes`() throws {
        var chain = try AuditChain(name: "main")
        for kind in AuditEntry.Kind.allCases {
            let entry = AuditEntry(
                kind: kind, subject: "s \"\\ é", at: Moment(milliseconds: -1), fields: ["a": "1", "b": "2"])
            #expect(StoredAuditRecord(try chain.append(entry)).entry == entry)
        }
    }

    @Test(arguments: [
        "", "{}", #"{"v":2,"chain":"main","sequence":1,"at":5,"kind":"decision","subject":"d","fields":{}}"#,
        #"{"v":1,"chain":"main","sequence":1,"at":5,"kind":"decision","subject":"d","fields":{}} "#,
        #"{"v":1,"chain":"main","sequence":01,"at":5,"kind":"decision","subject":"d","fields":{}}"#,
        #"{"v":1,"chain":"main","sequence":1,"at":5,"kind":"other","subject":"d","fields":{}}"#,
        #"{"v":1,"chain":"main","sequence":1,"at":5,"kind":"decision","subject":"d","fields":{"b":"","a":""}}"#,
        #"{"v":1,"chain":"main","sequence":1,"at":5,"kind":"decision","subject":"d","fields":{"a":"","a":""}}"#,
        #"{"v":1,"chain":"main","sequence":1,"at":5,"kind":"decision","subject":"\d","fields":{}}"#,
        #"{"v":1,"chain":"main","sequence":1,"at":5,"kind":"decision","subject":"d","fields":{}"#,
    ])
    func `bytes that are not canonical do not read`(text: String) {
        let record = StoredAuditRecord(
            chain: "main", sequence: 1, at: Moment(milliseconds: 5), kind: "decision", subject: "d",
            body: Array(text.utf8), previous: [], digest: [])

        #expect(record.entry == nil)
    }

    @Test(arguments: [
        (["Code": "x"], AuditEntryError.fieldName), (["": "x"], .fieldName), (["1a": "x"], .fieldName),
        (["a_b": "x"], .fieldName), ([String(repeating: "a", count: 41): "x"], .fieldName),
        (["a": String(repeating: "x", count: 257)], .fieldValue("a")), (["a": "line\nbreak"], .fieldValue("a")),
        (["a": "\u{7F}"], .fieldValue("a")), (["a": String(repeating: "é", count: 129)], .fieldValue("a")),
    ])
    func `a field that is not a code is refused`(fields: [String: String], error: AuditEntryError) throws {
        var chain = try AuditChain(name: "main")
        let before = chain

        #expect(throws: error) {
            try chain.append(AuditEntry(kind: .decision, subject: "d", at: Moment(milliseconds: 0), fields: fields))
        }
        #expect(chain == before)
    }

    @Test func `values up to the bound are taken`() throws {
        var chain = try AuditChain(name: "main")
        var fields: [String: String] = [:]
        for index in 0..<AuditBounds.fieldsMax { fields["a\(index)"] = String(repeating: "x", count: 256) }
        let entry = AuditEntry(kind: .decision, subject: "d", at: Moment(milliseconds: 0), fields: fields)

        #expect(StoredAuditRecord(try chain.append(entry)).entry == entry)
        var more = entry
        more.fields["more"] = ""
        #expect(throws: AuditEntryError.tooManyFields) { try chain.append(more) }
    }

    @Test(arguments: ["", "Main", "a b", "1", String(repeating: "a", count: 41)])
    func `a chain's name is a code`(name: String) {
        #expect(throws: AuditEntryError.chain) { try AuditChain(name: name) }
    }

    @Test(arguments: ["", "a\nb", String(repeating: "a", count: 257)])
    func `a subject is short and printable`(subject: String) throws {
        var chain = try AuditChain(name: "main")
        #expect(throws: AuditEntryError.subject) {
            try chain.append(AuditEntry(kind: .decision, subject: subject, at: Moment(milliseconds: 0), fields: [:]))
        }
    }
}

/// A chain of so many decisions.
func chain(of count: Int, name: String = "main", code: String = "x") throws -> (
    chain: AuditChain, records: [AuditRecord]
) {
    var chain = try AuditChain(name: name)
    let records = try (1...count).map { index in
        try chain.append(
            AuditEntry(
                kind: .decision, subject: "dec_\(index)", at: Moment(milliseconds: Int64(index)), fields: ["code": code]
            ))
    }
    return (chain, records)
}
