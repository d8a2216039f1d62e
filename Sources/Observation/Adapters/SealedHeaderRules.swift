import ChainFormats
import SupervisionModel
import Synchronization

/// The header rules of chains whose validators sign blocks: the branch with the most signed blocks, and validators that
/// change only by the word of the old ones.
///
/// A header is remembered when its signatures have been verified and before the tree is asked to take it.
final class SealedHeaderRules: HeaderRules {
    let genesis: Digest32
    private let history: Mutex<ValidatorHistory>

    init(genesis: Digest32, validators: ValidatorSet?) {
        self.genesis = genesis
        history = Mutex(ValidatorHistory(pinned: validators))
    }

    /// Makes a header known.
    func remember(_ header: SealedHeader) -> ChainHeader {
        history.withLock { $0.remember(header) }
        return ChainHeader(
            hash: header.id, parent: header.parent, time: UInt32(clamping: header.milliseconds / 1000),
            bits: header.weight)
    }

    func work(of header: ChainHeader) -> UInt256 { UInt256(UInt64(header.bits)) }

    func demand(
        for header: ChainHeader, height: UInt64, ancestor: (UInt64) -> ChainHeader?
    ) -> Difficulty.Expectation { .unknown }

    var allowsMinimumDifficulty: Bool { true }
    var comparesMedianTime: Bool { false }

    func refusal(of header: ChainHeader) -> HeaderRefusal? {
        history.withLock { history in
            guard let sealed = history.header(header.hash) else { return .validators }
            return history.refusal(of: sealed) == nil ? nil : .validators
        }
    }
}
