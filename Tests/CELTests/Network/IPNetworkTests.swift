import CEL
import Testing

@Suite struct IPNetworkTests {
    @Test(arguments: [
        ("192.168.0.0/24", "192.168.0.0/24", 24), ("192.168.0.1/24", "192.168.0.0/24", 24),
        ("10.0.0.1/0", "0.0.0.0/0", 0), ("10.0.0.1/32", "10.0.0.1/32", 32),
        ("255.255.255.255/1", "128.0.0.0/1", 1), ("2001:db8::1/32", "2001:db8::/32", 32),
        ("ffff::ffff/128", "ffff::ffff/128", 128), ("ffff::1/0", "::/0", 0),
        ("1:2:3:4:5:6:7:8/64", "1:2:3:4::/64", 64), ("1:2:3:4:ffff:6:7:8/65", "1:2:3:4:8000::/65", 65),
        ("1:2:3:4:5:6:7:8/63", "1:2:3:4::/63", 63),
        ("1:2:3:5:5:6:7:8/63", "1:2:3:4::/63", 63), ("1:2:3:4:5:6:7:8/127", "1:2:3:4:5:6:7:8/127", 127),
    ])
    func masking(_ text: String, _ masked: String, _ length: Int) throws {
        let network = try IPNetwork(text: text)
        #expect(network.description == text)
        #expect(network.masked.description == masked)
        #expect(network.prefixLength == length)
        #expect(network.isMasked == (text == masked))
        #expect(IPNetwork.isNetwork(text))
        #expect(network.contains(network.address))
        #expect(network.contains(network.masked))
    }

    @Test(arguments: [
        "", "/", "/8", "192.168.0.0/", "192.168.0.0", "192.168.0.0/33", "::/129", "192.168.0.0/+8", "192.168.0.0/08",
        "192.168.0.0/-1", "192.168.0.0/ 8",
        "192.168.0.0/8 ", "192.168.0.0/8/8", "192.168.0/24", "1.2.3.4/255.0.0.0", "::/00", "::/9999999999999999999",
        "::/0x8", "::/٨", "1.2.3.4/1\u{0}",
    ])
    func malformed(_ text: String) {
        #expect(throws: NetworkError.malformedNetwork) { try IPNetwork(text: text) }
        #expect(!IPNetwork.isNetwork(text))
    }

    @Test func zonesAndMappedAddressesAreRefused() {
        #expect(throws: NetworkError.networkZone) { try IPNetwork(text: "fe80::1%en0/24") }
        #expect(throws: NetworkError.mappedAddress) { try IPNetwork(text: "::ffff:192.168.0.1/24") }
    }

    @Test(arguments: [
        ("192.168.0.0/24", "192.168.0.1", true), ("192.168.0.0/24", "192.168.1.1", false),
        ("192.168.0.77/24", "192.168.0.1", true),
        ("2001:db8::/32", "2001:db8::1", true), ("2001:db8::/32", "192.168.1.1", false),
        ("192.168.1.1/32", "2001:db8::1", false), ("0.0.0.0/0", "1.2.3.4", true),
        ("0.0.0.0/0", "::", false), ("::/0", "0.0.0.0", false), ("::/0", "ffff::", true),
        ("10.0.0.0/31", "10.0.0.1", true), ("10.0.0.0/31", "10.0.0.2", false),
    ])
    func containsAddress(_ network: String, _ address: String, _ expected: Bool) throws {
        #expect(try IPNetwork(text: network).contains(IPAddress(text: address)) == expected)
    }

    @Test(arguments: [
        ("192.168.0.0/24", "192.168.0.0/25", true), ("192.168.0.0/24", "192.168.0.1/32", true),
        ("192.168.0.0/24", "192.168.0.0/23", false),
        ("10.0.0.0/8", "10.0.0.0/8", true), ("10.0.0.0/8", "11.0.0.0/9", false),
        ("2001:db8::/32", "2001:db8::/33", true), ("::/0", "0.0.0.0/0", false),
        ("0.0.0.0/0", "::/0", false), ("10.9.8.7/8", "10.1.2.3/16", true),
    ])
    func containsNetwork(_ network: String, _ other: String, _ expected: Bool) throws {
        #expect(try IPNetwork(text: network).contains(IPNetwork(text: other)) == expected)
    }

    @Test func equalityCountsTheBitsAfterThePrefix() throws {
        #expect(try IPNetwork(text: "127.0.0.1/24") == IPNetwork(text: "127.0.0.1/24"))
        #expect(try IPNetwork(text: "127.0.0.1/24") != IPNetwork(text: "127.0.0.2/24"))
        #expect(IPNetwork(address: IPAddress(v4: 0), prefixLength: 33) == nil)
        #expect(IPNetwork(address: IPAddress(v4: 0), prefixLength: -1) == nil)
    }
}
