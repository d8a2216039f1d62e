internal import CZeroMQ
internal import Glibc

/// A libzmq context: one I/O thread and the sockets made in it. Not thread safe in its use here: it is made by one
/// thread, handed over once, and ended by whoever has it last.
package final class ZeroMQContext {
    private var handle: UnsafeMutableRawPointer?

    package init() throws(ZeroMQError) {
        guard let handle = zmq_ctx_new() else { throw ZeroMQError.last("making a context") }
        self.handle = handle
    }

    deinit {
        terminate()
    }

    /// A new socket of a libzmq type such as `ZMQ_SUB`, with no linger.
    package func makeSocket(type: Int32) throws(ZeroMQError) -> RawSocket {
        guard let handle, let socket = zmq_socket(handle, type) else { throw ZeroMQError.last("making a socket") }
        let raw = RawSocket(handle: socket)
        try raw.set(ZMQ_LINGER, 0)
        return raw
    }

    /// Ends the I/O thread; every socket must be closed before, or this never returns.
    package func terminate() {
        guard let handle else { return }
        self.handle = nil
        // Interrupted by a signal it must be called again (zmq_ctx_term(3), EINTR).
        while zmq_ctx_term(handle) != 0, zmq_errno() == EINTR {}
    }
}
