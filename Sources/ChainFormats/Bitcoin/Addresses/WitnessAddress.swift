/// The text of a witness program (BIP 173, BIP 350): version 0 in bech32, 1 to 16 in bech32m.
public enum WitnessAddress {
    /// The address of a program of 2 to 40 bytes; nil for another length, a version above 16, or a version 0 program of
    /// other than 20 or 32 bytes.
    public static func encode(prefix: String, version: UInt8, program: [UInt8]) -> String? {
        guard isValid(version: version, count: program.count) else { return nil }
        let values = [version] + toFiveBits(program)
        return Bech32.encode(prefix: prefix, values: values, variant: version == 0 ? .bech32 : .bech32m)
    }

    /// Version and program of an address with that prefix; nil for anything BIP 173 and BIP 350 do not allow.
    public static func decode(_ text: some StringProtocol, prefix: String) -> (version: UInt8, program: [UInt8])? {
        guard let decoded = Bech32.decode(text), decoded.prefix.utf8.elementsEqual(prefix.utf8),
            let version = decoded.values.first, decoded.variant == (version == 0 ? .bech32 : .bech32m),
            let program = toBytes(decoded.values.dropFirst()), isValid(version: version, count: program.count)
        else { return nil }
        return (version, program)
    }

    private static func isValid(version: UInt8, count: Int) -> Bool {
        version <= 16 && (2...40).contains(count) && (version != 0 || count == 20 || count == 32)
    }

    private static func toFiveBits(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                result.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits) & 31))
            }
        }
        if bits > 0 { result.append(UInt8(truncatingIfNeeded: buffer << UInt32(5 - bits) & 31)) }
        return result
    }

    /// Padding must be fewer than five bits, all zero.
    private static func toBytes(_ values: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for value in values {
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                result.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        guard bits < 5, buffer & (1 << UInt32(bits) - 1) == 0 else { return nil }
        return result
    }
}
