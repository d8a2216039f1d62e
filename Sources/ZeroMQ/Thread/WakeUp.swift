internal import Glibc

/// A file descriptor that becomes readable when anyone calls `signal()`, and stays so: what ends a thread that waits
/// in `zmq_poll`. (A libzmq socket pair would do too, but its sending end may be used by one thread only.)
package final class WakeUp: Sendable {
    /// The reading end of a pipe, readable once signalled; closed with the last reference to this object.
    package let fileDescriptor: Int32
    private let writingEnd: Int32

    package init() throws(ZeroMQError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw ZeroMQError.make(errorNumber: errno, "opening a pipe")
        }
        fileDescriptor = ends[0]
        writingEnd = ends[1]
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        close(fileDescriptor)
        close(writingEnd)
    }

    /// Makes the descriptor readable, from any thread. A full pipe is readable already.
    package func signal() {
        var byte: UInt8 = 1
        _ = write(writingEnd, &byte, 1)
    }
}
