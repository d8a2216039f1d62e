import CEL
import Testing

@Suite struct IPAddressTests {
    @Test(
        arguments: [
            ("192.168.0.1", "192.168.0.1", 4), ("0.0.0.0", "0.0.0.0", 4), ("255.255.255.255", "255.255.255.255", 4),
            ("::", "::", 6), ("::1", "::1", 6),
            ("1::", "1::", 6), ("2001:DB8::68", "2001:db8::68", 6), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1", 6),
            ("2001:0db8:0000:0000:0000:ff00:0042:8329", "2001:db8::ff00:42:8329", 6),
            ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7", 6),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", 6), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8", 6),
            ("0:0:1:0:0:0:1:0", "0:0:1::1:0", 6),
            ("::1.2.3.4", "::102:304", 6), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221", 6),
            ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304", 6),
            ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 6),
            ("1:0:0:4:5:6:0:0", "1::4:5:6:0:0", 6),
            ("fe80::1", "fe80::1", 6), ("0:0:0:0:0:0:0:0", "::", 6), ("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::", 6),
            ("::fffe:1.2.3.4", "::fffe:102:304", 6),
        ] as [(String, String, Int64)])
    func canonicalText(_ text: String, _ canonical: String, _ family: Int64) throws {
        let address = try IPAddress(text: text)
        #expect(address.description == canonical)
        #expect(address.family.rawValue == family)
        #expect(try IPAddress(text: canonical) == address)
        #expect(try IPAddress.isCanonical(text) == (text == canonical))
        #expect(IPAddress.isAddress(text))
    }

    @Test(arguments: [
        "", ".", ":", ":::", "1", "1.2.3", "1.2.3.4.5", "192.168.0.1.0", "256.0.0.1", "1.2.3.256", "01.2.3.4",
        "1.2.3.00", "1..2.3", "1.2.3.4.",
        ".1.2.3.4", " 1.2.3.4", "1.2.3.4 ", "1.2.3.4/8", "0x1.2.3.4", "+1.2.3.4", "1.2.3.-4", "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9", "1::2::3",
        "1:2:3:4::5:6:7:8", "::1:2:3:4:5:6:7:8", "12345::", "1:", ":1", "1:2:3:4:5:6:7:", "g::", "::1.2.3",
        "::1.2.3.256", "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3.4:5", "1.2.3.4::", "::01.2.3.4", "[::1]", "1234567890.1.1.1", "::ffff:", "1.2.3.4%eth0", "١.2.3.4",
        "::1\u{0}", "1::2:",
        String(repeating: "1", count: 100), String(repeating: ":", count: 100), "::0000000000001",
    ])
    func malformed(_ text: String) {
        #expect(throws: NetworkError.malformedAddress) { try IPAddress(text: text) }
        #expect(!IPAddress.isAddress(text))
        #expect(throws: NetworkError.malformedAddress) { try IPAddress.isCanonical(text) }
    }

    @Test func zonesAndMappedAddressesAreRefused() {
        for text in ["fe80::1%en0", "fe80::1%", "::%1"] {
            #expect(throws: NetworkError.addressZone, "\(text)") { try IPAddress(text: text) }
            #expect(!IPAddress.isAddress(text))
        }
        for text in ["::ffff:192.168.0.1", "::FFFF:1.2.3.4", "0:0:0:0:0:ffff:c0a8:1"] {
            #expect(throws: NetworkError.mappedAddress, "\(text)") { try IPAddress(text: text) }
            #expect(!IPAddress.isAddress(text))
        }
    }

    /// Unspecified, loopback, global unicast, link-local multicast, link-local unicast.
    @Test(arguments: [
        ("0.0.0.0", "u----"), ("::", "u----"), ("127.0.0.1", "-l---"), ("127.255.255.255", "-l---"),
        ("128.0.0.1", "--g--"), ("::1", "-l---"),
        ("::2", "--g--"), ("192.168.0.1", "--g--"), ("10.1.2.3", "--g--"), ("255.255.255.255", "-----"),
        ("255.255.255.254", "--g--"),
        ("224.0.0.1", "---m-"), ("224.0.0.255", "---m-"), ("224.0.1.1", "-----"), ("239.255.255.255", "-----"),
        ("240.0.0.1", "--g--"),
        ("169.254.169.254", "----u"), ("169.253.0.1", "--g--"), ("169.255.0.1", "--g--"), ("2001:db8::abcd", "--g--"),
        ("ff00::1", "-----"),
        ("ff02::1", "---m-"), ("ff12::1", "---m-"), ("ff05::1", "-----"), ("fd00::1", "--g--"), ("fe80::1", "----u"),
        ("febf::1", "----u"),
        ("fec0::1", "--g--"), ("fe7f::1", "--g--"), ("1.0.0.0", "--g--"),
    ])
    func properties(_ text: String, _ expected: String) throws {
        let address = try IPAddress(text: text)
        let flags = [
            (address.isUnspecified, "u"), (address.isLoopback, "l"), (address.isGlobalUnicast, "g"),
            (address.isLinkLocalMulticast, "m"),
            (address.isLinkLocalUnicast, "u"),
        ]
        #expect(flags.map { $0 ? $1 : "-" }.joined() == expected)
    }

    @Test func familiesDiffer() throws {
        #expect(try IPAddress(text: "::") != IPAddress(text: "0.0.0.0"))
        #expect(try IPAddress(text: "::1.2.3.4") != IPAddress(text: "1.2.3.4"))
    }
}
