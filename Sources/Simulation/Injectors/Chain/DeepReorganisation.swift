internal import SupervisionModel

/// CHN-01, many blocks replaced.
///
/// Reading: `chain.reorg` of depth at least 2 on a chain whose blocks may be replaced; one is normal. Names the chain.
extension Injector {
    static let deepReorganisation = Injector("CHN-01") { book in
        let chains = book.chains([.work])
        let chain = chains[book.random.below(chains.count)]
        guard book.scenario.chains[chain].consensus != .signed else { return }
        for depth in [2, 6] where depth <= book.scenario.chains[chain].finalityBlocks {
            guard let time = book.freeStretch(chain, seconds: 60 * depth) else { continue }
            for place in 0..<depth { book.addBlock(on: chain, at: time.plus(seconds: 60 * place)) }
            book.spans.append(
                ChainSpan(chain: chain, kind: .replaced, from: time, to: time.plus(seconds: 60 * depth)))
            book.claim("CHN-01", chain: chain, at: time, until: .hours(2))
        }
    }
}
