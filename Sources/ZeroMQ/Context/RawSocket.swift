internal import CZeroMQ

/// A libzmq socket with its options. One thread at a time may use it, with a memory barrier between two threads.
package final class RawSocket {
    /// The libzmq socket; `nil` once closed.
    package private(set) var handle: UnsafeMutableRawPointer?

    package init(handle: UnsafeMutableRawPointer) {
        self.handle = handle
    }

    deinit {
        close()
    }

    /// Closes the socket; a second call does nothing.
    package func close() {
        guard let handle else { return }
        self.handle = nil
        zmq_close(handle)
    }

    package func set(_ option: Int32, _ value: Int) throws(ZeroMQError) {
        var number = Int32(clamping: value)
        try check(zmq_setsockopt(handle, option, &number, MemoryLayout<Int32>.size), "setting option \(option)")
    }

    package func set64(_ option: Int32, _ value: Int64) throws(ZeroMQError) {
        var number = value
        try check(zmq_setsockopt(handle, option, &number, MemoryLayout<Int64>.size), "setting option \(option)")
    }

    package func set(_ option: Int32, _ bytes: [UInt8]) throws(ZeroMQError) {
        try check(zmq_setsockopt(handle, option, bytes, bytes.count), "setting option \(option)")
    }

    /// Sets the keys of a CURVE client or server.
    package func setCurve(serverKey: CurvePublicKey?, own: CurveKeyPair) throws(ZeroMQError) {
        guard zmq_has("curve") == 1 else {
            throw ZeroMQError(.curveUnavailable, "this libzmq was built without CURVE; use one built with libsodium")
        }
        if let serverKey {
            try set(ZMQ_CURVE_SERVERKEY, serverKey.bytes)
        } else {
            try set(ZMQ_CURVE_SERVER, 1)
        }
        try set(ZMQ_CURVE_PUBLICKEY, own.publicKey.bytes)
        try set(ZMQ_CURVE_SECRETKEY, own.secretKey.bytes)
    }

    /// Whether a message can be read now. Also clears the edge of the socket's descriptor (zmq_getsockopt(3), ZMQ_FD).
    package func isReadable() -> Bool {
        var events: Int32 = 0
        var size = MemoryLayout<Int32>.size
        return zmq_getsockopt(handle, ZMQ_EVENTS, &events, &size) == 0 && events & ZMQ_POLLIN != 0
    }

    /// Reports connection events to a PAIR socket of the same context at that `inproc` name.
    package func monitor(at name: String) throws(ZeroMQError) {
        try check(zmq_socket_monitor(handle, name, ZMQ_EVENT_ALL), "watching connections")
    }

    package func connect(_ endpoint: String) throws(ZeroMQError) {
        try check(zmq_connect(handle, endpoint), "connecting to \(endpoint)")
    }

    package func bind(_ endpoint: String) throws(ZeroMQError) {
        try check(zmq_bind(handle, endpoint), "binding \(endpoint)")
    }

    /// A string option such as `ZMQ_LAST_ENDPOINT`.
    package func text(_ option: Int32) throws(ZeroMQError) -> String {
        var buffer = [UInt8](repeating: 0, count: 1_024)
        var size = buffer.count
        try check(zmq_getsockopt(handle, option, &buffer, &size), "reading option \(option)")
        return String(decoding: buffer.prefix(size).prefix { $0 != 0 }, as: UTF8.self)
    }

    /// The descriptor that becomes readable when the socket's state may have changed, edge-triggered.
    package func fileDescriptor() throws(ZeroMQError) -> Int32 {
        var descriptor: Int32 = -1
        var size = MemoryLayout<Int32>.size
        try check(zmq_getsockopt(handle, ZMQ_FD, &descriptor, &size), "reading the socket's descriptor")
        return descriptor
    }

    package func check(_ result: Int32, _ action: @autoclosure () -> String) throws(ZeroMQError) {
        guard result == 0 else { throw ZeroMQError.last(action()) }
    }
}
