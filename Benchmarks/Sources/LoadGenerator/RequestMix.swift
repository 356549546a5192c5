import NIOCore

/// The requests that a load sends, in turn, made once.
struct RequestMix: Sendable {
    private let requests: [ByteBuffer]

    /// Generations of every harmless prompt; where `refusalEvery` is not 0, one in that many is the refused phrase.
    ///
    /// `users` above 0 names that many users in turn.
    init(target: Target, refusalEvery: Int, users: Int) {
        requests = HarmlessPrompts.all.enumerated().map { index, harmless in
            let refuses = refusalEvery > 0 && index % refusalEvery == 0
            let prompt = refuses ? HarmlessPrompts.refused : harmless
            let user = users > 0 ? #","user":"person-\#(index % users)""# : ""
            return target.post(
                "/images/generations",
                json: #"{"model":"\#(target.model)","prompt":"\#(prompt)","n":1,"size":"\#(target.size)"\#(user)}"#)
        }
    }

    /// The request of a turn.
    func request(_ turn: Int) -> ByteBuffer {
        requests[turn % requests.count]
    }
}
