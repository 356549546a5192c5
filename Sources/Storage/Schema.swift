import GRDB

/// The tables, in the subset of SQL that SQLite and PostgreSQL share. (PostgreSQL writes BYTEA for BLOB.)
///
/// Flags are BIGINT 0 or 1, moments are BIGINT milliseconds, lists and decisions are JSON in TEXT.
enum Schema {
    /// The version that this program reads and writes.
    static let version = steps.count

    /// Step N brings a database from version N to N + 1. Steps are only ever added.
    static let steps = [first, second, third, fourth, fifth]

    /// Brings a database up to date; says no to one from the future.
    static func migrate(_ db: Database) throws {
        let found = try currentVersion(db)
        guard found <= version else { throw StoreOpenError.newerSchema(found: found, known: version) }
        guard found < version else { return }
        try db.inTransaction(.immediate) {
            for step in steps[found...] { try db.execute(sql: step) }
            try db.execute(
                sql: """
                    INSERT INTO meta (name, value) VALUES ('schema', ?)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """, arguments: [String(version)])
            return .commit
        }
    }

    /// 0 for an empty database.
    static func currentVersion(_ db: Database) throws -> Int {
        guard try db.tableExists("meta") else { return 0 }
        let text = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'schema'")
        guard let text, let number = Int(text), number > 0 else {
            throw StoreOpenError.damaged("the schema version is missing")
        }
        return number
    }

    private static let first = """
        CREATE TABLE meta (
            name TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        );
        CREATE TABLE audit (
            chain TEXT NOT NULL,
            sequence BIGINT NOT NULL CHECK (sequence > 0),
            at BIGINT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            body TEXT NOT NULL,
            previous BLOB NOT NULL,
            digest BLOB NOT NULL,
            PRIMARY KEY (chain, sequence)
        );
        CREATE INDEX audit_by_subject ON audit (subject);
        CREATE TABLE checkpoints (
            chain TEXT NOT NULL,
            sequence BIGINT NOT NULL CHECK (sequence >= 0),
            at BIGINT NOT NULL,
            line TEXT NOT NULL,
            PRIMARY KEY (chain, sequence, at)
        );
        CREATE TABLE prompts (
            decision TEXT NOT NULL PRIMARY KEY,
            sealed BLOB NOT NULL,
            erase_at BIGINT NOT NULL
        );
        CREATE INDEX prompts_by_erase_at ON prompts (erase_at);
        CREATE TABLE outputs (
            number BIGINT NOT NULL PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            decision TEXT NOT NULL,
            account TEXT,
            word0 BIGINT NOT NULL,
            word1 BIGINT NOT NULL,
            word2 BIGINT NOT NULL,
            word3 BIGINT NOT NULL,
            quality BIGINT NOT NULL CHECK (quality BETWEEN 0 AND 100),
            sha256 TEXT NOT NULL,
            source TEXT,
            source_quality BIGINT,
            released BIGINT NOT NULL CHECK (released IN (0, 1)),
            at BIGINT NOT NULL,
            CHECK ((source IS NULL) = (source_quality IS NULL))
        );
        CREATE INDEX outputs_by_decision ON outputs (decision);
        CREATE INDEX outputs_by_account ON outputs (account);
        CREATE TABLE cases (
            id TEXT NOT NULL PRIMARY KEY,
            decision TEXT NOT NULL,
            judgement TEXT NOT NULL,
            account TEXT,
            operation TEXT NOT NULL,
            request_digest TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'released', 'refused')),
            opened_at BIGINT NOT NULL,
            closed_at BIGINT,
            closed_by TEXT,
            note TEXT
        );
        CREATE INDEX cases_by_decision ON cases (decision);
        CREATE INDEX cases_by_state ON cases (state, opened_at);
        CREATE TABLE held_pictures (
            id TEXT NOT NULL PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES cases (id),
            place BIGINT NOT NULL,
            format TEXT NOT NULL,
            sealed BLOB NOT NULL,
            fetched_at BIGINT,
            UNIQUE (case_id, place)
        );
        CREATE TABLE permits (
            digest TEXT NOT NULL PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES cases (id),
            expires_at BIGINT NOT NULL,
            used_at BIGINT
        );
        CREATE INDEX permits_by_expires_at ON permits (expires_at);
        CREATE TABLE accounts (
            id TEXT NOT NULL PRIMARY KEY,
            standing TEXT NOT NULL,
            tier TEXT,
            adult_mode BIGINT NOT NULL CHECK (adult_mode IN (0, 1)),
            may_generate BIGINT NOT NULL CHECK (may_generate IN (0, 1)),
            may_edit_people BIGINT NOT NULL CHECK (may_edit_people IN (0, 1)),
            strangers_may_edit BIGINT NOT NULL CHECK (strangers_may_edit IN (0, 1))
        );
        CREATE TABLE switches (
            scope TEXT NOT NULL PRIMARY KEY,
            since BIGINT NOT NULL,
            set_by TEXT NOT NULL,
            note TEXT NOT NULL
        );
        CREATE TABLE deliveries (
            id TEXT NOT NULL PRIMARY KEY,
            format TEXT NOT NULL,
            sealed BLOB NOT NULL,
            bytes BIGINT NOT NULL CHECK (bytes >= 0),
            kept_until BIGINT NOT NULL
        );
        CREATE INDEX deliveries_by_kept_until ON deliveries (kept_until);
        """

    /// Banks of known pictures.
    private static let second = """
        CREATE TABLE bank_entries (
            number BIGINT NOT NULL PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            bank TEXT NOT NULL,
            fingerprint TEXT,
            quality BIGINT,
            sha256 TEXT,
            md5 TEXT,
            source TEXT NOT NULL,
            note TEXT NOT NULL,
            added_by TEXT NOT NULL,
            added_at BIGINT NOT NULL,
            expires_at BIGINT,
            enabled BIGINT NOT NULL CHECK (enabled IN (0, 1)),
            CHECK ((fingerprint IS NULL) = (quality IS NULL))
        );
        CREATE INDEX bank_entries_by_bank ON bank_entries (bank, number);
        CREATE TABLE bank_allowances (
            entry TEXT NOT NULL REFERENCES bank_entries (id),
            sha256 TEXT NOT NULL,
            said_by TEXT NOT NULL,
            at BIGINT NOT NULL,
            PRIMARY KEY (entry, sha256, said_by)
        );
        """

    /// How pictures look in their parts, so that an edit is told from its source; crops of banked ones; protected pictures.
    private static let third = """
        ALTER TABLE outputs ADD COLUMN signature BLOB;
        ALTER TABLE outputs ADD COLUMN source_signature BLOB;
        ALTER TABLE bank_entries ADD COLUMN crops TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE bank_entries ADD COLUMN signature BLOB;
        ALTER TABLE bank_entries ADD COLUMN harmless_source BLOB;
        ALTER TABLE bank_entries ADD COLUMN owner TEXT;
        ALTER TABLE bank_entries ADD COLUMN code_digest TEXT;
        CREATE INDEX bank_entries_by_code ON bank_entries (code_digest);
        """

    /// The desk: events of cases, and its sealed documents; permits for what its cases say, not only the gate's.
    private static let fifth = """
        CREATE TABLE case_events (
            position BIGINT NOT NULL PRIMARY KEY CHECK (position > 0),
            case_id TEXT NOT NULL,
            sequence BIGINT NOT NULL CHECK (sequence > 0),
            body TEXT NOT NULL,
            UNIQUE (case_id, sequence)
        );
        CREATE TABLE documents (
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            link TEXT,
            sealed BLOB NOT NULL,
            PRIMARY KEY (kind, id)
        );
        CREATE INDEX documents_by_link ON documents (kind, link, id);
        CREATE TABLE permits_of_any_case (
            digest TEXT NOT NULL PRIMARY KEY,
            case_id TEXT NOT NULL,
            expires_at BIGINT NOT NULL,
            used_at BIGINT
        );
        INSERT INTO permits_of_any_case (digest, case_id, expires_at, used_at)
            SELECT digest, case_id, expires_at, used_at FROM permits;
        DROP TABLE permits;
        ALTER TABLE permits_of_any_case RENAME TO permits;
        CREATE INDEX permits_by_expires_at ON permits (expires_at);
        """

    /// Marks in the pixels of what left.
    private static let fourth = """
        ALTER TABLE outputs ADD COLUMN mark BIGINT;
        CREATE INDEX outputs_by_mark ON outputs (mark);
        """
}
