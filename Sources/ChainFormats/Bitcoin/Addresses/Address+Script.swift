import ChainCrypto
public import SupervisionModel

extension Address {
    /// The address of a scriptPubKey; nil when it has none: data carriers, bare multisignature, non-standard scripts,
    /// witness programs above 32 bytes or version 0 programs of other than 20 or 32 bytes, and witness programs on
    /// networks without witnesses.
    public init?(script: RawSpan, network: BitcoinNetwork) {
        self.init(script: script, spelling: network.spelling)
    }

    init?(script: RawSpan, spelling: AddressSpelling) {
        switch ScriptPattern(script) {
        case .publicKeyHash(let range):
            self.init(spelling, .publicKeyHash, payload: script.extracting(range))
        case .scriptHash(let range):
            self.init(spelling, .scriptHash, payload: script.extracting(range))
        case .publicKey(let range):
            self.init(spelling, .publicKeyHash, hashing: script.extracting(range))
        case .witness(let version, let range):
            guard spelling.hasWitness, version != 0 || range.count == 20 || range.count == 32 else { return nil }
            self.init(spelling, .witness, version: version, payload: script.extracting(range))
        case .dataCarrier, .multisignature, .nonStandard:
            return nil
        }
    }

    /// An address with a payload of 2 to 32 bytes; nil for other lengths.
    init?(_ spelling: AddressSpelling, _ kind: Kind, version: UInt8 = 0, payload: RawSpan) {
        let count = payload.byteCount
        guard (2...32).contains(count) else { return nil }
        self.init(spelling, kind, version: version, length: UInt8(count)) { target in
            payload.withUnsafeBytes { target.copyMemory(from: $0) }
        }
    }

    /// The address whose payload is the 20-byte hash of `preimage`: a key, or a script.
    init?(_ spelling: AddressSpelling, _ kind: Kind, hashing preimage: RawSpan) {
        self.init(spelling, kind, version: 0, length: UInt8(Hash160.byteCount)) { Hash160.hash(preimage, into: $0) }
    }

    /// - Parameter fill: writes the payload to the start of 32 zero bytes.
    @inline(__always)
    private init?(
        _ spelling: AddressSpelling, _ kind: Kind, version: UInt8, length: UInt8,
        fill: (UnsafeMutableRawBufferPointer) -> Void
    ) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { fill($0) }
        guard let payload = withUnsafeBytes(of: &words, { Digest32($0) }) else { return nil }
        self.init(network: spelling.network, kind: kind, version: version, length: length, payload: payload)
    }
}
