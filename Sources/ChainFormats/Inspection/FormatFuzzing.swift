import ChainCrypto
import SupervisionModel

/// What outside bytes of the chain families beside Bitcoin's can reach, in one call each, for fuzzers: must never stop
/// the process.
public enum FormatFuzzing {
    /// Looks at the bytes as a block of the family: as they are, and as JSON where they are JSON; prints what was found
    /// and its events.
    ///
    /// - Returns: whether what must hold of anything that was decoded holds; refused input is no finding.
    public static func exercise(_ bytes: [UInt8], _ format: ChainFormat) -> Bool {
        var documents = [FormatDocument(raw: bytes)]
        if let document = try? FormatDocument(json: bytes) { documents.append(document) }
        // The easiest of the networks: more bytes get past the work.
        guard var inspector = format.inspector(network: "regtest") else { return false }
        let inspections = documents.flatMap { inspector.inspect($0) } + inspector.finish()
        let writer = EventJSON(vocabulary: Vocabulary(), naming: AddressNaming())
        for inspection in inspections {
            _ = inspection.json.encode()
            for event in inspection.events { _ = writer.line(event, isFinal: false) }
            // A block without id is never verified, and whoever is verified has events.
            if inspection.report.verified, inspection.hash == nil || inspection.events.isEmpty { return false }
        }
        return holdsOfParts(bytes, format)
    }

    /// Readers that blocks seldom reach, and the laws of those that have any.
    private static func holdsOfParts(_ bytes: [UInt8], _ format: ChainFormat) -> Bool {
        switch format {
        case .monero:
            _ = try? MoneroTransaction(bytes)
            if let body = try? MoneroBody(bytes), body.bytes != bytes { return false }
        case .evm:
            if let item = try? RLPItem(bytes) {
                if item.encoded != bytes { return false }
                if rewritten(item) != bytes { return false }
            }
            _ = try? EVMTransaction(encoded: bytes)
            _ = try? EVMReceipt(bytes)
            if let header = try? RLPItem(bytes) { _ = (try? EVMHeader(header)).map { try? EVMSeals($0) } }
        case .antelope: _ = AntelopeTransfer.all(in: bytes.span.bytes)
        case .envelope:
            _ = try? Heartbeat(bytes)
            // One value has one encoding.
            if let evidence = try? BlockEvidence(bytes), evidence.bytes != bytes { return false }
            if let envelope = try? Envelope(bytes), envelope.message.bytes != bytes { return false }
            if let header = try? NativeHeader(bytes), header.bytes != bytes { return false }
        case .fisco:
            if let release = try? FISCORelease3(fields: bytes), release.fields != bytes { return false }
            if let receipt = try? FISCOReceipt(fields: bytes), receipt.fields != bytes { return false }
        case .zcash: break
        }
        return true
    }

    /// One value has one encoding: what was read, written again.
    private static func rewritten(_ item: RLPItem) -> [UInt8]? {
        guard let items = item.items else { return (try? item.bytes()).map { RLPEncoding.bytes($0) } }
        return RLPEncoding.list(items.compactMap { rewritten($0) })
    }
}
