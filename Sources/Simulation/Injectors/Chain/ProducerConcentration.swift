internal import SupervisionModel

/// CHN-06, one producer makes too many blocks.
///
/// Reading: of the last 144 blocks of a chain, full windows only, one producer made at least 33 %. Names the chain. Planted:
/// every second block; 47 of any 144.
extension Injector {
    /// Blocks of a planted stretch: more than two windows.
    private static let stretch = 300

    static let producerConcentration = Injector("CHN-06") { book in
        for share in [72, 47] {
            let chain = book.random.below(book.scenario.chains.count)
            let target = book.scenario.chains[chain].targetSeconds
            let days = stretch * target / 86_400 + 1
            // The windows that still hold blocks of the stretch.
            let after = 144 * target / 86_400 + 1
            guard let day = book.day(head: 8, tail: days + after + 4) else { continue }
            let isTaken = book.spans.contains {
                $0.chain == chain && !$0.bendsTime && $0.from < day.plus(days + after).at(0)
                    && day.plus(-after).at(0) < $0.to
            }
            guard !isTaken else { continue }
            let producer = book.bystander(.producer)
            book.spans.append(
                ChainSpan(
                    chain: chain, kind: .producer(producer, share: share, of: 144), from: day.at(0),
                    to: day.plus(days).at(0)))
            if share > 47 {
                book.claim("CHN-06", chain: chain, at: day.at(0), until: .days(Int64(days + after)))
            }
        }
    }
}
