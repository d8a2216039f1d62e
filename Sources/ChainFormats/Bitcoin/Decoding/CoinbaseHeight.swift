/// The block height at the start of a coinbase script (BIP 34).
public enum CoinbaseHeight {
    /// The bytes a coinbase script must begin with at `height`: OP_0, OP_1 to OP_16, else the shortest signed
    /// little-endian number behind its length (Bitcoin Core `CScript() << height`).
    public static func encode(_ height: UInt64) -> [UInt8] {
        if height == 0 { return [0x00] }
        if height <= 16 { return [0x50 + UInt8(height)] }
        var number: [UInt8] = []
        var rest = height
        while rest > 0 {
            number.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
        // The top bit is the sign.
        if let last = number.last, last & 0x80 != 0 { number.append(0) }
        return [UInt8(number.count)] + number
    }

    /// The height a script begins with, or nil when it does not begin with a height in its shortest form.
    ///
    /// Heights up to 2^39 − 1 are read; a real chain stays far below.
    public static func decode(_ script: RawSpan) -> UInt64? {
        guard script.byteCount >= 1 else { return nil }
        let first = script.unsafeLoad(fromByteOffset: 0, as: UInt8.self)
        switch first {
        case 0x00: return 0
        case 0x51...0x60: return UInt64(first - 0x50)
        case 1...5:
            guard script.byteCount > Int(first) else { return nil }
            var height: UInt64 = 0
            for index in 0..<Int(first) {
                height |= UInt64(script.unsafeLoad(fromByteOffset: 1 + index, as: UInt8.self)) << (8 * index)
            }
            // Negative numbers, numbers with an opcode of their own and padded numbers encode differently.
            let expected = encode(height)
            guard expected.count == 1 + Int(first) else { return nil }
            return height
        default: return nil
        }
    }
}

extension DecodedBlock {
    /// The height that the coinbase states, for blocks of version 2 and above (BIP 34); nil when there is none.
    ///
    /// A claim of the miner, checked against linkage by the `coinbaseHeight` check when the context has the height.
    public var statedHeight: UInt64? {
        guard header.version >= 2, let input = table.inputs.first else { return nil }
        return CoinbaseHeight.decode(script(of: input))
    }
}
