import AuditLedger
import ChainCrypto
import ChainFormats
import RuleEngine
import RulePacks
import SupervisionModel
public import TransparencyLog

/// Checks a bundle with nothing but the reader's own policy: no node, no network.
public struct AlertBundleVerifier {
    /// What was checked, when nothing was wrong.
    public struct Report: Sendable {
        public let alert: String
        public let rule: String
        public let subject: String
        /// `provisional`, `final` or `retracted`: as the last revision says.
        public let state: String
        public let message: (zh: String, en: String)
        public let revisions: Int
        public let transactions: Int
        public let blocks: Int
        public let contents: Int
        /// Places `CHAIN/HEIGHT/TX/INDEX` whose evidence is not in the bundle, or of which only the block's header is.
        public let notCarried: [String]
        /// How many pieces of evidence the alert names.
        public let named: Int
        /// How many pieces of evidence the alert has in all; only the first 64 are named.
        public let evidenceCount: Int64
        public let checkpoint: VerifiedCheckpoint
        /// Older heads with proofs, for a reader who remembers one of them.
        let earlier: [AlertBundle.Earlier]
    }

    /// The first thing wrong.
    public struct Failure: Error, Sendable {
        /// `revision 2`, `content 0f18…`, `evidence btc/50/8/0`.
        public let place: String
        public let english: String
        public let chinese: String
    }

    private let policy: TrustPolicy
    private let latestTime: UInt64?
    private let hasher = SHA256Hasher()

    /// - Parameters:
    ///   - policy: the reader's own, never one that came with the bundle.
    ///   - latestTime: POSIX seconds; a cosignature of a later time is refused.
    public init(policy: TrustPolicy, latestTime: UInt64? = nil) {
        self.policy = policy
        self.latestTime = latestTime
    }

    /// - Throws: ``Failure``.
    public func verify(_ bytes: [UInt8]) throws -> Report {
        guard bytes.count <= AlertBundle.maximumByteCount else {
            throw failure(
                "–", "\(bytes.count) bytes, at most \(AlertBundle.maximumByteCount)", "\(bytes.count) 字节，超出上限")
        }
        let bundle: AlertBundle
        do {
            bundle = try AlertBundle(decoding: bytes)
        } catch {
            throw failure("–", "no bundle: \(error)", "不是证据包：\(error)")
        }
        let (content, last) = try verifyRevisions(bundle)
        let checkpoint = last.checkpoint
        let facts = try verifyActivations(bundle, checkpoint)
        try verifyContents(bundle, facts)
        try verifyRule(bundle, facts, last.payload)
        try verifyEvidence(bundle, facts, content, checkpoint)
        try verifyEarlier(bundle, checkpoint)
        var transactions = 0
        for evidence in bundle.evidence { if case .transaction = evidence.form { transactions += 1 } }
        return Report(
            alert: bundle.alert.hex, rule: last.payload["rule"]?.string ?? "",
            subject: content["subject"]?.string ?? "",
            state: last.payload["type"]?.string == "alert.retracted"
                ? "retracted" : last.payload["finality"]?.string ?? "provisional",
            message: (content["message"]?["zh"]?.string ?? "", content["message"]?["en"]?.string ?? ""),
            revisions: bundle.revisions.count, transactions: transactions,
            blocks: bundle.evidence.count - transactions, contents: bundle.contents.count,
            notCarried: notCarried(bundle),
            named: content["evidence"]?.array?.count ?? 0,
            evidenceCount: content["evidenceCount"]?.integer ?? 0, checkpoint: checkpoint, earlier: bundle.earlier)
    }

    /// Remembers the head of a verified bundle, if it may follow what was seen of its log.
    ///
    /// - Throws: ``Failure`` when the log has shown another history before.
    public func remember(_ report: Report, in heads: inout HeadMemory) throws {
        let checkpoint = report.checkpoint.checkpoint
        guard let known = heads[checkpoint.origin] else {
            return try heads.admit(checkpoint, proof: [], hasher: hasher)
        }
        // An older bundle is as true as on the day it was made: it must only not contradict what was seen.
        if checkpoint.size < known.size { return }
        let proof = report.earlier.first { $0.size == known.size }
        if let proof, proof.root != known.root {
            throw failure(
                "checkpoint", "the log showed another root at size \(known.size)", "该日志在大小 \(known.size) 时曾给出另一个根")
        }
        // Without a proof from that head nothing can be said either way, and nothing is remembered.
        guard checkpoint.size == known.size || known.size == 0 || proof != nil else { return }
        do {
            try heads.admit(checkpoint, proof: proof?.hashes ?? [], hasher: hasher)
        } catch {
            throw failure("checkpoint", "\(error)", "\(error)")
        }
    }

    // MARK: The ledger

    private func verifyRevisions(_ bundle: AlertBundle) throws -> (content: JSONValue, last: ItemProof.Verified) {
        var last: ItemProof.Verified?
        var lastIndex = 0
        var content: JSONValue?
        for (number, proof) in bundle.revisions.enumerated() {
            let place = "revision \(number + 1)"
            let verified: ItemProof.Verified
            do {
                verified = try proof.verify(policy: policy, latestTime: latestTime, hasher: hasher)
            } catch {
                throw failure(place, "\(error)", "\(error)")
            }
            guard verified.payload["alert"]?.string == bundle.alert.hex else {
                throw failure(place, "it is of another alert", "属于另一条线索")
            }
            guard verified.payload["type"]?.string?.hasPrefix("alert.") == true else {
                throw failure(place, "it is no revision of an alert", "不是线索的修订")
            }
            if let last {
                guard (last.record.sequence, lastIndex) < (verified.record.sequence, proof.index) else {
                    throw failure(place, "it does not come after the one before", "顺序不在前一修订之后")
                }
                try same(verified.checkpoint, last.checkpoint, place)
            }
            last = verified
            lastIndex = proof.index
            if let next = verified.payload["content"] { content = next }
        }
        guard let last, let content else { throw failure("revisions", "there is none", "没有任何修订") }
        return (content, last)
    }

    private func same(_ one: VerifiedCheckpoint, _ other: VerifiedCheckpoint, _ place: String) throws {
        guard one.checkpoint == other.checkpoint else {
            throw failure(place, "it is proved against another checkpoint", "依据另一个检查点证明")
        }
    }

    private func verify(
        _ record: AlertBundle.Record, _ place: String, _ checkpoint: VerifiedCheckpoint
    ) throws -> (sequence: UInt64, input: JSONObject) {
        do {
            let verified = try record.proof.verify(policy: policy, latestTime: latestTime, hasher: hasher)
            try same(verified.checkpoint, checkpoint, place)
            guard case .open(let input) = verified.record.input else {
                throw failure(place, "its input is sealed", "其输入已封存")
            }
            return (verified.record.sequence, input)
        } catch let error as LedgerError {
            throw failure(place, "\(error)", "\(error)")
        }
    }

    private func verifyActivations(_ bundle: AlertBundle, _ checkpoint: VerifiedCheckpoint) throws -> [JSONObject] {
        try bundle.activations.enumerated().map { number, record in
            let place = "activation \(number + 1)"
            let (_, input) = try verify(record, place, checkpoint)
            let types = ["rulepack.activated", "list.updated", "engine.activated", "config.changed"]
            guard let type = input["type"]?.string, types.contains(type) else {
                throw failure(place, "it activates nothing", "并非启用记录")
            }
            return input
        }
    }

    private func verifyContents(_ bundle: AlertBundle, _ facts: [JSONObject]) throws {
        let named = Set(facts.compactMap { ($0["content"] ?? $0["config"])?.string })
        var carried: Set<String> = []
        for content in bundle.contents {
            let place = "content \(content.digest.hex)"
            guard hasher.hash(content.bytes).bytes == content.digest.bytes else {
                throw failure(place, "its bytes have another SHA-256", "内容的 SHA-256 不符")
            }
            guard named.contains(content.digest.hex), carried.insert(content.digest.hex).inserted else {
                throw failure(place, "no record names it, or it is there twice", "没有记录提及，或重复出现")
            }
        }
        if let missing = named.subtracting(carried).min(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            throw failure("content \(missing)", "it is named by a record and not carried", "记录中提及但未携带")
        }
    }

    private func content(_ type: String, _ bundle: AlertBundle, _ facts: [JSONObject]) throws -> [UInt8] {
        let fact = facts.last { $0["type"]?.string == type }
        guard let digest = (fact?["content"] ?? fact?["config"])?.string,
            let content = bundle.contents.first(where: { $0.digest.hex.utf8.elementsEqual(digest.utf8) })
        else { throw failure("activations", "there is no \(type)", "缺少 \(type)") }
        return content.bytes
    }

    private func verifyRule(_ bundle: AlertBundle, _ facts: [JSONObject], _ payload: JSONValue) throws {
        let pack: RulePack
        do {
            pack = try RulePack.load(
                bundle: try content("rulepack.activated", bundle, facts), entities: .ofEveryNetwork)
        } catch let error as LoadFailure {
            throw failure("rule pack", "\(error)", "\(error)")
        }
        let name = payload["rule"]?.string ?? ""
        guard
            pack.rules.contains(where: { $0.id.utf8.elementsEqual(name.utf8) || $0.name.utf8.elementsEqual(name.utf8) })
        else { throw failure("rule pack", "it has no rule \(name)", "规则包中没有规则 \(name)") }
    }

    private func verifyEarlier(_ bundle: AlertBundle, _ checkpoint: VerifiedCheckpoint) throws {
        for head in bundle.earlier {
            do {
                try ConsistencyProof(
                    oldSize: head.size, newSize: checkpoint.checkpoint.size, hashes: head.hashes
                ).verify(oldRoot: head.root, newRoot: checkpoint.checkpoint.root, hasher: hasher)
            } catch {
                throw failure("earlier head \(head.size)", "\(error)", "\(error)")
            }
        }
    }

    // MARK: The chains

    private func verifyEvidence(
        _ bundle: AlertBundle, _ facts: [JSONObject], _ content: JSONValue, _ checkpoint: VerifiedCheckpoint
    ) throws {
        let references = content["evidence"]?.array ?? []
        let configuration: CoreConfiguration
        do {
            configuration = try CoreConfiguration(
                json: try CanonicalJSON.decode(
                    try self.content("config.changed", bundle, facts), maximumBytes: AlertBundle.maximumByteCount))
        } catch let error as Failure {
            throw error
        } catch {
            throw failure("configuration", "\(error)", "\(error)")
        }
        for evidence in bundle.evidence where !references.contains(evidence.reference) {
            throw failure(
                "evidence \(AlertBundleVerifier.place(evidence.reference))", "the alert does not name it", "线索未提及")
        }
        for gap in bundle.gaps where !references.contains(gap.reference) {
            throw failure(
                "evidence \(AlertBundleVerifier.place(gap.reference))", "the alert does not name it", "线索未提及")
        }
        for reference in references {
            let place = "evidence \(AlertBundleVerifier.place(reference))"
            let carried = bundle.evidence.filter { $0.reference == reference }
            let gaps = bundle.gaps.filter { $0.reference == reference }
            guard carried.count + gaps.count == 1 else {
                throw failure(place, "it is neither carried once nor named as not carried", "既未携带，也未声明未携带（或重复）")
            }
            if let evidence = carried.first { try verify(evidence, place, configuration, checkpoint) }
        }
    }

    private func verify(
        _ evidence: BundledEvidence, _ place: String, _ configuration: CoreConfiguration,
        _ checkpoint: VerifiedCheckpoint
    ) throws {
        let reference = evidence.reference
        let chain = reference["chain"]?.string.flatMap { ChainID($0) }.flatMap { configuration[$0] }
        switch evidence.form {
        case .block(let record, let bytes):
            let (_, input) = try verify(record, place, checkpoint)
            guard input["type"]?.string == "block.connected", input["chain"] == reference["chain"],
                input["height"] == reference["height"], input["hash"] == reference["block"]
            else { throw failure(place, "the record connects another block", "记录连接的是另一区块") }
            guard input["bytes"]?.string == Hex.encode(hasher.hash(bytes).bytes) else {
                throw failure(place, "the block's bytes have another SHA-256", "区块字节的 SHA-256 不符")
            }
        case .header(let header):
            // Events that the node derives stand at places behind the transactions: of those only the block can be shown.
            _ = try self.header(header, reference, place)
        case .transaction(let header, let raw, let path):
            guard let chain, let network = BitcoinNetwork.named(chain.network, family: chain.format) else {
                throw failure(place, "its chain is not of Bitcoin's format", "该链不是比特币格式")
            }
            let header = try self.header(header, reference, place)
            let transaction: DecodedTransaction
            do {
                transaction = try DecodedTransaction(raw, network: network)
            } catch {
                throw failure(place, "the transaction: \(error)", "交易：\(error)")
            }
            let index = reference["tx"]?.integer.flatMap { Int(exactly: $0) } ?? -1
            // 64 bytes could as well be two hashes of the tree.
            guard transaction.entry.strippedSize != 64,
                TransactionPath.root(of: transaction.identifier, at: index, path.map { Hash256($0) })
                    == header.merkleRoot
            else {
                throw failure(
                    place, "transaction \(transaction.identifier.display) is not at place \(index) of the block",
                    "交易 \(transaction.identifier.display) 不在区块的第 \(index) 位")
            }
        }
    }

    private func header(_ bytes: [UInt8], _ reference: JSONValue, _ place: String) throws -> BlockHeader {
        guard bytes.count == BlockHeader.byteCount, let header = try? BlockHeader(bytes.span.bytes) else {
            throw failure(place, "a header of \(bytes.count) bytes, expected \(BlockHeader.byteCount)", "区块头长度不符")
        }
        guard header.hash.digest.hex == reference["block"]?.string else {
            throw failure(place, "the header is that of block \(header.hash.display)", "区块头属于区块 \(header.hash.display)")
        }
        return header
    }

    // MARK: Texts

    private func notCarried(_ bundle: AlertBundle) -> [String] {
        let withoutTransaction = bundle.evidence.filter { evidence in
            if case .header = evidence.form { evidence.reference["tx"] != nil } else { false }
        }
        return bundle.gaps.map { AlertBundleVerifier.place($0.reference) }
            + withoutTransaction.map { "\(AlertBundleVerifier.place($0.reference)) (transaction 交易)" }
    }

    /// `CHAIN/HEIGHT/TX/INDEX`, `-` for an event of a whole block.
    static func place(_ reference: JSONValue) -> String {
        func number(_ name: String) -> String { reference[name]?.integer.map { String($0) } ?? "-" }
        return "\(reference["chain"]?.string ?? "?")/\(number("height"))/\(number("tx"))/\(number("index"))"
    }

    private func failure(_ place: String, _ english: String, _ chinese: String) -> Failure {
        Failure(place: place, english: english, chinese: chinese)
    }
}
