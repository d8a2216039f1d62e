internal import SupervisionModel

/// CHN-03, no block for too long.
///
/// Reading: `interval` of a `chain.block` above 10 targets, under proof of work above 11.52. Names the chain. Planted: twelve
/// targets; exactly ten, and under proof of work 11.51.
extension Injector {
    static let blockInterval = Injector("CHN-03") { book in
        for consensus in SimulatedChain.Consensus.allCases {
            let chains = book.scenario.chains.indices.filter { book.scenario.chains[$0].consensus == consensus }
            guard !chains.isEmpty else { continue }
            let chain = chains[book.random.below(chains.count)]
            let target = book.scenario.chains[chain].targetSeconds
            silence(chain, target * 12, isGuilty: true, &book)
            silence(chain, target * 10, isGuilty: false, &book)
            if consensus == .work { silence(chain, target * 1_151 / 100, isGuilty: false, &book) }
        }
    }

    private static func silence(_ chain: Int, _ seconds: Int, isGuilty: Bool, _ book: inout PlantBook) {
        guard let start = book.freeStretch(chain, seconds: seconds) else { return }
        let end = start.plus(seconds: seconds)
        book.addBlock(on: chain, at: start)
        book.addBlock(on: chain, at: end)
        book.spans.append(ChainSpan(chain: chain, kind: .silence, from: start.plus(seconds: 1), to: end))
        if isGuilty { book.claim("CHN-03", chain: chain, at: end, until: .minutes(1)) }
    }
}
