/// A failure to read an address or a network.
package enum NetworkError: FunctionError {
    /// Neither an IPv4 nor an IPv6 address.
    case malformedAddress
    /// Not an address, a slash and a prefix length.
    case malformedNetwork
    /// An address with a zone, such as `fe80::1%en0`.
    case addressZone
    /// A network with a zone.
    case networkZone
    /// An IPv4-mapped IPv6 address, such as `::ffff:192.168.0.1`.
    case mappedAddress

    package var message: String {
        switch self {
        case .malformedAddress: "IP Address parse error during conversion from string"
        case .malformedNetwork: "network address parse error during conversion from string"
        case .addressZone: "IP Address with zone value is not allowed"
        case .networkZone: "CIDR with zone value is not allowed"
        case .mappedAddress: "IPv4-mapped IPv6 address is not allowed"
        }
    }
}
