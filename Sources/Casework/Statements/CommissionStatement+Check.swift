/// What the Commission's validator would refuse.
public enum CommissionFault: Hashable, Sendable {
    case noDecision
    case missing(String)
    case tooLong(String)
    case date(String)
    case identifier
    case scope
    case minorWithIntimateKeyword
}

extension CommissionStatement {
    /// Faults by the published rules, empty when the statement may be sent.
    public func faults() -> [CommissionFault] {
        var faults: [CommissionFault] = []
        if decisionVisibility == nil && decisionProvision == nil && decisionAccount == nil {
            faults.append(.noDecision)
        }
        func check(_ name: String, _ value: String?, max: Int, required: Bool) {
            guard let value, !value.isEmpty else { return required ? faults.append(.missing(name)) : () }
            if value.unicodeScalars.count > max { faults.append(.tooLong(name)) }
        }
        let isIllegal = decisionGround == .illegalContent
        check("illegal_content_legal_ground", illegalContentLegalGround, max: 500, required: isIllegal)
        check("illegal_content_explanation", illegalContentExplanation, max: 2000, required: isIllegal)
        check("incompatible_content_ground", incompatibleContentGround, max: 500, required: !isIllegal)
        check("incompatible_content_explanation", incompatibleContentExplanation, max: 2000, required: !isIllegal)
        check("decision_facts", decisionFacts, max: 5000, required: true)
        if contentType.isEmpty { faults.append(.missing("content_type")) }
        if contentDate < "2000-01-01" || contentDate > "2038-01-01" { faults.append(.date("content_date")) }
        if applicationDate < "2020-01-01" || applicationDate > "2038-01-01" { faults.append(.date("application_date")) }
        for end in [endDateVisibilityRestriction, endDateServiceRestriction, endDateAccountRestriction] {
            if let end, end < applicationDate || end > "2038-01-01" { faults.append(.date("end_date")) }
        }
        if territorialScope.isEmpty { faults.append(.scope) }
        let isIdentifier = puid.utf8.allSatisfy { byte in
            (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
                || byte == 0x2D || byte == 0x5F
        }
        if !isIdentifier || puid.isEmpty || puid.utf8.count > 500 { faults.append(.identifier) }
        let intimate: Set<CommissionKeyword> = [
            .nonConsensualImageSharing, .nonConsensualImageSharingAgainstWomen, .nonConsensualMaterialDeepfake,
            .nonConsensualMaterialDeepfakeAgainstWomen,
        ]
        if ([category] + categoryAddition).contains(.protectionOfMinors),
            !intimate.isDisjoint(with: categorySpecification)
        {
            faults.append(.minorWithIntimateKeyword)
        }
        return faults
    }
}
