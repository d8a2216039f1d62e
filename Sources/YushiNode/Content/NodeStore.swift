public import Persistence
import SupervisionModel

/// Opens the stores that commands work on.
public enum NodeStore {
    /// The name in checkpoints of stores made by `import`.
    public static let offlineOrigin = "offline.invalid/yushi"
    /// Keys of offline stores derive from this seed unless another one is given.
    public static let defaultSeed = [UInt8](repeating: 0, count: 32)

    /// The store's directory: DIR itself, or DIR/store of a node made by `yushi init`.
    public static func directory(_ path: String) -> String {
        let inside = path + "/store"
        return FilePresence.exists(inside + "/store.json") ? inside : path
    }

    /// Whether there is a store in that directory.
    public static func exists(in directory: String) -> Bool { FilePresence.exists(directory + "/store.json") }

    /// Opens an offline store, or makes one where there is none.
    public static func openOrCreateOffline(at path: String, seed: [UInt8]) throws -> Store {
        let directory = directory(path)
        if exists(in: directory) {
            return try Store.open(at: directory, for: .writing, kind: .offline, seed: seed)
        }
        return try Store.create(at: directory, kind: .offline, origin: offlineOrigin, seed: seed)
    }

    /// Opens an existing store of either kind.
    public static func open(at path: String, for access: Store.Access, seed: [UInt8] = defaultSeed) throws -> Store {
        try Store.open(at: directory(path), for: access, seed: seed)
    }
}
