import Foundation

/// Reads JSON without a type for every answer.
enum JSON {
    static func object(_ data: Data) throws -> [String: Any] {
        guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
            throw Missing("not a JSON object: \(String(decoding: data.prefix(500), as: UTF8.self))")
        }
        return object
    }

    static func data(_ object: [String: Any]) throws -> Data {
        try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
    }
}

extension [String: Any] {
    /// The value at a path of keys, for instance `error.vangrail.decision`; numbers index arrays.
    func value(_ path: String) -> Any? {
        path.split(separator: ".").reduce(self as Any?) { found, key in
            if let object = found as? [String: Any] { return object[String(key)] }
            if let array = found as? [Any], let index = Int(key), array.indices.contains(index) { return array[index] }
            return nil
        }
    }

    func text(_ path: String) -> String? { value(path) as? String }
}
