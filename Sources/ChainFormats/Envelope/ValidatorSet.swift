import ChainCrypto
public import SupervisionModel

/// Who may sign blocks, and how much each counts.
public struct ValidatorSet: Hashable, Sendable {
    public struct Member: Hashable, Sendable {
        /// A public key, or on EVM chains an account of 20 bytes.
        public let key: [UInt8]
        /// At least 1.
        public let weight: UInt64

        public init(key: [UInt8], weight: UInt64) {
            self.key = key
            self.weight = weight
        }
    }

    /// Members a set may have; consortium chains have fewer than 100.
    public static let greatestCount = 4_096

    public let scheme: SignatureScheme
    /// In the order in which signatures name them.
    public let members: [Member]

    /// Nil for a repeated key, a weight of 0, more members than allowed, or weights that add up to 2^63 or more.
    public init?(_ scheme: SignatureScheme, _ members: [Member]) {
        guard members.count <= Self.greatestCount, Set(members.map(\.key)).count == members.count else { return nil }
        var total: UInt64 = 0
        for member in members {
            let (sum, overflow) = total.addingReportingOverflow(member.weight)
            guard member.weight > 0, !overflow, sum < 1 << 63 else { return nil }
            total = sum
        }
        self.scheme = scheme
        self.members = members
    }

    /// Sum of all weights.
    public var totalWeight: UInt64 { members.reduce(0) { $0 + $1.weight } }

    /// Weight that signatures need: W − ⌊(W − 1) / 3⌋, so that fewer than a third can neither make nor hold up a block.
    public var quorum: UInt64 { totalWeight == 0 ? 1 : totalWeight - (totalWeight - 1) / 3 }

    /// Weight of those of the keys that are members; each counts once.
    public func weight(of keys: Set<[UInt8]>) -> UInt64 {
        members.reduce(0) { keys.contains($1.key) ? $0 + $1.weight : $0 }
    }

    /// `[scheme, [[key, weight] …]]` in deterministic CBOR: what is pinned and compared.
    public var bytes: [UInt8] {
        var writer = CBORWriter()
        writer.array(2)
        writer.name(scheme.rawValue)
        write(to: &writer)
        return writer.bytes
    }

    /// SHA-256 of `bytes`: what two persons compare out of band.
    public var fingerprint: Digest32 { SHA256.hash(bytes).plainDigest }

    /// The members alone.
    func write(to writer: inout CBORWriter) {
        writer.array(members.count)
        for member in members {
            writer.array(2)
            writer.byteString(member.key)
            writer.number(member.weight)
        }
    }

    static func members(_ reader: inout CBORReader) throws(DecodeError) -> [Member] {
        let count = try reader.array(limit: greatestCount)
        var members: [Member] = []
        members.reserveCapacity(count)
        for _ in 0..<count {
            try reader.array(count: 2)
            let start = reader.offset
            let key = try reader.byteString()
            guard (20...65).contains(key.count) else {
                throw DecodeError(.wrongLength, at: start, found: UInt64(key.count), expected: 64)
            }
            members.append(Member(key: key, weight: try reader.number()))
        }
        return members
    }
}
