import SafetyModel

/// What the account, the switches and the platform's headers say, before any content is read.
struct AccessFacts: Sendable {
    var account: Account?
    var tier: String
    var adultMode: Bool
    var access: Facts.Access
    var source: Facts.Source
    var closedCategories: Set<Category>

    /// Measures access for a request from what the store knows.
    static func measure(
        _ request: ImageRequest, store: any GateStore, settings: ScreeningSettings
    ) async throws(StoreError) -> AccessFacts {
        let requester = request.requester
        var account: Account?
        if let id = requester.account { account = try await store.account(id) ?? Account(id: id) }
        let tier = account.map { $0.tier ?? requester.tier ?? Account.defaultTier } ?? Account.defaultTier
        let switches = Set(try await store.switches().map(\.scope))
        return AccessFacts(
            account: account, tier: tier,
            adultMode: settings.adultModeAvailable && requester.adultVerified && account?.adultMode == true,
            access: access(request, account, tier, switches),
            source: try await source(request, store: store),
            closedCategories: Set(Category.allCases.filter { switches.contains(.category($0)) }))
    }

    private static func access(
        _ request: ImageRequest, _ account: Account?, _ tier: String, _ switches: Set<SwitchScope>
    ) -> Facts.Access {
        let editsPictures = request.operation != .generate
        if switches.contains(.generation) || switches.contains(.tier(tier)) { return .switchedOff }
        if let account, switches.contains(.account(account.id)) { return .switchedOff }
        // WHY: any uploaded photo counts as a person's until a reader can show otherwise.
        if editsPictures, switches.contains(.peopleEdits) { return .switchedOff }
        if let account, !account.mayGenerate || (editsPictures && !account.mayEditPeople) { return .noRight }
        return .open
    }

    private static func source(
        _ request: ImageRequest, store: any GateStore
    ) async throws(StoreError) -> Facts.Source {
        guard !request.pictures.isEmpty else { return .none }
        guard let owner = request.requester.pictureOwner, owner != request.requester.account else { return .own }
        return try await store.account(owner)?.strangersMayEdit == true ? .ownerAllows : .stranger
    }

    /// What is assumed when the store cannot say: nothing that helps the request.
    static let unknown = AccessFacts(
        account: nil, tier: Account.defaultTier, adultMode: false, access: .open, source: .stranger,
        closedCategories: [])
}
