import SafetyModel

/// Keeps what the provider said about itself and its keys, so that not every sign-in asks again.
///
/// INVARIANT: at most one request for the document and one for keys are under way; those who come meanwhile wait for its
/// result, and it goes on when who began it is cancelled. Keys are asked for because of an unknown name at most once in
/// `unknownKeySeconds`, however many ask.
actor ProviderCache {
    /// How long a discovery document and keys are used.
    static let ageSecondsMax: Int64 = 3600
    /// How long after a request for keys an unknown name may lead to the next.
    static let unknownKeySeconds: Int64 = 60
    /// How far before what is kept a moment may lie: a sign-in tells the time once, and others overtake it.
    static let overtakenSecondsMax: Int64 = 60

    private let issuer: ProviderAddress
    private let send: OIDCSender
    private var document: (value: DiscoveryDocument, at: Moment)?
    private var keys: (value: SigningKeys, at: Moment)?
    private var keysAskedAt: Moment?
    private var documentRequest: Task<Result<DiscoveryDocument, OIDCError>, Never>?
    private var keysRequest: Task<Result<SigningKeys, OIDCError>, Never>?

    init(issuer: ProviderAddress, send: @escaping OIDCSender) {
        self.issuer = issuer
        self.send = send
    }

    /// What the provider says about itself.
    func discovery(at moment: Moment) async throws(OIDCError) -> DiscoveryDocument {
        if let document, Self.isFresh(document.at, at: moment) { return document.value }
        let request = documentRequest ?? Task { await askForDocument(at: moment) }
        documentRequest = request
        return try await request.value.get()
    }

    /// The key that a token names; throws `.token(.unknownKey)` where there is none.
    func key(
        named name: String?, for algorithm: SigningAlgorithm, at moment: Moment
    ) async throws(OIDCError) -> SigningKey {
        if let keys, Self.isFresh(keys.at, at: moment) {
            if let key = keys.value.key(named: name, for: algorithm) { return key }
            if keysRequest == nil, let keysAskedAt, moment < keysAskedAt.adding(seconds: Self.unknownKeySeconds) {
                throw .token(.unknownKey)
            }
        }
        if keysRequest == nil { keysAskedAt = moment }
        let request = keysRequest ?? Task { await askForKeys(at: moment) }
        keysRequest = request
        guard let key = try await request.value.get().key(named: name, for: algorithm) else {
            throw .token(.unknownKey)
        }
        return key
    }

    private func askForDocument(at moment: Moment) async -> Result<DiscoveryDocument, OIDCError> {
        defer { documentRequest = nil }
        do throws(OIDCError) {
            guard let address = DiscoveryDocument.address(of: issuer) else { throw .settings(.issuer) }
            let body = try await get(.discovery, address, bytesMax: DiscoveryDocument.bytesMax)
            let value = try DiscoveryDocument(body, issuer: issuer)
            document = (value, moment)
            return .success(value)
        } catch {
            return .failure(error)
        }
    }

    private func askForKeys(at moment: Moment) async -> Result<SigningKeys, OIDCError> {
        defer { keysRequest = nil }
        do throws(OIDCError) {
            let address = try await discovery(at: moment).keys
            let value = try SigningKeys(try await get(.keys, address, bytesMax: SigningKeys.bytesMax))
            keys = (value, moment)
            return .success(value)
        } catch {
            return .failure(error)
        }
    }

    private func get(
        _ endpoint: OIDCError.Endpoint, _ address: ProviderAddress, bytesMax: Int
    ) async throws(OIDCError) -> [UInt8] {
        let request = OIDCRequest(
            endpoint: endpoint, method: "GET", address: address, headers: [("accept", "application/json")], body: [],
            responseBytesMax: bytesMax)
        let response = try await send(request)
        guard response.status == 200 else { throw .status(endpoint, response.status) }
        guard response.body.count <= bytesMax else { throw .tooLarge(endpoint) }
        return response.body
    }

    /// A moment far before the last one, when a clock was set back, is not fresh.
    private static func isFresh(_ then: Moment, at moment: Moment) -> Bool {
        moment >= then.adding(seconds: -overtakenSecondsMax) && moment < then.adding(seconds: ageSecondsMax)
    }
}
