import ChainCrypto
public import SupervisionModel

/// What `inspect` says about the bytes of one block, whether they are right or not.
public struct BlockInspection: Sendable {
    /// `bitcoin`, `bsv` or `litecoin`.
    public let format: String
    /// Short name of the network.
    public let network: String
    /// The decoded block; nil when the structure is wrong.
    public let block: DecodedBlock?
    /// The header, when at least its 80 bytes are there.
    public let header: BlockHeader?
    /// Number of bytes given.
    public let size: Int
    /// Height stated in the coinbase, 0 for the genesis block; nil when unknown.
    public let height: UInt64?
    public let report: BlockReport

    /// Decodes and verifies; never fails, whatever the bytes are.
    public init(_ bytes: [UInt8], network: BitcoinNetwork, context: BlockContext = BlockContext()) {
        self.format = network.family
        self.network = network.name
        self.size = bytes.count
        self.header = try? BlockHeader(bytes.span.bytes)
        do {
            let block = try DecodedBlock(bytes, network: network)
            self.block = block
            self.report = BlockVerifier.verify(block, network: network, context: context)
            self.height =
                block.header.hash == network.genesis ? 0 : context.height ?? block.statedHeight
        } catch {
            self.block = nil
            self.report = BlockReport(error)
            self.height = nil
        }
    }

    /// The object of COMMANDS.md: `format, network, hash, height, previous, time, transactions, size, verified, checks,
    /// events`. Members that are unknown are absent.
    public var json: JSONValue {
        var object = JSONObject()
        object["format"] = .string(format)
        object["network"] = .string(network)
        object["size"] = .integer(Int64(size))
        object["verified"] = .bool(report.verified)
        object["checks"] = .array(
            report.checks.map {
                ["name": .string($0.name.rawValue), "ok": .bool($0.ok), "detail": .string($0.detail)]
            })
        if let header {
            object["hash"] = .string(header.hash.display)
            object["previous"] = .string(header.previous.display)
            object["time"] = .integer(Int64(header.time))
        }
        if let height { object["height"] = .integer(Int64(clamping: height)) }
        if let block {
            object["transactions"] = .integer(Int64(block.transactionCount))
            object["events"] = .integer(Int64(BitcoinBlock.eventCount(block)))
        }
        return .object(object)
    }
}
