package import RuleEngine
package import SupervisionModel

/// Events whose judgement asked tables about something, for looking again when a row changes.
package protocol EventHistory: AnyObject {
    /// An event was judged, and that was asked.
    func note(_ event: Event, _ reads: [TableRead])

    /// Events that asked about any of these, in the order of their positions, each once.
    func events(reading reads: [TableRead]) -> [Event]

    /// Everything of the chain at that height and above is gone.
    func remove(chain: ChainID, from height: UInt64)
}

/// Keeps them in memory: for event files.
package final class MemoryEventHistory: EventHistory {
    private struct Place: Hashable {
        let position: Position
        let type: EventType.Index
    }

    private struct Readers {
        var events: [Event] = []
        var places: Set<Place> = []
    }

    private var byRead: [TableRead: Readers] = [:]

    package init() {}

    package func note(_ event: Event, _ reads: [TableRead]) {
        let place = Place(position: event.position, type: event.type)
        for read in reads where byRead[read, default: Readers()].places.insert(place).inserted {
            byRead[read]?.events.append(event)
        }
    }

    package func events(reading reads: [TableRead]) -> [Event] {
        var seen: Set<Place> = []
        let found = reads.flatMap { byRead[$0]?.events ?? [] }
            .filter { seen.insert(Place(position: $0.position, type: $0.type)).inserted }
        return found.sorted { $0.position < $1.position }
    }

    package func remove(chain: ChainID, from height: UInt64) {
        for read in byRead.keys {  // order-free: each list is filtered for itself
            guard var readers = byRead.removeValue(forKey: read) else { continue }
            readers.events.removeAll { $0.position.chain == chain && $0.position.height >= height }
            readers.places = Set(readers.events.map { Place(position: $0.position, type: $0.type) })
            byRead[read] = readers
        }
    }
}
