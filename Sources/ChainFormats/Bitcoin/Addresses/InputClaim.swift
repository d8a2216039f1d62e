import ChainCrypto
public import SupervisionModel

extension DecodedBlock {
    /// The address that an input names by its own shape; nil unless the shape is exactly one of three:
    ///
    /// - P2PKH: scriptSig is `<signature> <33 or 65 byte key>` and nothing else, no witness;
    /// - P2WPKH: empty scriptSig, witness `[signature, 33-byte key]`;
    /// - P2SH-P2WPKH: scriptSig is one push of `0014<20>`, witness `[signature, 33-byte key]` whose hash is the 20 bytes.
    ///
    /// A claim, not a fact: signatures are not checked, and an output that anybody can spend may be spent with somebody
    /// else's key in the right shape. Where the previous output is known, it alone decides.
    public func claimedOwner(of input: InputEntry, network: BitcoinNetwork) -> Address? {
        claimedOwner(of: input, spelling: network.spelling)
    }

    func claimedOwner(of input: InputEntry, spelling: AddressSpelling) -> Address? {
        let script = script(of: input)
        if !hasWitness(input) { return Self.publicKeyHashClaim(script, spelling: spelling) }
        guard spelling.hasWitness, let (signature, keyRange) = witnessPair(of: input),
            Self.isSignature(bytes.span.bytes.extracting(signature)), keyRange.count == 33
        else { return nil }
        let key = bytes.span.bytes.extracting(keyRange)
        guard key.unsafeLoad(fromByteOffset: 0, as: UInt8.self) & 0xfe == 2 else { return nil }
        if script.byteCount == 0 { return Address(spelling, .witness, hashing: key) }
        let push = [22, 0x00, 20] + Hash160.hash(key)
        guard script.byteCount == push.count, script.withUnsafeBytes({ $0.elementsEqual(push) }) else { return nil }
        return Address(spelling, .scriptHash, hashing: script.extracting(1..<push.count))
    }

    /// The address of the key in `<signature> <33 or 65 byte key>`; nil for another shape.
    static func publicKeyHashClaim(_ script: RawSpan, spelling: AddressSpelling) -> Address? {
        let count = script.byteCount
        guard count >= 1 else { return nil }
        let signature = Int(script.unsafeLoad(fromByteOffset: 0, as: UInt8.self))
        guard signature <= 75, count > signature + 1 else { return nil }
        let length = Int(script.unsafeLoad(fromByteOffset: 1 + signature, as: UInt8.self))
        guard count == 2 + signature + length, isSignature(script.extracting(1..<1 + signature)) else { return nil }
        let key = script.extracting((2 + signature)..<count)
        let first = length > 0 ? key.unsafeLoad(fromByteOffset: 0, as: UInt8.self) : 0
        guard length == 33 && first & 0xfe == 2 || length == 65 && first == 4 else { return nil }
        return Address(spelling, .publicKeyHash, hashing: key)
    }

    /// DER: a SEQUENCE of two INTEGERs, then one byte of signature hash type; 9 to 73 bytes (BIP 66).
    private static func isSignature(_ bytes: RawSpan) -> Bool {
        let count = bytes.byteCount
        guard (9...73).contains(count) else { return false }
        func byte(_ index: Int) -> UInt8 { bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self) }
        guard byte(0) == 0x30, Int(byte(1)) == count - 3, byte(2) == 0x02 else { return false }
        let r = Int(byte(3))
        guard r > 0, 5 + r < count, byte(4 + r) == 0x02 else { return false }
        let s = Int(byte(5 + r))
        return s > 0 && r + s + 7 == count
    }
}
