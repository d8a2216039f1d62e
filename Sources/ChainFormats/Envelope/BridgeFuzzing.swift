import SupervisionModel

/// What a node behind a bridge can answer, for fuzzers: must never stop the process.
public enum BridgeFuzzing {
    /// Takes the bytes for the JSON of `{"block", "receipts"}` as an EVM and as a FISCO BCOS node answer it, and as what a
    /// publisher serves for back-fill.
    ///
    /// - Returns: whether what must hold of what was made holds; refused input is no finding.
    public static func exercise(_ bytes: [UInt8]) -> Bool {
        if let entries = try? EvidenceList.decode(bytes), EvidenceList.encode(entries) != bytes { return false }
        if let part = FeedPart(bytes), part.bytes != bytes { return false }
        let pieces = EnvelopeSequence.split(bytes)
        if pieces.reduce(0, { $0 + $1.count }) > bytes.count { return false }
        guard let value = try? JSONParser.parse(bytes, maximumBytes: 1 << 20, nulls: .absent),
            let block = value["block"]
        else { return true }
        let receipts = value["receipts"]?.array
        _ = EVMBridge.needsValidators(block)
        if let made = try? EVMBridge.block(block, receipts: receipts, validators: []), !isReadBack(made) {
            return false
        }
        if let made = try? FISCOBridge.block(block, receipts: receipts), !isReadBack(made) { return false }
        return true
    }

    /// What a bridge made is what an observer reads, or nothing at all: evidence beyond its bounds is refused there.
    private static func isReadBack(_ made: (evidence: BlockEvidence, body: BlockBody)) -> Bool {
        let encoded = made.evidence.bytes
        guard let read = try? BlockEvidence(encoded) else { return true }
        var report = FormatReport()
        _ = EnvelopeVerifier.header(
            read, kind: read.encoding == .evm ? .evm : .fisco, chain: "fuzz", genesis: .zero, into: &report)
        return read == made.evidence && read.bytes == encoded
    }
}
