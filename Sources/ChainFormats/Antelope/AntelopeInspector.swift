import ChainCrypto
import SupervisionModel

/// Looks at Antelope blocks: packed bytes, one after the other, with their ids where they are stated.
///
/// Not checked: the producer's signature, which covers a tree over all blocks before and the hash of the schedule, and
/// the root over action receipts, which the block does not carry.
struct AntelopeInspector: BlockInspector {
    let network: String
    /// Id of the block before in the same file or feed.
    private var parent: Hash256?

    init(network: String) {
        self.network = network
    }

    mutating func inspect(_ document: FormatDocument) -> [ChainInspection] {
        var inspection = ChainInspection(format: .antelope, network: network, body: document.body)
        guard case .raw(let bytes) = document.content else {
            inspection.report.add(
                .structure, false, "a JSON document without \"raw\", expected the packed signed_block as hex digits")
            return [inspection]
        }
        do {
            let block = try AntelopeBlock(bytes)
            describe(block, in: &inspection)
            verify(block, statedID: document.statedID, into: &inspection.report)
            parent = block.header.hash
        } catch {
            parent = nil
            inspection.report.add(.structure, false, error.description)
        }
        return [inspection]
    }

    private func describe(_ block: AntelopeBlock, in inspection: inout ChainInspection) {
        let header = block.header
        inspection.hash = header.hash.plainDigest
        inspection.previous = header.previous.plainDigest
        inspection.height = header.number.map { UInt64($0) }
        inspection.time = Timestamp(milliseconds: header.milliseconds)
        inspection.transactionCount = block.receipts.count
        guard let events = BlockEvents(inspection) else { return }
        for (index, receipt) in block.receipts.enumerated() {
            for (place, transfer) in receipt.transfers.enumerated() {
                let payer = Self.account(transfer.from)
                inspection.events.append(
                    events.transfer(
                        transaction: index, index: place,
                        identifier: (receipt.identifier ?? receipt.digest).plainDigest,
                        from: payer, to: Self.account(transfer.to),
                        amount: Money(minor: Int128(transfer.amount), currency: transfer.symbol), payers: [payer]))
            }
        }
        inspection.events.append(
            events.block(
                previous: header.previous.plainDigest, transactionCount: block.receipts.count, size: block.size,
                producer: Self.account(header.producer)))
    }

    private static func account(_ name: AntelopeName) -> EntityRef { .identifier(.account, "antelope:\(name.text)") }

    private func verify(_ block: AntelopeBlock, statedID: String?, into report: inout FormatReport) {
        let header = block.header
        report.add(
            .structure, header.number != nil,
            "block by \(header.producer.text), \(block.receipts.count) receipts, \(block.size) bytes")
        if let statedID { report.compare(.blockID, computed: header.hash.plainDigest.hex, stated: statedID, of: "id") }
        if let parent {
            report.compare(
                .parent, computed: parent.plainDigest.hex, stated: header.previous.plainDigest.hex, of: "parent")
        }
        report.compare(
            .transactionsRoot, computed: block.receiptsRoot.plainDigest.hex,
            stated: header.transactionRoot.plainDigest.hex,
            of: "root")
        let leaves = block.receipts.map(\.digest)
        let repeated = Set(leaves).count != leaves.count
        report.add(.mutation, !repeated, repeated ? "a receipt occurs more than once" : "no receipt twice")
    }
}
