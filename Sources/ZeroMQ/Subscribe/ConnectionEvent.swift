/// A change of one connection, as libzmq's monitor reports it.
public struct ConnectionEvent: Hashable, Sendable {
    /// What changed.
    public enum Change: Hashable, Sendable {
        /// The transport is connected; the handshake comes next.
        case connected
        /// The handshake succeeded: from here on messages arrive. What was published before is missed.
        case ready
        /// The connection attempt is under way.
        case connecting
        /// The attempt failed or the link was lost; the next one comes after so many milliseconds. `attempted` is
        /// false when no attempt could be made at all: the host name is unknown or there is no route.
        case retrying(afterMilliseconds: Int, attempted: Bool)
        /// The connection was lost or closed by the publisher.
        case disconnected
        /// The handshake failed.
        case handshakeFailed(HandshakeFailure)
        /// The publisher broke the protocol or announced a part above ``SubscribeConfiguration/maximumPartBytes``. libzmq
        /// gives such a connection up for good; the socket opens a new one after so many milliseconds.
        case protocolViolation(reopeningAfterMilliseconds: Int)
        /// An unfinished connection was closed.
        case closed
        /// The socket itself failed and delivers nothing more from this source.
        case failed(ZeroMQError)
    }

    /// Why a handshake failed.
    public enum HandshakeFailure: Hashable, Sendable {
        /// The peer closed the connection or stayed silent; for CURVE the usual sign of a wrong key.
        case noDetail
        /// The peer broke ZMTP or speaks another security mechanism; libzmq's `ZMQ_PROTOCOL_ERROR_…` number.
        case protocolError(Int)
        /// The peer's authenticator refused; its ZAP status (300, 400, 500).
        case refused(Int)
    }

    /// Index of the publisher in ``SubscribeConfiguration/sources``.
    public let source: Int
    /// What changed.
    public let change: Change
    /// When the thread saw it.
    public let received: ReceiveTime
}
