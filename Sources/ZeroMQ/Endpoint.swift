/// An address a socket connects or binds to: `tcp://HOST:PORT` or `ipc://PATH`.
///
/// Only these two transports are opened. libzmq knows more (`udp`, `pgm`, `vmci`, a source address before a
/// semicolon, a proxy): a supervisor has no use for them, so they are refused instead of passed on.
///
/// IPv6 literals stand in brackets, `tcp://[::1]:28332`.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// How the bytes travel.
    public enum Transport: String, Hashable, Sendable {
        /// TCP over IPv4 or IPv6.
        case tcp
        /// A Unix domain socket.
        case ipc
    }

    /// How the bytes travel.
    public let transport: Transport
    /// The host or interface of a `tcp` endpoint, without brackets; the path of an `ipc` endpoint.
    public let host: String
    /// The port of a `tcp` endpoint, 1 to 65535; 0 when the system shall choose one (bind only) and for `ipc`.
    public let port: UInt16
    /// Whether the host was written in brackets, that is, as an IPv6 literal.
    public let isIPv6Literal: Bool

    /// Reads an endpoint.
    ///
    /// - Parameter text: `tcp://HOST:PORT`, where HOST is a name, an IPv4 literal, an IPv6 literal in brackets, or `*`
    ///   (bind only) and PORT a number or `*` (bind only); or `ipc://PATH`.
    /// - Throws: `invalidEndpoint`.
    public init(_ text: String) throws(ZeroMQError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.maximumLength else {
            throw Self.invalid(text, "\(bytes.count) bytes, expected at most \(Self.maximumLength)")
        }
        if let rest = Self.rest(of: bytes, after: "ipc://") {
            guard !rest.isEmpty, rest.count <= Self.maximumPathLength, !rest.contains(0) else {
                throw Self.invalid(text, "expected a path of 1 to \(Self.maximumPathLength) bytes after ipc://")
            }
            transport = .ipc
            host = String(decoding: rest, as: UTF8.self)
            port = 0
            isIPv6Literal = false
            return
        }
        guard let rest = Self.rest(of: bytes, after: "tcp://") else {
            throw Self.invalid(text, "expected tcp://HOST:PORT or ipc://PATH")
        }
        guard let colon = rest.lastIndex(of: UInt8(ascii: ":")) else {
            throw Self.invalid(text, "the port is missing, expected tcp://HOST:PORT")
        }
        var name = rest[..<colon]
        let digits = rest[(colon + 1)...]
        if name.first == UInt8(ascii: "["), name.last == UInt8(ascii: "]"), name.count > 2 {
            name = name.dropFirst().dropLast()
            isIPv6Literal = true
            guard name.allSatisfy(Self.isIPv6Character) else {
                throw Self.invalid(text, "expected an IPv6 literal between the brackets")
            }
        } else {
            isIPv6Literal = false
            guard !name.isEmpty, name.allSatisfy(Self.isNameCharacter) else {
                throw Self.invalid(text, "expected a host name, an IPv4 literal or an IPv6 literal in brackets")
            }
        }
        if digits.elementsEqual([UInt8(ascii: "*")]) {
            port = 0
        } else if !digits.isEmpty, digits.count <= 5, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let number = UInt16(String(decoding: digits, as: UTF8.self))
        {
            port = number
        } else {
            throw Self.invalid(text, "the port is not a number from 1 to 65535")
        }
        transport = .tcp
        host = String(decoding: name, as: UTF8.self)
    }

    /// The endpoint as libzmq reads it.
    public var description: String {
        switch transport {
        case .ipc: "ipc://\(host)"
        case .tcp: "tcp://\(isIPv6Literal ? "[\(host)]" : host):\(port == 0 ? "*" : String(port))"
        }
    }

    /// Whether a socket can connect to it: host and port are known.
    public var isConnectable: Bool {
        switch transport {
        case .ipc: host != "*"
        case .tcp: host != "*" && port != 0
        }
    }

    /// Longest text accepted, bytes.
    private static let maximumLength = 512
    /// `sun_path` of Linux holds 108 bytes with the closing zero.
    private static let maximumPathLength = 107

    private static func invalid(_ text: String, _ reason: String) -> ZeroMQError {
        ZeroMQError(.invalidEndpoint, "endpoint \"\(text.prefix(128))\": \(reason)")
    }

    private static func rest(of bytes: [UInt8], after prefix: String) -> ArraySlice<UInt8>? {
        bytes.starts(with: prefix.utf8) ? bytes.dropFirst(prefix.utf8.count) : nil
    }

    private static func isNameCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "*"): true
        default: false
        }
    }

    /// Hexadecimal digits, colons, the dots of a mapped IPv4 address and a zone such as `%eth0`.
    private static func isIPv6Character(_ byte: UInt8) -> Bool {
        isNameCharacter(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "%")
    }
}
