import ChainCrypto
public import SupervisionModel

/// What `inspect` says about one block of a family other than Bitcoin's, whether it is right or not.
///
/// Hashes are as the chain prints them, without `0x`. What a chain hides or a document does not say is nil.
public struct ChainInspection: Sendable {
    /// Name of the family; see `ChainFormat`.
    public let format: String
    /// Short name of the network.
    public let network: String
    /// Number of bytes given: of the raw block, or of the JSON text.
    public let size: Int
    /// The block id, computed, not as stated.
    public internal(set) var hash: Digest32?
    public internal(set) var previous: Digest32?
    public internal(set) var height: UInt64?
    /// Time of the header in milliseconds since 1970.
    public internal(set) var time: Timestamp?
    public internal(set) var transactionCount: Int?
    public internal(set) var report: FormatReport
    /// `transfer` events in block order and the `chain.block` event behind them; empty unless the block decodes.
    public internal(set) var events: [Event] = []
    /// SHA-256 of what was given: two bodies of one block id are told apart by it.
    public let bodyHash: Digest32

    init(
        format: ChainFormat, network: String, body: [UInt8], report: FormatReport = FormatReport()
    ) {
        self.format = format.rawValue
        self.network = network
        self.size = body.count
        self.report = report
        self.bodyHash = Digest32(SHA256.hash(body).bytes) ?? .zero
    }

    /// The object of COMMANDS.md: `format, network, hash, height, previous, time, transactions, size, verified, checks,
    /// events`, and `bodyHash`. Members that are unknown are absent; `time` is in seconds.
    public var json: JSONValue {
        var object = JSONObject()
        object["format"] = .string(format)
        object["network"] = .string(network)
        object["size"] = .integer(Int64(size))
        object["verified"] = .bool(report.verified)
        object["bodyHash"] = .string(bodyHash.hex)
        object["checks"] = .array(
            report.checks.map {
                ["name": .string($0.name.rawValue), "ok": .bool($0.ok), "detail": .string($0.detail)]
            })
        object["hash"] = hash.map { .string($0.hex) }
        object["previous"] = previous.map { .string($0.hex) }
        object["time"] = time.map { .integer($0.milliseconds / 1000) }
        object["height"] = height.map { .integer(Int64(clamping: $0)) }
        object["transactions"] = transactionCount.map { .integer(Int64($0)) }
        object["events"] = hash.map { _ in .integer(Int64(events.count)) }
        return .object(object)
    }
}
