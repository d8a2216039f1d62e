internal import SupervisionModel

/// CHN-04, a block from the future.
///
/// Reading: `headerTime` of a `chain.block` later than `observed` by more than 30 minutes; of chains that sign, by more than
/// 30 seconds. Names the chain. Planted: 30 minutes and a second under proof of work, an hour elsewhere; exactly 30 minutes
/// under proof of work, exactly 30 seconds elsewhere.
extension Injector {
    static let lyingClock = Injector("CHN-04") { book in
        for consensus in SimulatedChain.Consensus.allCases {
            let chains = book.scenario.chains.indices.filter { book.scenario.chains[$0].consensus == consensus }
            guard !chains.isEmpty else { continue }
            let chain = chains[book.random.below(chains.count)]
            lie(chain, seconds: consensus == .work ? 1_801 : 3_600, isGuilty: true, &book)
            lie(chain, seconds: consensus == .work ? 1_800 : 30, isGuilty: false, &book)
        }
    }

    private static func lie(_ chain: Int, seconds: Int, isGuilty: Bool, _ book: inout PlantBook) {
        guard let start = book.freeStretch(chain, seconds: seconds) else { return }
        let end = start.plus(seconds: seconds)
        book.addBlock(on: chain, at: end)
        book.spans.append(ChainSpan(chain: chain, kind: .ahead, from: start, to: end))
        if isGuilty { book.claim("CHN-04", chain: chain, at: end, until: .minutes(1)) }
    }
}
