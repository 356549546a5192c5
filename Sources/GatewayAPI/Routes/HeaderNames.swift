public import HTTPTypes

extension HTTPField.Name {
    static let apiKey = named("api-key")
    static let requestID = named("x-request-id")
    static let shouldRetry = named("x-should-retry")
    /// The number of the decision behind an answer.
    public static let decision = named("x-vangrail-decision")
    static let user = named("x-vangrail-user")
    static let tier = named("x-vangrail-tier")
    static let adultVerified = named("x-vangrail-adult-verified")
    static let audience = named("x-vangrail-audience")
    static let country = named("x-vangrail-country")
    static let pictureOwner = named("x-vangrail-picture-owner")
    static let staff = named("x-vangrail-staff")
    static let contentTypeOptions = named("x-content-type-options")
    static let forwardedFor = named("x-forwarded-for")

    /// A name that is known to be valid.
    public static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("header names in the program are valid") }
        return name
    }
}
