extension IPAddress: CustomStringConvertible {
    /// Longest text of an address, in bytes: eight groups of four digits, the last two as IPv4.
    static let maximumTextBytes = 45

    /// `ip(string)`: four decimal numbers without leading zeros, or RFC 4291 section 2.2 text.
    ///
    /// - Throws: `malformedAddress`, `addressZone`, `mappedAddress`.
    package init(text: String) throws(NetworkError) {
        self = try UTF8Text.withBytes(of: text) {
            (bytes: UnsafeBufferPointer<UInt8>) throws(NetworkError) -> IPAddress in
            try Self.parse(bytes)
        }
    }

    /// `isIP(string)`.
    package static func isAddress(_ text: String) -> Bool {
        do {
            _ = try IPAddress(text: text)
            return true
        } catch {
            return false
        }
    }

    /// `ip.isCanonical(string)`: whether the text is exactly the one that `string(ip(text))` gives.
    ///
    /// - Throws: what `ip(string)` throws.
    package static func isCanonical(_ text: String) throws(NetworkError) -> Bool {
        UTF8Text.equal(try IPAddress(text: text).description, text)
    }

    /// The text of RFC 5952: lower case, no leading zeros, `::` for the first of the longest runs of at least two zero
    /// groups. `string(ip)`.
    public var description: String {
        if family == .v4 {
            return "\(low >> 24).\(low >> 16 & 0xFF).\(low >> 8 & 0xFF).\(low & 0xFF)"
        }
        let zeros = longestZeroRun
        var text = ""
        var index = 0
        while index < 8 {
            if index == zeros.lowerBound && !zeros.isEmpty {
                text += "::"
                index = zeros.upperBound
                continue
            }
            if index > 0 && index != zeros.upperBound || index > 0 && zeros.isEmpty { text += ":" }
            text += String(group(index), radix: 16)
            index += 1
        }
        return text
    }

    /// The group number `index`, 0 ... 7 from the left, of an IPv6 address.
    private func group(_ index: Int) -> UInt64 {
        (index < 4 ? high >> UInt64(48 - 16 * index) : low >> UInt64(48 - 16 * (index - 4))) & 0xFFFF
    }

    private var longestZeroRun: Range<Int> {
        var longest = 0..<0
        var index = 0
        while index < 8 {
            var end = index
            while end < 8, group(end) == 0 { end += 1 }
            if end - index >= 2, end - index > longest.count { longest = index..<end }
            index = max(end, index + 1)
        }
        return longest
    }

    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(NetworkError) -> IPAddress {
        let hasZone = bytes.contains(UInt8(ascii: "%"))
        let isV6 = bytes.contains(UInt8(ascii: ":"))
        // A zone is only spoken of where an address stands before it.
        if hasZone && isV6 { throw .addressZone }
        guard bytes.count <= maximumTextBytes else { throw .malformedAddress }
        if isV6 {
            guard let (high, low) = IPv6Scanner.scan(bytes) else { throw .malformedAddress }
            if high == 0 && low >> 32 == 0xFFFF { throw .mappedAddress }
            return IPAddress(high: high, low: low, family: .v6)
        }
        guard let bits = IPv4Scanner.scan(bytes[...]) else { throw .malformedAddress }
        return IPAddress(v4: bits)
    }
}
