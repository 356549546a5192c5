public import Casework

/// The door at which the platform says where pictures stand.
public protocol AssetDoor: Sendable {
    /// Documents an asset, or changes what is known of it.
    func register(_ asset: Asset) async throws(DeskError)
    /// What is known of an asset.
    func asset(_ id: ItemID) async throws(DeskError) -> Asset?
}
