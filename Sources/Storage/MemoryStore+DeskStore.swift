public import Screening

extension MemoryStore: DeskStore {
    /// Events after that position, in order.
    public func caseEvents(after position: Int64, limit: Int) async throws(StoreError) -> [CaseEventRow] {
        Array(contents.caseEvents.filter { $0.position > position }.prefix(max(0, limit)))
    }

    /// One document.
    public func document(_ kind: DeskDocument.Kind, _ id: String) async throws(StoreError) -> DeskDocument? {
        contents.documents[.init(kind, id)]
    }

    /// In the order of their ids, after that one.
    public func documents(
        _ kind: DeskDocument.Kind, after id: String?, limit: Int
    ) async throws(StoreError) -> [DeskDocument] { sorted(kind, limit) { id == nil || $0.id > id! } }

    /// In the order of their ids.
    public func documents(
        _ kind: DeskDocument.Kind, link: String, limit: Int
    ) async throws(StoreError) -> [DeskDocument] { sorted(kind, limit) { $0.link == link } }

    private func sorted(
        _ kind: DeskDocument.Kind, _ limit: Int, where isWanted: (DeskDocument) -> Bool
    ) -> [DeskDocument] {
        let all = contents.documents.values.filter { $0.kind == kind && isWanted($0) }
        return Array(all.sorted { $0.id < $1.id }.prefix(max(0, limit)))
    }
}
