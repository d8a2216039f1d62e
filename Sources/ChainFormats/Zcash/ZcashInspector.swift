import SupervisionModel

/// Looks at Zcash blocks: serialised bytes.
struct ZcashInspector: BlockInspector {
    let network: ZcashNetwork

    mutating func inspect(_ document: FormatDocument) -> [ChainInspection] {
        var inspection = ChainInspection(format: .zcash, network: network.name, body: document.body)
        guard case .raw(let bytes) = document.content else {
            inspection.report.add(
                .structure, false, "a JSON document without \"raw\", expected the serialised block as hex digits")
            return [inspection]
        }
        do {
            let block = try ZcashBlock(bytes, network: network)
            inspection.hash = block.header.hash.digest
            inspection.previous = block.header.previous.digest
            inspection.height = block.statedHeight
            inspection.time = Timestamp(seconds: block.header.time)
            inspection.transactionCount = block.transactions.count
            ZcashVerifier.verify(block, network: network, into: &inspection.report)
            if let stated = document.statedID, let hash = inspection.hash {
                inspection.report.compare(.blockID, computed: hash.hex, stated: stated, of: "id")
            }
            inspection.events = BlockEvents(inspection).map { block.events($0, network: network) } ?? []
        } catch {
            inspection.report.add(.structure, false, error.description)
        }
        return [inspection]
    }
}
