internal import ChainFormats
internal import SupervisionModel
internal import Synchronization

/// The publishers of a participant's chains behind one address.
public final class PublisherSet: Sendable {
    private let publishers: Mutex<[EnvelopePublisher]>
    private let milliseconds: @Sendable () -> UInt64

    /// - Parameter milliseconds: the publisher's clock, since 1970.
    public init(_ publishers: [EnvelopePublisher] = [], milliseconds: @escaping @Sendable () -> UInt64) {
        self.publishers = Mutex(publishers)
        self.milliseconds = milliseconds
    }

    public var all: [EnvelopePublisher] { publishers.withLock { $0 } }

    public func add(_ publisher: EnvelopePublisher) { publishers.withLock { $0.append(publisher) } }

    /// Sends a heartbeat of every chain.
    public func beat() throws {
        let now = milliseconds()
        for publisher in all { try publisher.beat(at: now) }
    }

    /// Sends heartbeats until the task is cancelled.
    public func beat(every pause: Duration) async throws {
        while !Task.isCancelled {
            try beat()
            do { try await Task.sleep(for: pause) } catch { return }
        }
    }

    /// Answers a GET: `/supervision/1/CHAIN/…`.
    public func respond(to target: String) -> RESTResponse {
        let path = target.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
        guard path.count > 4, path[0].isEmpty, path[1] == "supervision", path[2] == "1",
            let publisher = all.first(where: { $0.stream.chain.utf8.elementsEqual(path[3].utf8) })
        else { return .error(404, "expected /supervision/1/CHAIN/… with a chain that is published here") }
        return publisher.respond(to: Array(path[4...]), at: milliseconds())
    }
}
