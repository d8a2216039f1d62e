/// Bech32 (BIP 173) and bech32m (BIP 350): a prefix, `1`, and 5-bit characters, the last six of them a checksum.
public enum Bech32 {
    /// Which constant the checksum ends in.
    public enum Variant: Hashable, Sendable {
        case bech32
        case bech32m

        var constant: UInt32 {
            switch self {
            case .bech32: 1
            case .bech32m: 0x2bc8_30a3
            }
        }
    }

    /// A decoded text.
    public struct Decoded: Hashable, Sendable {
        public let variant: Variant
        /// Lower case.
        public let prefix: String
        /// Values 0 to 31, checksum taken off.
        public let values: [UInt8]
    }

    /// Longest text (BIP 173).
    public static let greatestLength = 90
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

    /// The lower-case text of a prefix and 5-bit values.
    public static func encode(prefix: String, values: [UInt8], variant: Variant) -> String {
        let characters = (values + checksum(prefix: prefix, values: values, variant: variant)).map {
            alphabet[Int($0 & 31)]
        }
        return prefix + "1" + String(decoding: characters, as: UTF8.self)
    }

    /// Reads a text of either variant; nil for mixed case, foreign characters, a wrong checksum or a wrong length.
    public static func decode(_ text: some StringProtocol) -> Decoded? {
        let characters = Array(text.utf8)
        guard characters.count <= greatestLength, characters.allSatisfy({ (33...126).contains($0) }) else {
            return nil
        }
        let hasUpper = characters.contains { (0x41...0x5a).contains($0) }
        let hasLower = characters.contains { (0x61...0x7a).contains($0) }
        guard !(hasUpper && hasLower) else { return nil }
        let lower = characters.map { (0x41...0x5a).contains($0) ? $0 + 0x20 : $0 }
        guard let separator = lower.lastIndex(of: UInt8(ascii: "1")), separator >= 1,
            lower.count - separator - 1 >= 6
        else { return nil }
        var values: [UInt8] = []
        for character in lower[(separator + 1)...] {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            values.append(UInt8(value))
        }
        let prefix = String(decoding: lower[..<separator], as: UTF8.self)
        let sum = polymod(expand(prefix) + values)
        for variant in [Variant.bech32, .bech32m] where sum == variant.constant {
            return Decoded(variant: variant, prefix: prefix, values: Array(values.dropLast(6)))
        }
        return nil
    }

    private static func checksum(prefix: String, values: [UInt8], variant: Variant) -> [UInt8] {
        let sum = polymod(expand(prefix) + values + [0, 0, 0, 0, 0, 0]) ^ variant.constant
        return (0..<6).map { UInt8(truncatingIfNeeded: sum >> (5 * (5 - $0)) & 31) }
    }

    private static func expand(_ prefix: String) -> [UInt8] {
        prefix.utf8.map { $0 >> 5 } + [0] + prefix.utf8.map { $0 & 31 }
    }

    private static func polymod(_ values: [UInt8]) -> UInt32 {
        let generator: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
        var sum: UInt32 = 1
        for value in values {
            let top = sum >> 25
            sum = (sum & 0x01ff_ffff) << 5 ^ UInt32(value)
            for (bit, term) in generator.enumerated() where top >> UInt32(bit) & 1 == 1 { sum ^= term }
        }
        return sum
    }
}
