import HTTPTypes

extension HTTPFields {
    /// The value of the cookie with that name; nil where it is missing or comes twice.
    func cookie(_ name: String) -> String? {
        var found: [String] = []
        for field in self[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
                if parts.count == 2, parts[0] == name { found.append(parts[1]) }
            }
        }
        return found.count == 1 ? found[0] : nil
    }
}
