internal import CZeroMQ
internal import Glibc

/// Takes multipart messages from SUB sockets: reads all parts, decides, and copies out only what is kept.
/// Owned by the socket's thread.
final class MessageReader {
    /// What one call did.
    enum Outcome {
        /// A message was taken.
        case message
        /// Nothing waits now.
        case empty
        /// The socket failed with that `errno`.
        case failed(Int32)
    }

    private let configuration: SubscribeConfiguration
    private let queue: EventQueue
    /// `maximumPartCount` messages and, in the last place, one for all further parts.
    private let parts: UnsafeMutablePointer<zmq_msg_t>
    private let capacity: Int

    init(configuration: SubscribeConfiguration, queue: EventQueue) {
        self.configuration = configuration
        self.queue = queue
        self.capacity = configuration.maximumPartCount
        self.parts = .allocate(capacity: capacity + 1)
        for index in 0...capacity { zmq_msg_init(parts + index) }
    }

    deinit {
        for index in 0...capacity { zmq_msg_close(parts + index) }
        parts.deallocate()
    }

    /// Takes one message, if one waits, and puts it into the queue in one form or another.
    func readMessage(from socket: RawSocket, source: Int) -> Outcome {
        guard let handle = socket.handle else { return .empty }
        var count = 0
        var byteCount = 0
        var hasMore = true
        while hasMore {
            let part = parts + min(count, capacity)
            // The parts of a message arrive together: after the first one there is nothing to wait for.
            guard zmq_msg_recv(part, handle, ZMQ_DONTWAIT) >= 0 else {
                let error = zmq_errno()
                if error == EINTR { continue }
                releaseParts(count)
                return error == EAGAIN ? .empty : .failed(error)
            }
            byteCount += zmq_msg_size(part)
            count += 1
            hasMore = zmq_msg_more(part) != 0
        }
        deliver(count: count, byteCount: byteCount, source: source)
        releaseParts(count)
        return .message
    }

    private func deliver(count: Int, byteCount: Int, source: Int) {
        let topic = bytes(of: 0)
        guard configuration.subscriptions.contains(where: { $0.matches(topic) }) else {
            queue.countFiltered(bytes: byteCount)
            return
        }
        let received = ReceiveTime.now()
        let reason: DroppedMessage.Reason? =
            if count > capacity {
                .tooManyParts
            } else if byteCount > configuration.maximumMessageBytes {
                .tooLarge
            } else if !queue.hasRoom(forBytes: byteCount) {
                .queueFull
            } else {
                nil
            }
        guard let reason else {
            let copies = (0..<count).map { Array(bytes(of: $0)) }
            queue.add(SubscribeMessage(source: source, parts: copies, received: received), bytes: byteCount)
            return
        }
        let last = count > 1 ? bytes(of: min(count - 1, capacity)) : UnsafeRawBufferPointer(start: nil, count: 0)
        queue.add(
            DroppedMessage(
                source: source,
                reason: reason,
                topic: Array(topic.prefix(DroppedMessage.topicLimit)),
                bodyStart: count > 1 ? Array(bytes(of: 1).prefix(DroppedMessage.bodyStartLimit)) : [],
                trailer: last.count <= DroppedMessage.trailerLimit ? Array(last) : [],
                partCount: count,
                byteCount: byteCount,
                received: received
            )
        )
    }

    private func bytes(of part: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: zmq_msg_data(parts + part), count: zmq_msg_size(parts + part))
    }

    /// Gives the memory of large parts back at once instead of with the next message.
    private func releaseParts(_ count: Int) {
        for index in 0..<min(count, capacity + 1) {
            zmq_msg_close(parts + index)
            zmq_msg_init(parts + index)
        }
    }
}
