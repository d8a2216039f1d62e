import Glibc
import ZeroMQ

/// A listener on loopback that speaks whatever a test tells it to, byte by byte: what libzmq's own publisher cannot be
/// made to do. Its calls block; run them with ``onThread(_:)``.
final class RawPublisher: Sendable {
    struct Failure: Error {}

    let endpoint: Endpoint
    private let listener: Int32

    /// A ZMTP 3.0 greeting with the NULL mechanism (RFC 23): signature, version, mechanism, as-server, filler.
    static let greeting: [UInt8] =
        [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0] + Array("NULL".utf8) + [UInt8](repeating: 0, count: 16 + 1 + 31)

    /// The command with which a socket of that type ends its half of the handshake.
    static func ready(as socketType: String) -> [UInt8] {
        let name: [UInt8] = [5] + Array("READY".utf8)
        let type = Array(socketType.utf8)
        let property: [UInt8] = [11] + Array("Socket-Type".utf8) + [0, 0, 0, UInt8(type.count)] + type
        return [4, UInt8(name.count + property.count)] + name + property
    }

    static let ready = ready(as: "PUB")

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let handle = listener
        let port = withUnsafeMutableBytes(of: &address) { buffer -> UInt16? in
            guard let generic = buffer.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                bind(handle, generic, size) == 0, listen(handle, 8) == 0, getsockname(handle, generic, &size) == 0
            else { return nil }
            return buffer.load(fromByteOffset: 2, as: UInt16.self).bigEndian
        }
        guard let port else { throw Failure() }
        endpoint = try Endpoint("tcp://127.0.0.1:\(port)")
    }

    deinit {
        Self.close(listener)
    }

    /// Runs a blocking closure on a thread of its own.
    static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        let wakeUp = try WakeUp()
        return try await withCheckedThrowingContinuation { continuation in
            do {
                _ = try SocketThread(wakeUp: wakeUp) {
                    continuation.resume(with: Result { try body() })
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// The next connection; the caller closes it.
    func accept() throws -> Int32 {
        let connection = Glibc.accept(listener, nil, nil)
        guard connection >= 0 else { throw Failure() }
        return connection
    }

    /// A connection to a port of loopback, as a subscriber would make it.
    static func connect(port: UInt16) throws -> Int32 {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        let isConnected = withUnsafeBytes(of: &address) { buffer in
            guard let generic = buffer.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return Glibc.connect(connection, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
        guard isConnected else { throw Failure() }
        return connection
    }

    static func close(_ connection: Int32) {
        _ = Glibc.close(connection)
    }

    static func send(_ connection: Int32, _ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { throw Failure() }
            rest = rest.dropFirst(sent)
        }
    }

    /// Exactly so many bytes.
    static func receive(_ connection: Int32, _ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let size = bytes.withUnsafeMutableBytes { buffer in
                recv(connection, buffer.baseAddress.map { $0 + filled }, count - filled, 0)
            }
            guard size > 0 else { throw Failure() }
            filled += size
        }
        return bytes
    }

    /// Everything until the other side closes.
    static func receiveToEnd(_ connection: Int32) -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let size = recv(connection, &buffer, buffer.count, 0)
            guard size > 0 else { return all }
            all += buffer[..<size]
        }
    }
}
