/// The names in a store's directory.
public struct StoreLayout: Sendable, Hashable {
    public let directory: String

    public init(directory: String) {
        self.directory = directory
    }

    /// What the store is for.
    public var description: String { directory + "/store.json" }
    /// Held by the process that writes.
    public var lock: String { directory + "/lock" }
    /// Records, items, state, contents, block directory, projections.
    public var ledger: String { directory + "/ledger.sqlite" }
    /// The keys that salt items and seal inputs. Never in a backup together with an erased subject's key.
    public var keys: String { directory + "/keys.sqlite" }
    /// Unspent outputs; can be rebuilt from the archive.
    public var outputs: String { directory + "/outputs.sqlite" }
    /// Raw blocks and spent-output records.
    public var archive: String { directory + "/archive" }
    /// The last head that was signed.
    public var signedHead: String { directory + "/signed-head" }
    /// What the files were when the store was closed.
    public var seal: String { directory + "/seal" }
    /// There when damage was found.
    public var damage: String { directory + "/damage.json" }
    /// How a running node's feeds stand; written anew all the time, nothing depends on it.
    public var live: String { directory + "/live.json" }
    /// Decisions handed to a running node.
    public var inbox: String { directory + "/inbox" }
}
