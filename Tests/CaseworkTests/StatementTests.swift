import Casework
import Foundation
import SafetyModel
import Testing

@Suite struct StatementTests {
    private func fixture() throws -> [String: Any] {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/dsa_tdb_enums", withExtension: "json"))
        return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    }

    @Test func `the vocabulary is the Commission's, nothing missing and nothing more`() throws {
        let enums = try #require(try fixture()["enums"] as? [String: Any])
        func values(_ name: String) throws -> Set<String> {
            Set(try #require(enums[name] as? [String: String]).keys)
        }
        #expect(try values("category") == Set(CommissionCategory.allCases.map(\.rawValue)))
        #expect(try values("category_specification") == Set(CommissionKeyword.allCases.map(\.rawValue)))
        #expect(try values("decision_visibility") == Set(CommissionVisibility.allCases.map(\.rawValue)))
        #expect(try values("decision_monetary") == Set(CommissionMonetary.allCases.map(\.rawValue)))
        #expect(try values("decision_provision") == Set(CommissionProvision.allCases.map(\.rawValue)))
        #expect(try values("decision_account") == Set(CommissionAccount.allCases.map(\.rawValue)))
        #expect(try values("account_type") == Set(CommissionAccountType.allCases.map(\.rawValue)))
        #expect(try values("decision_ground") == Set(CommissionGround.allCases.map(\.rawValue)))
        #expect(try values("content_type") == Set(CommissionContentType.allCases.map(\.rawValue)))
        #expect(try values("source_type") == Set(CommissionSource.allCases.map(\.rawValue)))
        #expect(try values("automated_decision") == Set(CommissionAutomation.allCases.map(\.rawValue)))
        #expect(enums["automated_detection"] as? [String] == CommissionAnswer.allCases.map(\.rawValue))
    }

    @Test func `every classification takes its keywords from its own category's branch`() throws {
        let tree = try #require(try fixture()["category_keywords_in_reporting_template"] as? [String: [String]])
        for category in Category.allCases {
            for (synthetic, woman) in [(true, true), (true, false), (false, true), (false, false)] {
                let found = Classification(category, reason: nil, isSynthetic: synthetic, subjectIsWoman: woman)
                let branch = try #require(tree[found.category.rawValue])
                for keyword in found.keywords { #expect(branch.contains(keyword.rawValue), "\(category)") }
                #expect(!found.additions.contains(found.category))
                if category == .minorSexual {
                    #expect(found.category == .protectionOfMinors && found.additions.isEmpty)
                }
            }
        }
        let undressed = Classification(.undress, reason: .undressed, isSynthetic: true, subjectIsWoman: true)
        #expect(undressed.category == .cyberViolenceAgainstWomen)
        #expect(undressed.keywords == [.nonConsensualMaterialDeepfakeAgainstWomen])
        #expect(undressed.additions == [.cyberViolence, .dataProtectionAndPrivacy])
        let authentic = Classification(.undress, reason: .intimateImage, isSynthetic: false, subjectIsWoman: nil)
        #expect(authentic.keywords == [.nonConsensualImageSharing] && authentic.additions.isEmpty)
    }

    private func removed(_ form: RulingForm, ground: NoticeGround = .intimateImage, _ item: Item = Bench.item("a"))
        throws -> StatementOfReasons
    {
        var bench = Bench()
        try bench.receive(Bench.notice(ground: ground), [item])
        try bench.rule(form, by: Bench.cas)
        if let waiting = bench.waiting { try bench.run(.confirm(waiting), by: Bench.dot) }
        return try #require(bench.statement(.contentRemoved))
    }

    @Test func `a statement has every part of Art 17(3), and its words name no sender`() throws {
        var settings = CaseworkSettings()
        settings.settlementBodies = [SettlementBodyID(text: "appeals-eu")]
        var bench = Bench(settings: settings)
        try bench.receive()
        try bench.rule(Bench.breach(citing: Bench.dutchLaw))
        let statement = try #require(bench.statement(.contentRemoved))

        let keys = statement.lines.map(\.key)
        #expect(
            keys == [
                .restriction(.contentRemoved), .durationIndefinite, .territoryEverywhere, .facts(.reportedItem),
                .source(.notice), .detection(false), .automation(.partial), .groundIllegal, .explanation(.undressed),
                .redressComplaint, .redressBodies, .redressCourt,
            ])
        let words = statement.lines.map { $0.rendered(EnglishTexts.all) }.joined(separator: " ")
        #expect(words.contains("Wetboek van Strafrecht, art. 254ba") && words.contains("appeals-eu"))
        #expect(words.contains(dateOf(bench.now.adding(seconds: 184 * oneDay))))
        #expect(!words.contains("ntf_1") && !words.contains("{"))
        #expect(!String(reflecting: statement).contains("ntf_1"), "not even as an identifier")
    }

    private func dateOf(_ moment: Moment) -> String {
        let format = DateFormatter()
        format.calendar = Calendar(identifier: .gregorian)
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "yyyy-MM-dd"
        return format.string(from: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000))
    }

    @Test func `a person's hiding says so, and the extremes of time have a date`() throws {
        var bench = Bench()
        try bench.receive(Bench.notice(ground: .hate))
        try bench.run(.hide([ItemID(text: "a")]), by: Bench.ann)
        let statement = try #require(bench.statement(.contentDisabled))
        #expect(statement.facts == .staffReview && statement.automation == .none)
        for extreme in [Int64.min, Int64.max] {
            var odd = Samples.statement
            odd.contentDate = Moment(milliseconds: extreme)
            #expect(CommissionStatement(odd).faults().contains(.date("content_date")))
        }
    }

    @Test func `dates are those of the calendar`() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let moment = Moment(milliseconds: Int64.random(in: 946_684_800_000...2_145_916_800_000, using: &random))
            var statement = Samples.statement
            statement.contentDate = moment
            #expect(CommissionStatement(statement).contentDate == dateOf(moment))
        }
    }

    @Test func `a child abuse statement is generic in every language part and never mentions a report`() throws {
        let statement = try removed(Bench.abuse(), ground: .childAbuse)
        #expect(statement.isGeneric && !statement.lines.map(\.key).contains(.source(statement.source)))
        let words = statement.lines.map { $0.rendered(EnglishTexts.all) }.joined(separator: " ").lowercased()
        for word in ["police", "authority", "child", "report", "hotline"] { #expect(!words.contains(word), "\(word)") }
        let sent = CommissionStatement(statement)
        #expect(
            sent.category == .protectionOfMinors && sent.categorySpecification == [.childSexualAbuseMaterialDeepfake])
        #expect(sent.decisionGround == .illegalContent && sent.faults().isEmpty)
    }

    @Test func `what goes to the Commission passes its rules and says how machines took part`() throws {
        let reported = CommissionStatement(
            try removed(Bench.breach(["a"], .degradingEdit, category: .degradation), ground: .degradation))
        #expect(reported.faults().isEmpty)
        #expect(
            reported.automatedDetection == .no && reported.automatedDecision == .notAutomated
                && reported.sourceType == .article16)
        var bench = Bench()
        try bench.receive()
        try bench.run(.addItems([Bench.item("s", relation: .sibling(of: ItemID(text: "a")))]), by: .machine)
        try bench.rule(Bench.breach(["s"]))
        let found = CommissionStatement(try #require(bench.statement(.contentRemoved)))
        #expect(
            found.automatedDetection == .yes && found.sourceType == .voluntary && found.automatedDecision == .partially)
        #expect(found.contentType == [.image, .syntheticMedia])
        #expect(found.puid == bench.statement(.contentRemoved)?.id.text)
        #expect(found.territorialScope.count == 30)
        let told = CommissionStatement(
            try removed(Bench.breach(["a"], .otherBreach, category: .adultSexual), ground: .terms))
        #expect(told.sourceType == .typeOtherNotification && told.category == .otherViolationTC)
    }

    @Test func `measures on accounts map to the service and the account, with their end`() throws {
        var statement = Samples.statement
        let end = statement.issuedAt.adding(seconds: 30 * oneDay)
        statement.until = end
        let expected: [(StatementOfReasons.Restriction, (CommissionStatement) -> Bool)] = [
            (
                .contentDisabled,
                { $0.decisionVisibility == [.contentDisabled] && $0.endDateVisibilityRestriction != nil }
            ),
            (.contentLabelled, { $0.decisionVisibility == [.contentLabelled] }),
            (
                .generationSuspended,
                { $0.decisionProvision == .partialSuspension && $0.endDateServiceRestriction != nil }
            ),
            (.generationTerminated, { $0.decisionProvision == .partialTermination }),
            (.accountSuspended, { $0.decisionAccount == .suspended && $0.endDateAccountRestriction == dateOf(end) }),
            (.accountTerminated, { $0.decisionAccount == .terminated }),
        ]
        for (restriction, fits) in expected {
            statement.restriction = restriction
            let sent = CommissionStatement(statement)
            #expect(fits(sent), "\(restriction)")
            #expect(sent.faults().isEmpty)
        }
    }

    @Test func `the Commission's faults are found`() {
        let good = CommissionStatement(Samples.statement)
        #expect(good.faults().isEmpty)
        func faults(_ change: (inout CommissionStatement) -> Void) -> [CommissionFault] {
            var changed = good
            change(&changed)
            return changed.faults()
        }
        #expect(faults { $0.decisionVisibility = nil } == [.noDecision])
        #expect(faults { $0.incompatibleContentGround = nil } == [.missing("incompatible_content_ground")])
        #expect(faults { $0.decisionFacts = String(repeating: "x", count: 5001) } == [.tooLong("decision_facts")])
        #expect(faults { $0.contentDate = "1999-12-31" } == [.date("content_date")])
        #expect(faults { $0.endDateVisibilityRestriction = "2020-01-01" } == [.date("end_date")])
        #expect(faults { $0.puid = "a b" } == [.identifier])
        #expect(faults { $0.territorialScope = [] } == [.scope])
        #expect(faults { $0.category = .protectionOfMinors } == [.minorWithIntimateKeyword])
    }

    @Test func `the wire names are the Commission's`() throws {
        let data = try JSONEncoder().encode(CommissionStatement(Samples.statement))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let url = try #require(Bundle.module.url(forResource: "Fixtures/dsa_tdb_rules", withExtension: "json"))
        let rules = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
        for name in try #require(rules["required_always"] as? [String]) { #expect(object[name] != nil, "\(name)") }
        #expect(object["decision_ground"] as? String == "DECISION_GROUND_INCOMPATIBLE_CONTENT")
        #expect(object["illegal_content_legal_ground"] == nil)
    }

    @Test func `every message has English words, and no words are left over`() {
        for key in MessageKey.all { #expect(EnglishTexts.all[key]?.isEmpty == false, "\(key)") }
        #expect(EnglishTexts.all.count == MessageKey.all.count)
        let gaps = CaseworkTexts.unknown()
        #expect(gaps.isEmpty, "\(gaps)")
    }

    @Test func `no statement goes to the Commission where the operator is too small, nor without an owner`() throws {
        var settings = CaseworkSettings()
        settings.sendsToCommission = false
        var bench = Bench(settings: settings)
        let step = try bench.receive()
        #expect(!step.effects.contains { if case .submitToCommission = $0.effect { true } else { false } })
        var other = Bench("case_2")
        try other.receive(Bench.notice(), [Bench.item("a", owner: nil)])
        #expect(other.file.statements.isEmpty)
    }

    @Test func `one statement for each owner`() throws {
        var bench = Bench()
        let two = AccountID(text: "two")
        try bench.receive(
            Bench.notice("ntc_1", ["a", "b", "c"]), [Bench.item("a"), Bench.item("b", owner: two), Bench.item("c")])
        let statements = bench.file.statements.values.map(\.statement)
        #expect(Set(statements.map(\.addressee)) == [Bench.maker, two] && statements.count == 2)
        #expect(statements.first { $0.addressee == Bench.maker }?.items.map(\.text) == ["a", "c"])
    }
}

/// English texts under a key that no message has.
enum CaseworkTexts {
    static func unknown() -> [String] {
        let known = Set(MessageKey.all.map(\.text))
        return EnglishTexts.keys.filter { !known.contains($0) }.sorted()
    }
}
