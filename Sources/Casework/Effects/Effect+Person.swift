extension Effect {
    /// True for a letter to somebody who left an address. It says what the page behind their secret says too.
    public var isLetter: Bool {
        switch self {
        case .confirmReceipt, .askSender, .answerNotice, .confirmComplaint, .sendMisuseWarning, .sendMisuseSuspension,
            .answerComplaint:
            true
        default: false
        }
    }

    /// True for what a person has to do outside and then say so: authorities, coordinators and the Commission are told by
    /// no machine.
    public var isForPerson: Bool {
        switch self {
        case .submitToCommission, .confirmOrder, .reportOrderEffect, .report, .correctReport, .informCoordinator: true
        default: false
        }
    }
}
