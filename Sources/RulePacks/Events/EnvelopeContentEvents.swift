public import ChainFormats
public import SupervisionModel

/// A block out of an envelope as the core sees it: what its transactions declare, and what a mapping makes of its logs.
public struct EnvelopeContentEvents: BlockContent {
    private let block: EnvelopeBlock
    private let mapping: LogMapping?

    /// - Parameter mapping: what logs mean; nil: they mean nothing.
    public init(_ block: EnvelopeBlock, mapping: LogMapping?) {
        self.block = block
        self.mapping = mapping
    }

    public var hash: Digest32 { block.hash }
    public var previous: Digest32 { block.previous }
    public var headerSeconds: UInt32 { UInt32(clamping: block.envelope.evidence.milliseconds / 1000) }
    public var headerTime: Timestamp { block.time }
    public var isSigned: Bool { true }
    public var size: Int { block.envelope.bytes.count }
    public var transactionCount: Int { block.transactionCount }
    public var coinbaseScript: [UInt8] { [] }
    public var payout: EntityRef? { block.producer }

    public func transfers(
        chain: ChainID, height: UInt64, ruleTime: Timestamp, includeInputs: Bool
    ) -> [Event] {
        block.transfers(chain: chain, height: height, ruleTime: ruleTime)
    }

    public func declared(chain: ChainID, height: UInt64, ruleTime: Timestamp, vocabulary: Vocabulary) -> [Event] {
        read(chain: chain, height: height, ruleTime: ruleTime, vocabulary: vocabulary).events
    }

    /// The declared events, and what of the rest cannot be used.
    ///
    /// - Returns: events in order; and for each object that says nothing usable its transaction and why.
    public func read(
        chain: ChainID, height: UInt64, ruleTime: Timestamp, vocabulary: Vocabulary
    ) -> (events: [Event], faults: [(transaction: Int, reason: String)]) {
        let reader = TransactionEventReader(vocabulary: vocabulary, entities: .ofEveryNetwork)
        var events: [Event] = []
        var faults: [(transaction: Int, reason: String)] = []
        block.forEachStatement(mapping: { mapping?.object(of: $0) }) { statement in
            guard let value = statement.value else {
                faults.append((statement.transaction, "no JSON of whole numbers"))
                return
            }
            let position = Position(
                ruleTime: ruleTime, chain: chain, height: height, transaction: UInt32(clamping: statement.transaction),
                index: UInt32(clamping: statement.index))
            do throws(LoadFailure) {
                events.append(
                    try reader.event(
                        value,
                        at: TransactionEventReader.Place(
                            position: position, block: hash, origin: statement.origin, time: headerTime)))
            } catch {
                faults.append((statement.transaction, error.description))
            }
        }
        return (events, faults)
    }

    public func forEachSpend(_ body: (BlockSpend) -> Void) {}

    public func forEachTransaction(_ body: (Digest32) -> Void) {
        for identifier in block.transactionIdentifiers { body(identifier) }
    }
}
