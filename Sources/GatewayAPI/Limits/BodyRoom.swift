/// Where what a request brings in besides its body is counted: with the body, in the same budget.
struct BodyRoom: Sendable {
    let budget: BodyBudget
    let note: RequestNote

    /// Sets bytes aside until the request is answered.
    func take(_ bytes: Int) throws(WireError) {
        guard budget.reserve(bytes) else { throw .busy }
        note.addReserved(bytes)
    }

    /// Gives some of them back before that.
    func giveBack(_ bytes: Int) {
        budget.giveBack(bytes)
        note.addReserved(-bytes)
    }
}
