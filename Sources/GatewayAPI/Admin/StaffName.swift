import HTTPTypes

/// Who acts, as `X-Vangrail-Staff` says; `admin` when it says nothing. Recorded with every change.
enum StaffName {
    static func read(_ headers: HTTPFields) throws(WireError) -> String {
        let values = headers[values: .staff]
        guard values.count <= 1 else { throw .invalid("x-vangrail-staff", "the header occurs twice") }
        guard let name = values.first?.trimmed, !name.isEmpty else { return "admin" }
        guard name.utf8.count <= 128, RequesterHeaders.isName(name) else {
            throw .invalid("x-vangrail-staff", "the header must be a name of at most 128 bytes")
        }
        return name
    }

    /// Throws when a request has fields that nobody took.
    static func nothingElse(_ fields: ImageFields) throws(WireError) {
        guard let stray = fields.rest.first else { return }
        let name = ImageFields.shown(stray.name)
        throw .invalid(name, "`\(name)` is not known here", code: "unknown_parameter")
    }
}
