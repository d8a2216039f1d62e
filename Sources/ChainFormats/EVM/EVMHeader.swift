public import ChainCrypto
import SupervisionModel

/// The header of a block of Ethereum's format: 15 items, more since later forks; all that is read of them.
public struct EVMHeader: Hashable, Sendable {
    public let parent: Hash256
    /// Hash over the list of ommers.
    public let ommersHash: Hash256
    /// Whom the fees go to; with QBFT and IBFT 2 the proposer; 20 bytes.
    public let beneficiary: [UInt8]
    public let stateRoot: Hash256
    public let transactionsRoot: Hash256
    public let receiptsRoot: Hash256
    /// Filter over addresses and topics of the logs, 256 bytes.
    public let logsBloom: [UInt8]
    /// Big-endian, without leading zeros, at most 32 bytes.
    public let difficulty: [UInt8]
    public let number: UInt64
    public let gasLimit: UInt64
    public let gasUsed: UInt64
    /// Seconds since 1970.
    public let timestamp: UInt64
    public let extraData: [UInt8]
    public let mixHash: Hash256
    /// Eight bytes.
    public let nonce: [UInt8]
    /// Root over the withdrawals since Shanghai; nil before.
    public let withdrawalsRoot: Hash256?
    /// The items as they stand, to hash them with another `extraData`.
    private let items: [[UInt8]]

    private static let extraIndex = 12
    /// Greatest number of items read: those of Prague and three more that are hashed and not looked at.
    static let greatestItemCount = 24
    /// Greatest `extraData`: room for some 400 validators with their seals.
    static let greatestExtraByteCount = 65_536

    /// Reads the RLP list of a header.
    ///
    /// - Throws: a count, a length or a number that is not as it must be, with its offset.
    public init(_ item: RLPItem) throws(DecodeError) {
        let list = try item.list()
        guard (15...Self.greatestItemCount).contains(list.count) else {
            throw DecodeError(
                .wrongLength, at: item.offset, found: UInt64(list.count),
                expected: list.count < 15 ? 15 : UInt64(Self.greatestItemCount))
        }
        self.parent = try list[0].hash()
        self.ommersHash = try list[1].hash()
        self.beneficiary = try list[2].bytes(count: 20)
        self.stateRoot = try list[3].hash()
        self.transactionsRoot = try list[4].hash()
        self.receiptsRoot = try list[5].hash()
        self.logsBloom = try list[6].bytes(count: 256)
        self.difficulty = try list[7].scalar()
        self.number = try list[8].number()
        self.gasLimit = try list[9].number()
        self.gasUsed = try list[10].number()
        self.timestamp = try list[11].number()
        self.extraData = try list[12].bytes()
        guard extraData.count <= Self.greatestExtraByteCount else {
            throw DecodeError(
                .tooLarge, at: list[12].offset, found: UInt64(extraData.count),
                expected: UInt64(Self.greatestExtraByteCount))
        }
        self.mixHash = try list[13].hash()
        self.nonce = try list[14].bytes(count: 8)
        if list.count > 15 { _ = try list[15].scalar() }
        self.withdrawalsRoot = list.count > 16 ? try list[16].hash() : nil
        for index in list.indices.dropFirst(17) { _ = try list[index].bytes() }
        self.items = list.map(\.encoded)
    }

    /// Keccak-256 of the header with all of its items.
    public var fullHash: Hash256 { Keccak256.hash(RLPEncoding.list(items)) }

    /// Keccak-256 of the header with other bytes in the place of `extraData`.
    func hash(extraData: [UInt8]) -> Hash256 {
        var replaced = items
        replaced[Self.extraIndex] = RLPEncoding.bytes(extraData)
        return Keccak256.hash(RLPEncoding.list(replaced))
    }
}

extension RLPItem {
    /// A string of 32 bytes.
    func hash() throws(DecodeError) -> Hash256 {
        Hash256(try bytes(count: 32)) ?? .zero
    }
}

/// An account of a chain of Ethereum's format: `evm:0x` and 40 lower-case hex digits. One key has one account on all
/// such chains, so the text names no chain.
enum EVMAccount {
    static func reference(_ address: [UInt8]) -> EntityRef {
        .identifier(.account, "evm:0x" + Hex.encode(address))
    }
}
