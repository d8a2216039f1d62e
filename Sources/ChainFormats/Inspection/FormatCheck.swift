/// One named check of a block of any family and its result.
public struct FormatCheck: Hashable, Sendable {
    /// What is checked. The raw value is the stable name in reports; which family makes which check is said in
    /// `Docs/formats/`.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        /// The bytes or the document decode: counts, lengths, kinds, nothing after the end.
        case structure
        /// The id computed from the bytes is the one stated beside them.
        case blockID
        /// The block follows the one before it in the same file or feed.
        case parent
        /// The stated target is not easier than the network allows.
        case target
        /// The id is not above the target.
        case proofOfWork
        /// The Equihash solution of the header is right.
        case equihash
        /// The root in the header is the one over the transactions.
        case merkleRoot
        /// The transaction list is not an ambiguous rewriting.
        case mutation
        /// The first transaction and no other creates money, in the form the chain demands.
        case coinbase
        /// Every amount lies within its range.
        case values
        /// No transaction occurs twice.
        case duplicateTransactions
        /// No key image or nullifier occurs twice.
        case duplicateSpends
        /// What the block id does not cover is as its own commitment says.
        case authorizingData
        /// The root over the transactions (trie or tree) is the header's.
        case transactionsRoot
        /// The root over the receipts is the header's.
        case receiptsRoot
        /// The hash over the ommers is the header's.
        case ommersHash
        /// The root over the withdrawals is the header's.
        case withdrawalsRoot
        /// The filter over addresses and topics of the logs is the header's.
        case logsBloom
        /// The gas of the receipts adds up to the header's.
        case gasUsed
        /// A sender can be recovered from every signed transaction.
        case senders
        /// The list of those who may sign is the one expected.
        case validators
        /// Every signature over the block is by a different member of that list.
        case seals
        /// The signatures weigh enough.
        case quorum
        /// The hash over the data of the block is the header's.
        case dataHash
        /// The message is signed by a key that may publish.
        case publisher
        /// The message names the one before it in its stream.
        case previousEnvelope
        /// The message is of the chain that is expected.
        case stream
        /// No transaction was replaced by the notice that its content was withdrawn.
        case redaction
    }

    public let name: Name
    public let ok: Bool
    /// English: the fact when `ok`, what was found and expected when not.
    public let detail: String

    public init(_ name: Name, ok: Bool, detail: String) {
        self.name = name
        self.ok = ok
        self.detail = detail
    }
}

extension FormatCheck.Name {
    /// What is checked, for people, in English.
    public var englishTitle: String { titles.english }
    /// What is checked, for people, in Chinese.
    public var chineseTitle: String { titles.chinese }

    private var titles: (english: String, chinese: String) {
        switch self {
        case .structure: ("structure of the bytes", "字节结构")
        case .blockID: ("block id recomputed", "区块标识重新计算")
        case .parent: ("follows its parent", "与父区块相连")
        case .target: ("difficulty target within the network's limit", "难度目标在网络限额内")
        case .proofOfWork: ("proof of work", "工作量证明")
        case .equihash: ("Equihash solution", "Equihash 解")
        case .merkleRoot: ("Merkle root of the transactions", "交易默克尔根")
        case .mutation: ("no ambiguous repetition of transactions", "交易列表无歧义重复")
        case .coinbase: ("exactly one coinbase, at the front", "有且仅有一笔首位铸币交易")
        case .values: ("amounts within their range", "金额在允许范围内")
        case .duplicateTransactions: ("no transaction twice", "交易不重复")
        case .duplicateSpends: ("nothing spent twice", "无双重花费")
        case .authorizingData: ("proofs and signatures outside the id", "标识之外的证明与签名")
        case .transactionsRoot: ("root over the transactions", "交易根")
        case .receiptsRoot: ("root over the receipts", "回执根")
        case .ommersHash: ("hash over the ommers", "叔块哈希")
        case .withdrawalsRoot: ("root over the withdrawals", "提款根")
        case .logsBloom: ("filter over the logs", "日志过滤器")
        case .gasUsed: ("gas of the receipts", "回执燃料合计")
        case .senders: ("senders recovered from signatures", "由签名恢复发送方")
        case .validators: ("list of validators", "验证者名单")
        case .seals: ("signatures over the block", "区块签名")
        case .quorum: ("enough signatures", "签名达到法定数量")
        case .dataHash: ("hash over the data", "数据哈希")
        case .publisher: ("signature of the publisher", "发布方签名")
        case .previousEnvelope: ("names the envelope before it", "与前一信封相连")
        case .stream: ("of the expected chain", "所属链符合预期")
        case .redaction: ("no content withdrawn at the source", "来源未撤下内容")
        }
    }
}
