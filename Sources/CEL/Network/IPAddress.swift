/// An IPv4 or IPv6 address: the CEL type `net.IP`. Zones and IPv4-mapped IPv6 addresses do not exist.
///
/// Source: cel-go `ext/network.go`, over Go's `net/netip`.
public struct IPAddress: Hashable, Sendable {
    /// The address families.
    public enum Family: Int64, Hashable, Sendable {
        case v4 = 4
        case v6 = 6
    }

    /// The first eight bytes of an IPv6 address, most significant first; 0 for IPv4.
    let high: UInt64
    /// The last eight bytes of an IPv6 address; an IPv4 address in its lowest 32 bits.
    let low: UInt64
    /// `ip.family()`: the raw value is 4 or 6.
    public let family: Family

    init(high: UInt64, low: UInt64, family: Family) {
        self.high = high
        self.low = low
        self.family = family
    }

    /// The IPv4 address of four bytes, the first in the highest bits.
    public init(v4 bits: UInt32) {
        self.init(high: 0, low: UInt64(bits), family: .v4)
    }

    /// The number of bits of an address of this family: 32 or 128.
    public var bitCount: Int { family == .v4 ? 32 : 128 }

    /// `ip.isUnspecified()`: `0.0.0.0` or `::`.
    public var isUnspecified: Bool { high == 0 && low == 0 }

    /// `ip.isLoopback()`: `127.0.0.0/8` or `::1`.
    public var isLoopback: Bool {
        family == .v4 ? low >> 24 == 127 : high == 0 && low == 1
    }

    /// `224.0.0.0/4` or `ff00::/8`.
    var isMulticast: Bool {
        family == .v4 ? low >> 28 == 0xE : high >> 56 == 0xFF
    }

    /// `ip.isLinkLocalMulticast()`: `224.0.0.0/24`, or `ff02::/16` whatever the flags in the third hexadecimal digit.
    public var isLinkLocalMulticast: Bool {
        family == .v4 ? low >> 8 == 0xE0_0000 : high >> 48 & 0xFF0F == 0xFF02
    }

    /// `ip.isLinkLocalUnicast()`: `169.254.0.0/16` or `fe80::/10`.
    public var isLinkLocalUnicast: Bool {
        family == .v4 ? low >> 16 == 0xA9FE : high >> 54 == 0xFE80 >> 6
    }

    /// `ip.isGlobalUnicast()`: everything but the unspecified address, the IPv4 broadcast address, loopback, multicast
    /// and link-local unicast. Private addresses count as global unicast, as in Go.
    public var isGlobalUnicast: Bool {
        if family == .v4 && low == 0xFFFF_FFFF { return false }
        return !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast
    }

    /// The address with only its first `length` bits kept, 0 ... `bitCount`.
    func masked(to length: Int) -> IPAddress {
        // A shift by the full width gives 0.
        if family == .v4 {
            return IPAddress(high: 0, low: low & (UInt64(0xFFFF_FFFF) << UInt64(32 - length)), family: .v4)
        }
        let highMask: UInt64 = length >= 64 ? .max : ~(UInt64.max >> UInt64(length))
        let lowMask: UInt64 = length <= 64 ? 0 : ~(UInt64.max >> UInt64(length - 64))
        return IPAddress(high: high & highMask, low: low & (length == 128 ? .max : lowMask), family: .v6)
    }
}
