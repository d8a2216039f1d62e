import Persistence
import Supervision
import SupervisionModel
import Synchronization

/// Content as the core sees it: what is stored, and what the present batch is about to store.
final class SequencerContent: ContentSource, Sendable {
    private let store: ContentStore
    private let pending = Mutex<[Digest32: [UInt8]]>([:])

    init(store: ContentStore) {
        self.store = store
    }

    func add(_ bytes: [UInt8], digest: Digest32) {
        pending.withLock { $0[digest] = bytes }
    }

    func committed() {
        pending.withLock { $0.removeAll() }
    }

    func content(_ digest: Digest32) throws -> [UInt8] {
        if let bytes = pending.withLock({ $0[digest] }) { return bytes }
        return try store.content(digest)
    }
}
