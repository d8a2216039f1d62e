import ChainFormats
import SupervisionModel

/// Follows the streams of publishers: each envelope names the one before it, so that what a publisher leaves out, repeats or
/// rewrites shows.
struct EnvelopeStreams: Sendable {
    /// What an envelope says of its stream.
    enum Fact: Hashable, Sendable {
        /// The first of a stream, or the one after the last.
        case next
        /// So many are missing before this one.
        case lost(Int64)
        /// The publisher began a new stream.
        case restarted
        /// The same envelope again.
        case repeated
        /// Another envelope than the one that has this place in the stream, or one that names another before it.
        case rewritten(expected: Digest32)
    }

    private struct Link: Hashable {
        let source: Int
        let link: Int
    }

    private struct Place {
        var epoch: [UInt8]
        /// Sequence number of the next one.
        var next: UInt64
        /// Digest of the last one; nil when it was lost.
        var last: Digest32?
    }

    private var places: [Link: Place] = [:]

    mutating func note(_ envelope: Envelope, source: Int, link: Int) -> Fact {
        let key = Link(source: source, link: link)
        let digest = envelope.digest
        let place = Place(epoch: envelope.stream.epoch, next: envelope.sequence + 1, last: digest)
        guard let before = places[key] else {
            places[key] = place
            return .next
        }
        guard before.epoch == envelope.stream.epoch else {
            places[key] = place
            return .restarted
        }
        if envelope.sequence == before.next {
            places[key] = place
            if let last = before.last, last != envelope.previous { return .rewritten(expected: last) }
            return .next
        }
        if envelope.sequence > before.next {
            places[key] = place
            return .lost(Int64(clamping: envelope.sequence - before.next))
        }
        if envelope.sequence + 1 == before.next, let last = before.last, last != digest {
            return .rewritten(expected: last)
        }
        return .repeated
    }

    /// A heartbeat says how many were sent.
    mutating func note(_ heartbeat: Heartbeat, source: Int, link: Int) -> Fact {
        let key = Link(source: source, link: link)
        let place = Place(epoch: heartbeat.stream.epoch, next: heartbeat.nextSequence, last: nil)
        guard let before = places[key] else {
            places[key] = place
            return .next
        }
        guard before.epoch == heartbeat.stream.epoch else {
            places[key] = place
            return .restarted
        }
        guard heartbeat.nextSequence > before.next else { return .next }
        places[key] = place
        return .lost(Int64(clamping: heartbeat.nextSequence - before.next))
    }

    /// The node itself had to drop the message with that counter.
    mutating func drop(_ part: FeedPart, source: Int, link: Int) {
        let key = Link(source: source, link: link)
        places[key] = Place(epoch: part.epoch, next: part.counter &+ 1, last: nil)
    }
}
