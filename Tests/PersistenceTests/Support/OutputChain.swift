import Persistence
import SupervisionModel

/// A chain of random blocks with its unspent outputs in a dictionary: what the index must agree with.
struct OutputChain {
    struct Block {
        let cursor: OutputIndex.Cursor
        let parent: OutputIndex.Cursor
        let spent: [OutputKey]
        let created: [CreatedOutputRecord]
        let coinbaseOutputs: Int
        /// What the dictionary said.
        let records: [OutputRecord?]
        let replaced: [CreatedOutputRecord]
    }

    private var generator: SplitMix
    /// How many different beginnings transaction ids have: few make rows with the same integer key.
    private let prefixes: UInt64
    private(set) var unspent: [OutputKey: OutputRecord] = [:]
    private var keys: [OutputKey] = []
    private(set) var best: [Block] = []
    let genesis = OutputIndex.Cursor(height: 100, hash: Fixtures.digest(1))

    init(seed: UInt64, prefixes: UInt64) {
        generator = SplitMix(seed: seed)
        self.prefixes = prefixes
    }

    var tip: OutputIndex.Cursor { best.last?.cursor ?? genesis }

    private mutating func transaction() -> Digest32 {
        var bytes = generator.bytes(32)
        if prefixes > 0 {
            let prefix = UInt64.random(in: 0..<prefixes, using: &generator)
            for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: prefix >> UInt64(56 - 8 * index)) }
        }
        return Digest32(bytes) ?? .zero
    }

    private mutating func record(height: UInt64) -> OutputRecord {
        let owner: OutputRecord.Owner
        switch UInt8.random(in: 0..<10, using: &generator) {
        case 0: owner = .opaque
        case 1: owner = .script(generator.bytes(Int.random(in: 0...120, using: &generator)))
        case 2:
            owner = .address(
                Address(
                    network: .bitcoinMain, kind: .witness, version: 1, length: 32, payload: transaction()))
        default:
            let payload = Digest32(generator.bytes(20) + [UInt8](repeating: 0, count: 12)) ?? .zero
            owner = .address(Address(network: .bitcoinMain, kind: .publicKeyHash, length: 20, payload: payload))
        }
        return OutputRecord(
            amount: Int64.random(in: 0...2_100_000_000_000_000, using: &generator), height: UInt32(height), owner: owner
        )
    }

    /// Adds a random block to the tip and applies it to the dictionary.
    mutating func extend() -> Block {
        let parent = tip
        let height = parent.height + 1
        var created: [CreatedOutputRecord] = []
        var coinbaseOutputs = 0
        for number in 0...Int.random(in: 1...8, using: &generator) {
            // Now and then a coinbase that exists already, as before BIP34.
            let isRepeated = number == 0 && !keys.isEmpty && UInt8.random(in: 0..<8, using: &generator) == 0
            let transaction = isRepeated ? keys.randomElement(using: &generator)?.transaction ?? .zero : transaction()
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = UInt32(created.filter { $0.key.transaction == transaction }.count)
                let isFar = UInt8.random(in: 0..<16, using: &generator) == 0
                let key = OutputKey(transaction: transaction, index: isFar ? index + 65_536 : index)
                if created.contains(where: { $0.key == key }) { continue }
                created.append(CreatedOutputRecord(key: key, record: record(height: height)))
                if number == 0 { coinbaseOutputs += 1 }
            }
        }
        var spent: [OutputKey] = []
        for _ in 0..<Int.random(in: 0...14, using: &generator) {
            switch UInt8.random(in: 0..<8, using: &generator) {
            case 0: spent.append(OutputKey(transaction: transaction(), index: 0))
            case 1: if let output = created.randomElement(using: &generator) { spent.append(output.key) }
            case 2: if let key = keys.randomElement(using: &generator) { spent.append(key) }
            default: if let key = keys.suffix(20).randomElement(using: &generator) { spent.append(key) }
            }
        }
        var replaced: [CreatedOutputRecord] = []
        for output in created {
            if let old = unspent.updateValue(output.record, forKey: output.key) {
                replaced.append(CreatedOutputRecord(key: output.key, record: old))
            }
            keys.append(output.key)
        }
        let records = spent.map { unspent.removeValue(forKey: $0) }
        let hash = Fixtures.digest(generator.next())
        let block = Block(
            cursor: OutputIndex.Cursor(height: height, hash: hash), parent: parent, spent: spent, created: created,
            coinbaseOutputs: coinbaseOutputs, records: records, replaced: replaced)
        best.append(block)
        return block
    }

    /// Takes the tip back.
    mutating func retreat() -> Block? {
        guard let block = best.popLast() else { return nil }
        for (key, record) in zip(block.spent, block.records) {
            if let record { unspent[key] = record }
        }
        for output in block.created { unspent[output.key] = nil }
        for output in block.replaced { unspent[output.key] = output.record }
        return block
    }
}
