import ZeroMQ

/// How the connection to one publisher stands.
public enum FeedConnection: Hashable, Sendable {
    /// Not reached yet.
    case connecting
    /// Messages arrive.
    case ready
    /// Was there and is gone; it is tried again.
    case lost
    /// Reached, but the two do not come together; it is tried again.
    case refused(Reason)

    /// Why nothing comes of a connection.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The publisher has another CURVE key than the registered one, or does not admit this node.
        case curve = "curve.handshake"
        /// The publisher does not speak ZMTP, or wants CURVE and no key is configured.
        case handshake = "feed.handshake"
        /// It broke the protocol, or announced a part above the limit.
        case violation = "frames.protocol"
        /// The node's own socket failed.
        case socket = "feed.socket"
    }

    /// Takes a change in. What was refused stays so until messages can arrive: attempts in between say nothing new.
    ///
    /// - Parameter usesCurve: whether a key is registered for the publisher.
    mutating func take(_ change: ConnectionEvent.Change, usesCurve: Bool) {
        switch change {
        case .ready: self = .ready
        case .handshakeFailed: self = .refused(usesCurve ? .curve : .handshake)
        case .protocolViolation: self = .refused(.violation)
        case .failed: self = .refused(.socket)
        case .disconnected: if self == .ready { self = .lost }
        case .connected, .connecting, .retrying, .closed: break
        }
    }
}
