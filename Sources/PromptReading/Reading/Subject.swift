internal import SafetyModel

/// Signs of who the picture shows, gathered over all views and languages.
struct SubjectSigns: Sendable {
    var isChild = false
    var mayBeChild = false
    var isReal = false
    /// A person that somebody knows or can look up: every word beside them must be accounted for.
    var isKnown = false
    var isSomebody = false
    var childWord: String?
    var realWord: String?

    mutating func merge(_ other: SubjectSigns) {
        isChild = isChild || other.isChild
        mayBeChild = mayBeChild || other.mayBeChild
        isReal = isReal || other.isReal
        isKnown = isKnown || other.isKnown
        isSomebody = isSomebody || other.isSomebody
        childWord = childWord ?? other.childWord
        realWord = realWord ?? other.realWord
    }

    /// The subject of a request; any uploaded photo counts as a real person.
    func subject(hasPicture: Bool) -> Facts.Subject {
        if isChild { return .childLike }
        if hasPicture || isReal { return mayBeChild && !hasPicture ? .unclearPerson : .realPerson }
        if mayBeChild { return .unclearPerson }
        return isSomebody ? .fictionalAdult : .nobody
    }
}
