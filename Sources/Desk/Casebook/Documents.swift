import Casework
import FoundationEssentials
import Screening

/// Documents that are values as JSON.
enum Documents {
    private static let pageSize = 1000

    static func document(
        _ kind: DeskDocument.Kind, _ id: String, _ value: some Encodable, link: String? = nil
    ) -> DeskDocument? {
        guard let body = try? JSONEncoder().encode(value) else { return nil }
        return DeskDocument(kind: kind, id: id, link: link, body: Array(body))
    }

    static func value<Value: Decodable>(_ document: DeskDocument) throws(DeskError) -> Value {
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(document.body)) else { throw .unavailable }
        return value
    }

    /// Every document of a kind.
    static func all<Value: Decodable>(
        _ kind: DeskDocument.Kind, in store: any DeskStore
    ) async throws(DeskError) -> [Value] {
        var values: [Value] = []
        var after: String?
        while true {
            let page: [DeskDocument]
            do throws(StoreError) {
                page = try await store.documents(kind, after: after, limit: pageSize)
            } catch { throw .unavailable }
            for document in page { values.append(try value(document)) }
            guard page.count == pageSize else { return values }
            after = page.last?.id
        }
    }

    static func value<Value: Decodable>(
        _ kind: DeskDocument.Kind, _ id: String, in store: any DeskStore
    ) async throws(DeskError) -> Value? {
        let document: DeskDocument?
        do throws(StoreError) { document = try await store.document(kind, id) } catch { throw .unavailable }
        guard let document else { return nil }
        return try value(document)
    }
}
