extension BlockCheck.Name {
    /// What is checked, for people, in English.
    public var englishTitle: String { titles.english }
    /// What is checked, for people, in Chinese.
    public var chineseTitle: String { titles.chinese }

    private var titles: (english: String, chinese: String) {
        switch self {
        case .structure: ("structure of the bytes", "字节结构")
        case .target: ("difficulty target within the network's limit", "难度目标在网络限额内")
        case .proofOfWork: ("proof of work", "工作量证明")
        case .merkleRoot: ("Merkle root of the transactions", "交易默克尔根")
        case .mutation: ("no ambiguous repetition of transactions", "交易列表无歧义重复")
        case .size: ("size and weight", "区块大小与重量")
        case .coinbase: ("exactly one coinbase, at the front", "有且仅有一笔首位铸币交易")
        case .coinbaseHeight: ("height stated in the coinbase", "铸币交易中的高度")
        case .version: ("block version", "区块版本")
        case .inputs: ("inputs and outputs present", "输入与输出齐全")
        case .values: ("amounts within the money range", "金额在允许范围内")
        case .duplicateTransactions: ("no transaction twice", "交易不重复")
        case .duplicateInputs: ("no output spent twice", "无双重花费")
        case .witness: ("witness commitment", "见证承诺")
        case .extensionBlock: ("extension block", "扩展区块")
        case .difficulty: ("difficulty as the chain demands", "难度符合链上规则")
        case .medianTime: ("time after the median of the blocks before", "时间晚于前序区块中位时间")
        case .futureTime: ("time not in the future", "时间不在未来")
        case .parent: ("follows its parent", "与父区块相连")
        case .amounts: ("no value out of nothing", "价值无凭空产生")
        }
    }
}
