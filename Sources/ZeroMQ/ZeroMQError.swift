internal import CZeroMQ
internal import Glibc

/// What went wrong with a socket, with a code that stays the same from release to release.
///
/// Two errors are equal when their codes are equal, so that a caller or a test can match on
/// `error.code == .addressInUse` without knowing the wording.
public struct ZeroMQError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The stable name of a kind of failure.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name as it appears in logs, lower camel case.
        public let rawValue: String

        /// Makes a code of that name; use the constants below wherever one fits.
        public init(_ rawValue: String) {
            self.rawValue = rawValue
        }

        /// The endpoint's text is not one this module opens; the reason says what was expected.
        public static let invalidEndpoint = Code("invalidEndpoint")
        /// A setting lies outside its range.
        public static let invalidSetting = Code("invalidSetting")
        /// A CURVE key is not 32 bytes or not 40 characters of Z85.
        public static let invalidKey = Code("invalidKey")
        /// The libzmq in use was built without CURVE.
        public static let curveUnavailable = Code("curveUnavailable")
        /// Another process listens on that address.
        public static let addressInUse = Code("addressInUse")
        /// The address to bind is not one of this machine.
        public static let addressNotAvailable = Code("addressNotAvailable")
        /// The host name or interface is unknown.
        public static let noSuchHost = Code("noSuchHost")
        /// The operating system refused: a port below 1024, or a file that is not ours.
        public static let permissionDenied = Code("permissionDenied")
        /// The path of an `ipc:` endpoint does not exist or is too long.
        public static let invalidPath = Code("invalidPath")
        /// No more file descriptors or sockets.
        public static let tooManyOpenFiles = Code("tooManyOpenFiles")
        /// No thread could be started.
        public static let threadUnavailable = Code("threadUnavailable")
        /// The socket is closed.
        public static let closed = Code("closed")
        /// Anything else the operating system reports; the reason carries its text.
        public static let system = Code("system")

        public var description: String { rawValue }
    }

    /// What kind of failure.
    public let code: Code
    /// What was being done, on what, what was found and what to do about it.
    public let reason: String

    /// An error of that kind with that explanation.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    public var description: String { "\(code): \(reason)" }

    public static func == (left: ZeroMQError, right: ZeroMQError) -> Bool {
        left.code == right.code
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }

    /// The error of the libzmq call that failed just now on this thread.
    ///
    /// - Parameter action: what was being done, e.g. `binding tcp://127.0.0.1:28332`.
    package static func last(_ action: String) -> ZeroMQError {
        make(errorNumber: zmq_errno(), action)
    }

    /// The error for an `errno` value of libzmq or of the operating system.
    package static func make(errorNumber: Int32, _ action: String) -> ZeroMQError {
        let text = zmq_strerror(errorNumber).map { String(cString: $0) } ?? "error \(errorNumber)"
        let (code, advice): (Code, String) =
            switch errorNumber {
            case EADDRINUSE: (.addressInUse, "choose another port or stop the process that holds it")
            case EADDRNOTAVAIL: (.addressNotAvailable, "use an address of this machine, or * for all of them")
            case ENODEV: (.noSuchHost, "check the host name or the name of the network interface")
            case EACCES, EPERM: (.permissionDenied, "use a port above 1023, or a path this user may write")
            case ENOENT, ENAMETOOLONG, ENOTDIR: (.invalidPath, "check the path of the ipc endpoint")
            case EMFILE, ENFILE: (.tooManyOpenFiles, "raise the limit of open files")
            case EINVAL, EPROTONOSUPPORT, ENOCOMPATPROTO:
                (.invalidEndpoint, "expected tcp://HOST:PORT or ipc://PATH")
            case ETERM, ENOTSOCK: (.closed, "open a new socket")
            default: (.system, "errno \(errorNumber)")
            }
        return ZeroMQError(code, "\(action): \(text) (\(advice))")
    }
}
