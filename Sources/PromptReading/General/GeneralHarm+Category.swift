internal import SafetyModel

extension GeneralHarm {
    /// The category of the vocabulary that a harm is, by who the picture shows.
    func category(isChild: Bool, isReal: Bool) -> Category {
        switch self {
        case .sexual: isChild ? .minorSexual : isReal ? .sexualisedPerson : .adultSexual
        case .violence: .violence
        case .hate: .hate
        case .harassment: .harassment
        case .selfHarm: .selfHarm
        case .illegal: .illegal
        case .shocking, .any: .shocking
        }
    }

    /// Contexts in which the harm's words are ordinary, as the rules of harm name them.
    var ordinaryIn: Set<String> {
        switch self {
        case .sexual: ["art", "health"]
        case .violence, .hate, .shocking, .any: ["history", "prevention", "health"]
        case .harassment, .selfHarm, .illegal: ["history", "prevention"]
        }
    }
}
