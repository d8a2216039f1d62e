/// What a scriptPubKey is, with the place of its payload in the script. Nothing is copied.
public enum ScriptPattern: Hashable, Sendable {
    /// `OP_DUP OP_HASH160 <20> OP_EQUALVERIFY OP_CHECKSIG`; the range holds the hash.
    case publicKeyHash(Range<Int>)
    /// `OP_HASH160 <20> OP_EQUAL` (BIP 16); the range holds the hash.
    case scriptHash(Range<Int>)
    /// `<33 or 65 byte key> OP_CHECKSIG`; the range holds the key.
    case publicKey(Range<Int>)
    /// A version opcode and one push of 2 to 40 bytes (BIP 141); the range holds the program.
    case witness(version: UInt8, program: Range<Int>)
    /// `OP_RETURN` first, or `OP_FALSE OP_RETURN`: no coin can be spent from it; the range holds what follows.
    case dataCarrier(Range<Int>)
    /// `m <keys> n OP_CHECKMULTISIG` with 1 ≤ m ≤ n ≤ 16; the range holds the keys with their push bytes.
    case multisignature(required: UInt8, keys: UInt8, Range<Int>)
    /// Anything else.
    case nonStandard

    /// Recognises exactly the forms above; whatever deviates by a byte is `nonStandard`.
    public init(_ script: RawSpan) {
        let count = script.byteCount
        guard count > 0 else {
            self = .nonStandard
            return
        }
        func byte(_ index: Int) -> UInt8 { script.unsafeLoad(fromByteOffset: index, as: UInt8.self) }
        switch (count, byte(0)) {
        case (25, 0x76) where byte(1) == 0xa9 && byte(2) == 20 && byte(23) == 0x88 && byte(24) == 0xac:
            self = .publicKeyHash(3..<23)
        case (23, 0xa9) where byte(1) == 20 && byte(22) == 0x87:
            self = .scriptHash(2..<22)
        case (35, 33) where byte(34) == 0xac && byte(1) & 0xfe == 2:
            self = .publicKey(1..<34)
        case (67, 65) where byte(66) == 0xac && byte(1) == 4:
            self = .publicKey(1..<66)
        case (4...42, 0x00) where Int(byte(1)) == count - 2:
            self = .witness(version: 0, program: 2..<count)
        case (4...42, 0x51...0x60) where Int(byte(1)) == count - 2:
            self = .witness(version: byte(0) - 0x50, program: 2..<count)
        case (_, 0x6a):
            self = .dataCarrier(1..<count)
        case (2..., 0x00) where byte(1) == 0x6a:
            self = .dataCarrier(2..<count)
        default:
            self = Self.multisignature(script) ?? .nonStandard
        }
    }

    private static func multisignature(_ script: RawSpan) -> ScriptPattern? {
        let count = script.byteCount
        func byte(_ index: Int) -> UInt8 { script.unsafeLoad(fromByteOffset: index, as: UInt8.self) }
        guard count >= 37, byte(count - 1) == 0xae, case 0x51...0x60 = byte(0), case 0x51...0x60 = byte(count - 2)
        else { return nil }
        let required = byte(0) - 0x50
        let keys = byte(count - 2) - 0x50
        guard required <= keys else { return nil }
        var offset = 1
        for _ in 0..<keys {
            guard offset < count - 2 else { return nil }
            let length = Int(byte(offset))
            guard length == 33 || length == 65, offset + 1 + length <= count - 2 else { return nil }
            offset += 1 + length
        }
        guard offset == count - 2 else { return nil }
        return .multisignature(required: required, keys: keys, 1..<offset)
    }
}
