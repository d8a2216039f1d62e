internal import CZeroMQ
internal import Glibc

/// What the thread of a ``SubscribeSocket`` runs: waits for messages, connection events, and the signal to stop.
///
/// Made by the thread that opens the socket and handed over once; from then on all libzmq sockets belong to the
/// socket's own thread (zmq_socket(3): migration with a full fence, which starting a thread is).
final class SubscribeLoop {
    private let context: ZeroMQContext
    private let sources: [SubscribeSource]
    private let reader: MessageReader
    private let queue: EventQueue
    private let wakeUp: WakeUp

    /// Messages taken from one source before the others have their turn.
    private static let messagesPerTurn = 256

    init(configuration: SubscribeConfiguration, queue: EventQueue, wakeUp: WakeUp) throws(ZeroMQError) {
        let context = try ZeroMQContext()
        var sources: [SubscribeSource] = []
        do throws(ZeroMQError) {
            for index in configuration.sources.indices {
                sources.append(try SubscribeSource(index: index, configuration: configuration, context: context))
            }
        } catch {
            // The context cannot end before its sockets are closed.
            for source in sources { source.close() }
            throw error
        }
        self.context = context
        self.sources = sources
        self.reader = MessageReader(configuration: configuration, queue: queue)
        self.queue = queue
        self.wakeUp = wakeUp
    }

    deinit {
        for source in sources { source.close() }
        context.terminate()
    }

    /// Runs until the wake-up descriptor is readable, then closes everything.
    func run() {
        var items: [zmq_pollitem_t] = []
        var isStopped = false
        while !isStopped {
            fill(&items)
            let ready = zmq_poll(&items, Int32(items.count), pollTimeout(now: ReceiveTime.monotonic()))
            if ready < 0, zmq_errno() != EINTR {
                let error = ZeroMQError.last("waiting for messages")
                for source in sources { fail(source, error) }
                break
            }
            isStopped = items.first.map { $0.revents != 0 } ?? true
            for source in sources where !isStopped {
                // Connection events first: `ready` must not come after the messages it announces.
                readConnectionEvents(source)
                readMessages(source)
                keepOpen(source)
            }
        }
        for source in sources { source.close() }
        context.terminate()
    }

    private func fill(_ items: inout [zmq_pollitem_t]) {
        items.removeAll(keepingCapacity: true)
        items.append(
            zmq_pollitem_t(socket: nil, fd: wakeUp.fileDescriptor, events: Int16(ZMQ_POLLIN), revents: 0)
        )
        for source in sources {
            for socket in [source.subscriber, source.monitor] {
                guard let handle = socket?.handle else { continue }
                items.append(zmq_pollitem_t(socket: handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0))
            }
        }
    }

    /// Milliseconds until the next thing to do by the clock, -1 for none.
    private func pollTimeout(now: UInt64) -> Int {
        var nearest: UInt64?
        for source in sources {
            switch source.phase {
            case .connected, .failed: break
            case .suspect(let time), .closed(let time): nearest = min(nearest ?? time, time)
            }
        }
        guard let nearest else { return -1 }
        return nearest <= now ? 0 : Int((nearest - now + 999_999) / 1_000_000)
    }

    private func readMessages(_ source: SubscribeSource) {
        guard let subscriber = source.subscriber else { return }
        for _ in 0..<Self.messagesPerTurn {
            switch reader.readMessage(from: subscriber, source: source.index) {
            case .message:
                source.messageArrived()
            case .empty:
                return
            case .failed(let number):
                fail(source, ZeroMQError.make(errorNumber: number, "receiving"))
                return
            }
        }
    }

    private func readConnectionEvents(_ source: SubscribeSource) {
        guard let handle = source.monitor?.handle else { return }
        // zmq_socket_monitor(3): 16 bits event, 32 bits value, both in the machine's order; then the endpoint.
        var first = (UInt64(0), UInt64(0))
        while true {
            let size = withUnsafeMutableBytes(of: &first) { buffer in
                zmq_recv(handle, buffer.baseAddress, buffer.count, ZMQ_DONTWAIT)
            }
            guard size >= 0 else { return }
            while hasMore(handle) {
                _ = zmq_recv(handle, nil, 0, ZMQ_DONTWAIT)
            }
            guard size == 6 else { continue }
            let (event, value) = withUnsafeBytes(of: first) { buffer in
                (buffer.loadUnaligned(as: UInt16.self), buffer.loadUnaligned(fromByteOffset: 2, as: Int32.self))
            }
            let now = ReceiveTime.now()
            if let change = source.change(event: event, value: value, now: now.monotonicNanoseconds) {
                queue.add(ConnectionEvent(source: source.index, change: change, received: now))
            }
        }
    }

    private func hasMore(_ handle: UnsafeMutableRawPointer) -> Bool {
        var more: Int32 = 0
        var size = MemoryLayout<Int32>.size
        return zmq_getsockopt(handle, ZMQ_RCVMORE, &more, &size) == 0 && more != 0
    }

    /// Closes a source that libzmq has given up, and opens it anew when its pause is over.
    private func keepOpen(_ source: SubscribeSource) {
        let now = ReceiveTime.now()
        switch source.phase {
        case .connected, .failed:
            break
        case .suspect(let time):
            guard time <= now.monotonicNanoseconds else { return }
            let pause = source.nextReopenPause()
            source.close()
            source.phase = .closed(until: now.monotonicNanoseconds + UInt64(pause) * 1_000_000)
            report(source, .protocolViolation(reopeningAfterMilliseconds: pause), now)
        case .closed(let time):
            guard time <= now.monotonicNanoseconds else { return }
            do throws(ZeroMQError) {
                try source.open(in: context)
            } catch {
                fail(source, error)
            }
        }
    }

    private func fail(_ source: SubscribeSource, _ error: ZeroMQError) {
        source.close()
        source.phase = .failed
        report(source, .failed(error), ReceiveTime.now())
    }

    private func report(_ source: SubscribeSource, _ change: ConnectionEvent.Change, _ now: ReceiveTime) {
        queue.add(ConnectionEvent(source: source.index, change: change, received: now))
    }
}
