internal import Glibc

/// Ports of loopback that nobody listens at.
public enum FreePorts {
    /// Takes so many different ports and gives them back at once; somebody else could take one before the node does.
    public static func take(_ count: Int) throws -> [Int] {
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        var ports: [Int] = []
        for _ in 0..<count {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            sockets.append(descriptor)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let port = withUnsafeMutableBytes(of: &address) { buffer -> UInt16? in
                guard let generic = buffer.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                    bind(descriptor, generic, size) == 0, getsockname(descriptor, generic, &size) == 0
                else { return nil }
                return buffer.load(fromByteOffset: 2, as: UInt16.self).bigEndian
            }
            guard let port else { throw BitcoinSVNode.Failure(description: "no free port on loopback") }
            ports.append(Int(port))
        }
        return ports
    }
}
