import ChainCrypto
import SupervisionModel

/// A block whose events are given.
struct TestBlock: BlockContent {
    enum Act: Sendable {
        /// A payment; `name` names the transaction, so that another block may carry the same one.
        case pay(_ name: String, to: String, minor: Int128)
        case asked(_ name: String, who: String)
        case answered(_ name: String, who: String)
        /// A transaction that spends an output of another one.
        case spend(_ name: String, of: String)
    }

    let hash: Digest32
    let previous: Digest32
    let headerSeconds: UInt32
    let acts: [Act]

    /// - Parameter name: names the block; two blocks of one name are one.
    init(_ name: String, on previous: Digest32, at seconds: UInt32, _ acts: [Act] = []) {
        hash = TestBlock.digest("block " + name)
        self.previous = previous
        headerSeconds = seconds
        self.acts = acts
    }

    static func digest(_ text: String) -> Digest32 { Digest32(SHA256.hash(Array(text.utf8)).bytes) ?? .zero }

    static func entity(_ name: String) -> EntityRef { .identifier(.internal, name) }

    var size: Int { 300 }
    var transactionCount: Int { acts.count + 1 }
    var coinbaseScript: [UInt8] { Array("/maker/".utf8) }
    var payout: EntityRef? { nil }

    func transfers(chain: ChainID, height: UInt64, ruleTime: Timestamp, includeInputs: Bool) -> [Event] {
        acts.enumerated().compactMap { place, act in
            let (type, name, fields): (String, String, [FieldValue])
            switch act {
            case .pay(let transaction, let to, let minor):
                (type, name) = ("transfer", transaction)
                fields = [
                    .absent, .entity(TestBlock.entity(to)), .money(Money(minor: minor, currency: "BTC")),
                    .string("CHAIN"), .list([]), .int(0), .digest(TestBlock.digest(transaction)),
                ]
            case .asked(let transaction, let who):
                (type, name, fields) = ("loan.asked", transaction, [.entity(TestBlock.entity(who))])
            case .answered(let transaction, let who):
                (type, name, fields) = ("loan.answered", transaction, [.entity(TestBlock.entity(who))])
            case .spend: return nil
            }
            guard let index = TestRules.vocabulary.index(of: type) else { return nil }
            return Event(
                type: index,
                position: Position(
                    ruleTime: ruleTime, chain: chain, height: height, transaction: UInt32(place + 1), index: 0),
                block: hash, origin: TestBlock.digest(name), time: Timestamp(seconds: headerSeconds), fields: fields)
        }
    }

    func forEachSpend(_ body: (BlockSpend) -> Void) {
        for case .spend(let name, let other) in acts {
            body(
                BlockSpend(
                    spendingTransaction: TestBlock.digest(name), transaction: TestBlock.digest(other), index: 0,
                    amount: nil, owner: nil))
        }
    }

    func forEachTransaction(_ body: (Digest32) -> Void) {
        for act in acts {
            switch act {
            case .pay(let name, _, _), .asked(let name, _), .answered(let name, _), .spend(let name, _):
                body(TestBlock.digest(name))
            }
        }
    }
}
