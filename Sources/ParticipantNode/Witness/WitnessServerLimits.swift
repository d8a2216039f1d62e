public import NIOCore
internal import TransparencyLog

/// What one client may cost a witness.
public struct WitnessServerLimits: Sendable {
    /// Connections beyond this number are closed at once.
    public var maximumConnections = 512
    /// Requests that wait for the disk; more are answered with 503.
    public var maximumPendingRequests = 256
    /// The longest body of a request, in bytes; more is answered with 413.
    public var maximumBodyByteCount = AddCheckpointRequest.maximumByteCount
    /// From one request, or the beginning of the connection, to the head of the next.
    public var idleTimeout = TimeAmount.seconds(30)
    /// From the head of a request to its last byte; then it is answered with 408.
    public var requestTimeout = TimeAmount.seconds(10)
    /// From the answer until the client has taken it.
    public var writeTimeout = TimeAmount.seconds(10)

    /// The defaults.
    public init() {}
}
