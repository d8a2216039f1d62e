public import ChainCrypto

/// A transaction of Ethereum's format, of any type up to EIP-7702.
public struct EVMTransaction: Hashable, Sendable {
    /// 0 for the form without a type.
    public let type: UInt8
    /// EIP-155 chain id; nil in old transactions that name none.
    public let chainID: UInt64?
    public let nonce: UInt64
    /// Callee, 20 bytes; nil: creates a contract.
    public let to: [UInt8]?
    /// Wei, big-endian without leading zeros.
    public let value: [UInt8]
    /// Who signed, 20 bytes; nil when no key can have made the signature.
    public let sender: [UInt8]?
    /// Keccak-256 of `encoded`.
    public let hash: Hash256
    /// The bytes that the trie holds: RLP, behind the type where there is one.
    public let encoded: [UInt8]

    /// Reads an item of a block's list: a list is a transaction without type, a string one with (EIP-2718).
    public init(_ item: RLPItem) throws(DecodeError) {
        if item.items != nil {
            try self.init(legacy: item, encoded: item.encoded)
        } else {
            try self.init(encoded: try item.bytes(), at: item.offset)
        }
    }

    /// Reads the bytes that the trie holds.
    ///
    /// - Parameter offset: where the bytes stand, for errors about the type.
    init(encoded: [UInt8], at offset: Int = 0) throws(DecodeError) {
        if let type = encoded.first, type < 0xc0 {
            try self.init(type: type, encoded: encoded, at: offset)
        } else {
            try self.init(legacy: try RLPItem(encoded), encoded: encoded)
        }
    }

    private init(type: UInt8, encoded: [UInt8], at offset: Int) throws(DecodeError) {
        // Items: chain id first, signature last; where callee and value stand depends on how fees are named.
        let layouts: [UInt8: (count: Int, to: Int)] = [1: (11, 4), 2: (12, 5), 3: (14, 5), 4: (13, 5)]
        guard let layout = layouts[type] else {
            throw DecodeError(.unknownTag, at: offset, found: UInt64(type), expected: 4)
        }
        let list = try RLPItem(Array(encoded.dropFirst())).list(count: layout.count)
        let to = try list[layout.to].bytes()
        guard to.isEmpty || to.count == 20 else {
            throw DecodeError(.wrongLength, at: list[layout.to].offset + 1, found: UInt64(to.count), expected: 20)
        }
        let parity = try list[layout.count - 3].number()
        self.type = type
        self.chainID = try list[0].number()
        self.nonce = try list[1].number()
        self.to = to.isEmpty ? nil : to
        self.value = try list[layout.to + 1].scalar()
        self.hash = Keccak256.hash(encoded)
        self.encoded = encoded
        let signed = [type] + RLPEncoding.list(list.dropLast(3).map(\.encoded))
        self.sender = try Self.sender(
            r: list[layout.count - 2], s: list[layout.count - 1], parity: parity, signed: Keccak256.hash(signed))
    }

    private init(legacy item: RLPItem, encoded: [UInt8]) throws(DecodeError) {
        let list = try item.list(count: 9)
        let to = try list[3].bytes()
        guard to.isEmpty || to.count == 20 else {
            throw DecodeError(.wrongLength, at: list[3].offset, found: UInt64(to.count), expected: 20)
        }
        let v = try list[6].number()
        self.type = 0
        // EIP-155: v is 35 or 36 and twice the chain id; before, 27 or 28.
        self.chainID = v >= 35 ? (v - 35) / 2 : nil
        self.nonce = try list[0].number()
        self.to = to.isEmpty ? nil : to
        self.value = try list[4].scalar()
        self.hash = Keccak256.hash(encoded)
        self.encoded = encoded
        var signed = list[..<6].map(\.encoded)
        if let chainID { signed += [RLPEncoding.number(chainID), RLPEncoding.number(0), RLPEncoding.number(0)] }
        let parity = v >= 35 ? (v - 35) % 2 : v == 27 || v == 28 ? v - 27 : 2
        self.sender = try Self.sender(
            r: list[7], s: list[8], parity: parity, signed: Keccak256.hash(RLPEncoding.list(signed)))
    }

    private static func sender(
        r: RLPItem, s: RLPItem, parity: UInt64, signed: Hash256
    ) throws(DecodeError) -> [UInt8]? {
        let signature = padded(try r.scalar()) + padded(try s.scalar())
        guard parity <= 1 else { return nil }
        return Secp256k1.recover(signature, recoveryID: UInt8(parity), digest: signed).map { EVMSeals.address(of: $0) }
    }

    private static func padded(_ number: [UInt8]) -> [UInt8] {
        [UInt8](repeating: 0, count: 32 - number.count) + number
    }
}
