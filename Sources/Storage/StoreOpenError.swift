/// Why a data folder cannot be opened.
public enum StoreOpenError: Error, Hashable, Sendable {
    /// The folder or a file in it cannot be made, read or written.
    case folder(String)
    /// Another server has this folder open.
    case locked(String)
    /// There is no store in this folder.
    case absent(String)
    /// There is a database without its keys.
    case keysMissing(String)
    /// A key file is not 32 bytes.
    case keysDamaged(String)
    /// A key file can be read by others than its owner.
    case keysExposed(String)
    /// The keys belong to another database.
    case wrongKeys
    /// A newer Vangrail wrote this database.
    case newerSchema(found: Int, known: Int)
    /// The database cannot be read.
    case damaged(String)
    /// The name of the audit chain is not a code.
    case chainName(String)

    /// The stable word for this error.
    public var code: String {
        switch self {
        case .folder: "folder"
        case .locked: "locked"
        case .absent: "absent"
        case .keysMissing: "keys-missing"
        case .keysDamaged: "keys-damaged"
        case .keysExposed: "keys-exposed"
        case .wrongKeys: "wrong-keys"
        case .newerSchema: "newer-schema"
        case .damaged: "damaged"
        case .chainName: "chain-name"
        }
    }

    /// One line for the person who started the program.
    public var message: String {
        switch self {
        case .folder(let path): "`\(path)` cannot be made, read or written"
        case .locked(let path): "another Vangrail server has the data folder `\(path)` open"
        case .absent(let path): "`\(path)` holds no Vangrail database"
        case .keysMissing(let path): "the database is there but its keys are not: put `\(path)` back from your backup"
        case .keysDamaged(let path): "the key file `\(path)` is damaged: put it back from your backup"
        case .keysExposed(let path): "the key file `\(path)` can be read by others: make it 0600"
        case .wrongKeys: "the keys in this data folder belong to another database"
        case .newerSchema(let found, let known):
            "a newer Vangrail wrote this database (schema \(found), this program knows \(known))"
        case .damaged(let reason): "the database cannot be read: \(reason)"
        case .chainName(let name): "`\(name)` cannot name an audit chain"
        }
    }
}
