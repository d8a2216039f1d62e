/// An address with a prefix length: the CEL type `net.CIDR`. The bits after the prefix are kept as they were given, and
/// count in comparisons; `masked` clears them.
///
/// Source: cel-go `ext/network.go`, over Go's `netip.Prefix`.
public struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
    /// `cidr.ip()`: the address as given.
    public let address: IPAddress
    /// `cidr.prefixLength()`: 0 ... 32 for IPv4, 0 ... 128 for IPv6.
    public let prefixLength: Int

    /// - Returns: nil when the length exceeds the bits of the address.
    public init?(address: IPAddress, prefixLength: Int) {
        guard (0...address.bitCount).contains(prefixLength) else { return nil }
        self.address = address
        self.prefixLength = prefixLength
    }

    /// `cidr.masked()`: the network with the bits after the prefix cleared.
    public var masked: IPNetwork {
        IPNetwork(trusted: address.masked(to: prefixLength), prefixLength: prefixLength)
    }

    /// Whether the bits after the prefix are clear already.
    public var isMasked: Bool { masked.address == address }

    /// `cidr.containsIP(ip)`: false for an address of the other family.
    public func contains(_ other: IPAddress) -> Bool {
        other.family == address.family && other.masked(to: prefixLength) == address.masked(to: prefixLength)
    }

    /// `cidr.containsCIDR(cidr)`: whether every address of `other` is in this network; false for the other family.
    public func contains(_ other: IPNetwork) -> Bool {
        prefixLength <= other.prefixLength && contains(other.address)
    }

    /// `string(cidr)`.
    public var description: String { "\(address)/\(prefixLength)" }

    private init(trusted address: IPAddress, prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }
}

extension IPNetwork {
    /// `cidr(string)`: an address, a slash, and a decimal length without sign or leading zeros.
    ///
    /// - Throws: `malformedNetwork`, `networkZone`, `mappedAddress`.
    package init(text: String) throws(NetworkError) {
        self = try UTF8Text.withBytes(of: text) {
            (bytes: UnsafeBufferPointer<UInt8>) throws(NetworkError) -> IPNetwork in
            guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { throw .malformedNetwork }
            let address: IPAddress
            do throws(NetworkError) {
                address = try IPAddress.parse(UnsafeBufferPointer(rebasing: bytes[..<slash]))
            } catch {
                switch error {
                case .addressZone: throw .networkZone
                case .mappedAddress: throw error
                default: throw .malformedNetwork
                }
            }
            let digits = bytes[(slash + 1)...]
            guard let first = digits.first, digits.count <= 3, digits.count == 1 || first != UInt8(ascii: "0") else {
                throw .malformedNetwork
            }
            var length = 0
            for byte in digits {
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { throw .malformedNetwork }
                length = length * 10 + Int(byte - UInt8(ascii: "0"))
            }
            guard let network = IPNetwork(address: address, prefixLength: length) else { throw .malformedNetwork }
            return network
        }
    }

    /// `isCIDR(string)`.
    package static func isNetwork(_ text: String) -> Bool {
        do {
            _ = try IPNetwork(text: text)
            return true
        } catch {
            return false
        }
    }
}
