import ChainCrypto
import SupervisionModel

/// Looks at Monero blocks: raw bytes, JSON as published, captured frames, and answers of `get_block`.
///
/// A publisher announces a block twice, in full and then by id (`json-minimal-chain_main`): a block of captured frames
/// is held back until the id is there to compare with.
struct MoneroInspector: BlockInspector {
    let network: String
    /// Published in full, the id not heard yet.
    private var pending: [ChainInspection] = []

    init(network: String) {
        self.network = network
    }

    mutating func inspect(_ document: FormatDocument) -> [ChainInspection] {
        switch document.content {
        case .raw(let bytes): return [inspect(bytes, body: document.body, statedID: document.statedID)]
        case .json(let value): return inspect(value, body: document.body)
        }
    }

    mutating func finish() -> [ChainInspection] {
        defer { pending = [] }
        return pending
    }

    private mutating func inspect(_ value: JSONValue, body: [UInt8]) -> [ChainInspection] {
        if let topic = value["topic"]?.string, let frame = value["frames"]?.array?.first?.string {
            guard topic.hasSuffix("-chain_main") else { return [] }
            guard let bytes = Hex.decode(frame) else {
                return [undecodable("frames[0] is no hex, expected the published message", body)]
            }
            return inspect(message: bytes)
        }
        if let blob = (value["result"] ?? value)["blob"]?.string {
            guard let bytes = Hex.decode(blob) else {
                return [undecodable("blob is no hex, expected the serialised block", body)]
            }
            let header = (value["result"] ?? value)["block_header"]
            return [inspect(bytes, body: bytes, statedID: header?["hash"]?.string)]
        }
        return (value.array ?? [value]).map { inspect(object: $0, body: body) }
    }

    /// A published message, `topic:JSON`.
    private mutating func inspect(message: [UInt8]) -> [ChainInspection] {
        guard let colon = message.firstIndex(of: UInt8(ascii: ":")) else {
            return [undecodable("a message without ':', expected topic:JSON", message)]
        }
        let text = Array(message[(colon + 1)...])
        let value: JSONValue
        do {
            value = try JSONParser.parse(text, maximumBytes: FormatDocument.greatestByteCount)
        } catch {
            return [undecodable("\(error), expected JSON behind the topic", message)]
        }
        if message[..<colon].hasPrefix("json-minimal-chain_main") {
            return announce(value["ids"]?.array?.compactMap(\.string) ?? [])
        }
        guard message[..<colon].hasPrefix("json-full-chain_main") else { return [] }
        let before = finish()
        pending = (value.array ?? []).map { inspect(object: $0, body: text) }
        return before
    }

    private mutating func announce(_ identifiers: [String]) -> [ChainInspection] {
        var inspections = finish()
        guard inspections.count == identifiers.count else {
            // Ids of blocks that were not published in full say nothing about others.
            return inspections
        }
        for (index, identifier) in identifiers.enumerated() {
            guard let hash = inspections[index].hash else { continue }
            inspections[index].report.compare(.blockID, computed: hash.hex, stated: identifier, of: "id")
        }
        return inspections
    }

    private func inspect(object: JSONValue, body: [UInt8]) -> ChainInspection {
        do {
            let bytes = try MoneroBlock.serialise(Fields(object))
            return inspect(bytes, body: body, statedID: nil)
        } catch {
            return undecodable(error.description, body)
        }
    }

    private func inspect(_ bytes: [UInt8], body: [UInt8], statedID: String?) -> ChainInspection {
        var inspection = ChainInspection(format: .monero, network: network, body: body)
        do {
            let block = try MoneroBlock(bytes)
            inspection.hash = block.hash.plainDigest
            inspection.previous = block.previous.plainDigest
            inspection.height = block.statedHeight
            inspection.time = Timestamp(seconds: UInt32(clamping: block.timestamp))
            inspection.transactionCount = block.transactionIDs.count + 1
            MoneroVerifier.verify(block, into: &inspection.report)
            if let statedID {
                inspection.report.compare(.blockID, computed: block.hash.plainDigest.hex, stated: statedID, of: "id")
            }
            inspection.events = BlockEvents(inspection).map { block.events($0) } ?? []
        } catch {
            inspection.report.add(.structure, false, error.description)
        }
        return inspection
    }

    private func undecodable(_ detail: String, _ body: [UInt8]) -> ChainInspection {
        ChainInspection(format: .monero, network: network, body: body, report: FormatReport(undecodable: detail))
    }
}
