import Synchronization

/// Remembers the names that a source was asked for.
final class CallCounter: Sendable {
    private let storage = Mutex<[String]>([])

    var names: [String] { storage.withLock { $0 } }

    func count(_ name: String) {
        storage.withLock { $0.append(name) }
    }
}
