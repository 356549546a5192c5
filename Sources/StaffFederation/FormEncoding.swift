import StaffAccess

/// Parameters as forms and addresses carry them (application/x-www-form-urlencoded), with every space as `%20`.
enum FormEncoding {
    static func encode(_ parameters: [(name: String, value: String)]) -> String {
        parameters.map { PercentEscape.escape($0.name) + "=" + PercentEscape.escape($0.value) }.joined(separator: "&")
    }
}
