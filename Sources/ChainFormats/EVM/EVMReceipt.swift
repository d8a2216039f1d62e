public import ChainCrypto

/// What became of a transaction: success, gas, logs.
public struct EVMReceipt: Hashable, Sendable {
    /// What a contract said while it ran.
    public struct Log: Hashable, Sendable {
        /// The contract, 20 bytes.
        public let address: [UInt8]
        /// Zero to four words; the first usually names the event.
        public let topics: [Hash256]
        public let data: [UInt8]

        public init(address: [UInt8], topics: [Hash256], data: [UInt8]) {
            self.address = address
            self.topics = topics
            self.data = data
        }
    }

    /// nil before Byzantium, where a state root stands in its place.
    public let succeeded: Bool?
    /// Gas of this and all earlier transactions of the block.
    public let cumulativeGas: UInt64
    /// Filter over address and topics of the logs, 256 bytes.
    public let bloom: [UInt8]
    public let logs: [Log]
    /// The bytes that the trie holds.
    public let encoded: [UInt8]

    /// Reads the bytes that the trie holds: RLP, behind the type of the transaction where it has one.
    public init(_ encoded: [UInt8]) throws(DecodeError) {
        let isTyped = encoded.first.map { $0 < 0xc0 } ?? false
        let list = try RLPItem(isTyped ? Array(encoded.dropFirst()) : encoded).list(count: 4)
        let status = try list[0].bytes()
        guard status.isEmpty || status == [1] || status.count == 32 else {
            throw DecodeError(.wrongLength, at: list[0].offset, found: UInt64(status.count), expected: 1)
        }
        self.succeeded = status.count == 32 ? nil : status == [1]
        self.cumulativeGas = try list[1].number()
        self.bloom = try list[2].bytes(count: 256)
        var logs: [Log] = []
        for item in try list[3].list() {
            let parts = try item.list(count: 3)
            var topics: [Hash256] = []
            for topic in try parts[1].list() { topics.append(try topic.hash()) }
            guard topics.count <= 4 else {
                throw DecodeError(.countTooLarge, at: parts[1].offset, found: UInt64(topics.count), expected: 4)
            }
            logs.append(Log(address: try parts[0].bytes(count: 20), topics: topics, data: try parts[2].bytes()))
        }
        self.logs = logs
        self.encoded = encoded
    }

    /// The filter over the logs: for each address and topic three bits, chosen by its Keccak-256 (yellow paper 4.3.1).
    public static func bloom(of logs: [Log]) -> [UInt8] {
        var filter = [UInt8](repeating: 0, count: 256)
        for log in logs {
            for entry in [log.address] + log.topics.map(\.bytes) {
                let hash = Keccak256.hash(entry).bytes
                for pair in [0, 2, 4] {
                    let bit = (Int(hash[pair]) << 8 | Int(hash[pair + 1])) & 0x7ff
                    filter[255 - bit / 8] |= 1 << UInt8(bit % 8)
                }
            }
        }
        return filter
    }
}
