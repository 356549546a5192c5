extension Effect {
    /// True for what a person has to do outside and then say so: authorities, coordinators and the Commission are told by
    /// no machine.
    public var isForPerson: Bool {
        switch self {
        case .submitToCommission, .confirmOrder, .reportOrderEffect, .report, .correctReport, .informCoordinator: true
        default: false
        }
    }
}
