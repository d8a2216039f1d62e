import SupervisionModel

/// Looks at blocks of Ethereum's format: RLP; the answer of `eth_getBlockByNumber` with full transactions; or an object
/// `{"block": either, "receipts": [answers of eth_getTransactionReceipt, or their bytes in hex]}`.
struct EVMInspector: BlockInspector {
    let network: String
    /// Accounts that may sign, 20 bytes each; empty: the header's own list.
    let validators: [[UInt8]]
    /// The block before in the same file or feed.
    private var parent: (number: UInt64, hash: Digest32)?

    init(network: String, validators: [[UInt8]]) {
        self.network = network
        self.validators = validators
    }

    mutating func inspect(_ document: FormatDocument) -> [ChainInspection] {
        var inspection = ChainInspection(format: .evm, network: network, body: document.body)
        do {
            let (bytes, receipts, stated) = try Self.parts(of: document)
            let block = try EVMBlock(bytes, receipts: receipts)
            describe(block, size: bytes.count, in: &inspection)
            let hash = block.hash.plainDigest
            EVMVerifier(block: block, pinned: validators).verify(into: &inspection.report)
            if let stated { inspection.report.compare(.blockID, computed: hash.hex, stated: stated, of: "hash") }
            if let parent, block.header.number == parent.number &+ 1 {
                inspection.report.compare(
                    .parent, computed: parent.hash.hex, stated: block.header.parent.hex, of: "parent")
            }
            parent = (block.header.number, hash)
        } catch let error as FieldError {
            inspection.report.add(.structure, false, error.description)
        } catch let error as DecodeError {
            inspection.report.add(.structure, false, error.description)
        } catch {
            inspection.report.add(.structure, false, "\(error)")
        }
        return [inspection]
    }

    /// The RLP of the block, its receipts, and the hash stated beside it.
    private static func parts(
        of document: FormatDocument
    ) throws -> (block: [UInt8], receipts: [[UInt8]]?, stated: String?) {
        guard case .json(let value) = document.content else {
            guard case .raw(let bytes) = document.content else { return ([], nil, nil) }
            return (bytes, nil, document.statedID)
        }
        let root = Fields(value["result"] ?? value)
        var receipts: [[UInt8]]?
        if root.has("receipts") {
            var encoded: [[UInt8]] = []
            for receipt in try root.list("receipts", limit: EVMDocument.greatestTransactionCount) {
                encoded.append(
                    receipt.value.string == nil ? try EVMDocument.receipt(receipt) : try receipt.hex())
            }
            receipts = encoded
        }
        if root.value["block"]?.string != nil {
            return (try root.hex("block"), receipts, root.value["hash"]?.string?.withoutHexPrefix)
        }
        let fields = root.has("block") ? try root.object("block") : root
        return (try EVMDocument.block(fields), receipts, try fields.optionalDigest("hash")?.hex)
    }

    private func describe(_ block: EVMBlock, size: Int, in inspection: inout ChainInspection) {
        inspection.hash = block.hash.plainDigest
        inspection.previous = block.header.parent.plainDigest
        inspection.height = block.header.number
        // A time that no calendar has is cut, not wrapped.
        inspection.time = Timestamp(milliseconds: 1000 * Int64(min(block.header.timestamp, 1 << 52)))
        inspection.transactionCount = block.transactions.count
        inspection.events = BlockEvents(inspection).map { block.events($0, size: size) } ?? []
    }
}

extension String {
    /// The text without a leading `0x`, in lower case as digests are written.
    fileprivate var withoutHexPrefix: String { utf8.hasPrefix("0x") ? String(dropFirst(2)).lowercased() : lowercased() }
}
