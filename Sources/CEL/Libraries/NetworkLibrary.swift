/// `ip cidr isIP …` (the suite's `network_ext`, after Kubernetes).
enum NetworkLibrary {
    static let declarations: [FunctionDeclaration] = [
        FunctionDeclaration(
            "ip",
            .global("string_to_ip", .string, .ipAddress) { _, text in
                guard case .string(let text) = text else { return .null }
                return attempt { () throws(NetworkError) in .opaque(IPAddressValue(try IPAddress(text: text))) }
            },
            .member("cidr_ip", .cidr, .ipAddress) { _, cidr in
                network(cidr) { .opaque(IPAddressValue($0.address)) }
            }),
        FunctionDeclaration(
            "cidr",
            .global("string_to_cidr", .string, .cidr) { _, text in
                guard case .string(let text) = text else { return .null }
                return attempt { () throws(NetworkError) in .opaque(IPNetworkValue(try IPNetwork(text: text))) }
            }),
        FunctionDeclaration(
            "isIP",
            .global("is_ip", .string, .bool) { _, text in
                guard case .string(let text) = text else { return .null }
                return .bool(IPAddress.isAddress(text))
            }),
        FunctionDeclaration(
            "isCIDR",
            .global("is_cidr", .string, .bool) { _, text in
                guard case .string(let text) = text else { return .null }
                return .bool(IPNetwork.isNetwork(text))
            }),
        FunctionDeclaration(
            "ip.isCanonical",
            .global("ip_is_canonical", .string, .bool) { _, text in
                guard case .string(let text) = text else { return .null }
                return attempt { () throws(NetworkError) in .bool(try IPAddress.isCanonical(text)) }
            }),
        FunctionDeclaration(
            "string",
            .global("ip_to_string", .ipAddress, .string) { _, value in address(value) { .string($0.description) } },
            .global("cidr_to_string", .cidr, .string) { _, value in network(value) { .string($0.description) } }),
        FunctionDeclaration(
            "family",
            .member("ip_family", .ipAddress, .int) { _, value in address(value) { .int($0.family.rawValue) } }),
        test("isUnspecified") { $0.isUnspecified },
        test("isLoopback") { $0.isLoopback },
        test("isGlobalUnicast") { $0.isGlobalUnicast },
        test("isLinkLocalMulticast") { $0.isLinkLocalMulticast },
        test("isLinkLocalUnicast") { $0.isLinkLocalUnicast },
        FunctionDeclaration(
            "containsIP",
            .member("cidr_contains_ip_ip", .cidr, .ipAddress, .bool) { _, cidr, ip in
                network(cidr) { network in address(ip) { .bool(network.contains($0)) } }
            },
            .member("cidr_contains_ip_string", .cidr, .string, .bool) { _, cidr, text in
                guard case .string(let text) = text else { return .null }
                return network(cidr) { network in
                    attempt { () throws(NetworkError) in .bool(network.contains(try IPAddress(text: text))) }
                }
            }),
        FunctionDeclaration(
            "containsCIDR",
            .member("cidr_contains_cidr", .cidr, .cidr, .bool) { _, cidr, other in
                network(cidr) { cidr in network(other) { .bool(cidr.contains($0)) } }
            },
            .member("cidr_contains_cidr_string", .cidr, .string, .bool) { _, cidr, text in
                guard case .string(let text) = text else { return .null }
                return network(cidr) { cidr in
                    attempt { () throws(NetworkError) in .bool(cidr.contains(try IPNetwork(text: text))) }
                }
            }),
        FunctionDeclaration(
            "masked",
            .member("cidr_masked", .cidr, .cidr) { _, cidr in network(cidr) { .opaque(IPNetworkValue($0.masked)) } }),
        FunctionDeclaration(
            "isMasked", .member("cidr_is_masked", .cidr, .bool) { _, cidr in network(cidr) { .bool($0.isMasked) } }),
        FunctionDeclaration(
            "prefixLength",
            .member("cidr_prefix_length", .cidr, .int) { _, cidr in network(cidr) { .int(Int64($0.prefixLength)) } }),
    ]

    private static func attempt(_ body: () throws(NetworkError) -> Value) -> Value {
        Libraries.attempt(.invalidArgument, body)
    }

    private static func test(_ name: String, _ body: @escaping @Sendable (IPAddress) -> Bool) -> FunctionDeclaration {
        FunctionDeclaration(
            name, .member("ip_\(name)", .ipAddress, .bool) { _, value in address(value) { .bool(body($0)) } })
    }

    private static func address(_ value: Value, _ body: (IPAddress) -> Value) -> Value {
        guard case .opaque(let opaque) = value, let address = opaque as? IPAddressValue else {
            return .noSuchOverload("net.IP", value)
        }
        return body(address.address)
    }

    private static func network(_ value: Value, _ body: (IPNetwork) -> Value) -> Value {
        guard case .opaque(let opaque) = value, let network = opaque as? IPNetworkValue else {
            return .noSuchOverload("net.CIDR", value)
        }
        return body(network.network)
    }
}

/// A value of type `net.IP`.
public final class IPAddressValue: OpaqueValue, @unchecked Sendable {
    public let address: IPAddress

    public init(_ address: IPAddress) { self.address = address }

    public override var typeName: String { CELType.ipAddress.name }
    public override var text: String { address.description }

    public override func isEqual(to other: OpaqueValue) -> Bool {
        (other as? IPAddressValue)?.address == address
    }
}

/// A value of type `net.CIDR`.
public final class IPNetworkValue: OpaqueValue, @unchecked Sendable {
    public let network: IPNetwork

    public init(_ network: IPNetwork) { self.network = network }

    public override var typeName: String { CELType.cidr.name }
    public override var text: String { network.description }

    public override func isEqual(to other: OpaqueValue) -> Bool {
        (other as? IPNetworkValue)?.network == network
    }
}
