import ChainCrypto
import SupervisionModel

/// Looks at FISCO BCOS blocks and headers as JSON-RPC answers them. The chain has no raw form over RPC: what the hash
/// covers is rebuilt from the fields.
struct FISCOInspector: BlockInspector {
    let network: String
    /// Node ids of those who may sign; empty: the header's own list.
    let validators: [[UInt8]]
    /// The block before in the same file or feed.
    private var parent: (number: UInt64, hash: Digest32)?

    init(network: String, validators: [[UInt8]]) {
        self.network = network
        self.validators = validators
    }

    mutating func inspect(_ document: FormatDocument) -> [ChainInspection] {
        var inspection = ChainInspection(format: .fisco, network: network, body: document.body)
        guard case .json(let value) = document.content else {
            inspection.report.add(
                .structure, false, "raw bytes, expected the JSON of getBlockByNumber or getBlockHeaderByNumber")
            return [inspection]
        }
        do {
            let header = try FISCOHeader(Fields(value["result"] ?? value))
            guard let verifier = FISCOVerifier(header) else {
                inspection.report.add(.blockID, false, "the hash cannot be computed: OpenSSL without SM3")
                return [inspection]
            }
            describe(verifier, in: &inspection)
            verifier.verify(pinned: validators, into: &inspection.report)
            let hash = verifier.hash.plainDigest
            if let parent, header.number == parent.number + 1 {
                inspection.report.add(
                    .parent, header.parents.contains(parent.hash),
                    "parents \(header.parents.map(\.hex).joined(separator: ", ")), before it \(parent.hash)")
            }
            parent = header.number < .max ? (header.number, hash) : nil
        } catch {
            inspection.report.add(.structure, false, error.description)
        }
        return [inspection]
    }

    private func describe(_ verifier: FISCOVerifier, in inspection: inout ChainInspection) {
        let header = verifier.header
        inspection.hash = verifier.hash.plainDigest
        inspection.previous = header.parents.first
        inspection.height = header.number
        inspection.time = Timestamp(milliseconds: Int64(clamping: header.milliseconds))
        inspection.transactionCount = header.transactionIDs?.count
        let proposer = header.sealer < UInt64(header.sealers.count) ? header.sealers[Int(header.sealer)] : nil
        guard let events = BlockEvents(inspection) else { return }
        inspection.events = [
            events.block(
                previous: header.parents.first, transactionCount: header.transactionIDs?.count ?? 0,
                size: inspection.size,
                producer: proposer.map { .identifier(.account, "fisco:" + Hex.encode($0)) })
        ]
    }
}
