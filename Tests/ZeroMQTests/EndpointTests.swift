import Testing
import ZeroMQ

@Suite struct EndpointTests {
    @Test(arguments: [
        ("tcp://127.0.0.1:28332", "127.0.0.1", 28332, false, true),
        ("tcp://node-1.example:1", "node-1.example", 1, false, true),
        ("tcp://[::1]:65535", "::1", 65535, true, true),
        ("tcp://[fe80::1%eth0]:5", "fe80::1%eth0", 5, true, true),
        ("tcp://*:*", "*", 0, false, false),
        ("tcp://127.0.0.1:*", "127.0.0.1", 0, false, false),
        ("ipc:///run/node.sock", "/run/node.sock", 0, false, true),
        ("ipc://*", "*", 0, false, false),
    ])
    func readsAndWritesBack(text: String, host: String, port: Int, isIPv6: Bool, isConnectable: Bool) throws {
        let endpoint = try Endpoint(text)
        #expect(endpoint.host == host)
        #expect(endpoint.port == UInt16(port))
        #expect(endpoint.isIPv6Literal == isIPv6)
        #expect(endpoint.isConnectable == isConnectable)
        #expect(endpoint.description == text)
    }

    @Test(arguments: [
        "", "127.0.0.1:28332", "tcp://", "tcp://127.0.0.1", "tcp://:28332", "tcp://127.0.0.1:", "tcp://127.0.0.1:65536",
        "tcp://127.0.0.1:-1", "tcp://127.0.0.1:+1", "tcp://127.0.0.1:1x", "tcp://::1:28332", "tcp://[]:1",
        "tcp://[::1]", "tcp://a b:1", "tcp://10.0.0.1:0;127.0.0.1:28332", "tcp://a/b:1", "udp://127.0.0.1:1",
        "inproc://x", "pgm://eth0;239.0.0.1:5555", "ws://127.0.0.1:1", "ipc://", "TCP://127.0.0.1:1",
        "tcp://127.0.0.1:28332\u{0}", "tcp://\u{FF10}:1",
    ])
    func refuses(text: String) {
        #expect(throws: ZeroMQError(.invalidEndpoint, "")) { try Endpoint(text) }
    }

    @Test func refusesWhatIsTooLong() {
        #expect(throws: ZeroMQError(.invalidEndpoint, "")) {
            try Endpoint("tcp://" + String(repeating: "a", count: 600) + ":1")
        }
        #expect(throws: ZeroMQError(.invalidEndpoint, "")) {
            try Endpoint("ipc:///" + String(repeating: "a", count: 107))
        }
    }
}
