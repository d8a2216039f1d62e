import AuditLedger
public import Persistence
public import SupervisionModel

/// What a store says about what was watched: the statements of coverage at the end of each day.
public struct StoredCoverage: Sendable {
    /// One statement: an item of the ledger, which can be proved by itself.
    public struct Statement: Sendable {
        public let sequence: UInt64
        public let index: Int
        public let payload: JSONValue
    }

    private let ledger: Ledger

    public init(_ store: Store) {
        ledger = store.ledger
    }

    /// Statements in the order in which they were made; those whose bytes were erased are left out.
    public func statements(of chain: ChainID? = nil, from first: Day? = nil, through last: Day? = nil) throws
        -> [Statement]
    {
        var found: [Statement] = []
        try ledger.forEachRecord(in: 0..<(try ledger.head().size)) { stored in
            guard case .open(let input) = try LedgerRecord(decoding: stored.bytes).input,
                input["type"]?.string == "day.closed", let day = input["day"]?.string.flatMap(Day.init(text:)),
                first.map({ $0 <= day }) ?? true, last.map({ day <= $0 }) ?? true
            else { return true }
            for (index, item) in stored.items.enumerated() {
                guard let bytes = item.bytes else { continue }
                let payload = try CanonicalJSON.decode(bytes, maximumBytes: 1 << 16)
                guard payload["type"]?.string == "coverage.stated",
                    chain.map({ payload["chain"]?.string == $0.text }) ?? true
                else { continue }
                found.append(Statement(sequence: stored.sequence, index: index, payload: payload))
            }
            return true
        }
        return found
    }
}
