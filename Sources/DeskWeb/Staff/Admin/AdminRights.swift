import Casework

/// Who sees the administration, and who changes things there. The register checks again.
enum AdminRights {
    static func maySee(_ role: Role) -> Bool { role == .admin || role == .lead || role == .auditor }

    /// Only an administrator keeps registers and switches.
    static func mayChange(_ role: Role) -> Bool { role == .admin }
}
