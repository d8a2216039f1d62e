internal import SupervisionModel

/// CHN-02, two blocks signed for one height.
///
/// Reading: any `chain.equivocation` (same proposer, height and round, two hashes). Names the proposer. Two proof-of-work
/// blocks at one height are a replaced block and no equivocation.
extension Injector {
    static let equivocation = Injector("CHN-02") { book in
        guard let day = book.day() else { return }
        let chain = book.chains([.signed])[0]
        let guilty = book.culprit(.producer)
        let time = book.officeHour(day)
        let height = 1_000 + book.random.below(1_000)
        let first = book.random.hex(64)
        let second = book.random.hex(64)
        book.add(
            "chain.equivocation", on: chain, at: time,
            [
                ("blockHeight", EventValue.integer(height)), ("proposer", EventValue.party(guilty)), ("round", 0),
                ("hashA", .string(first)), ("hashB", .string(second)), ("operator", book.name(of: chain)),
            ])
        book.claim("CHN-02", guilty, at: time)
    }
}
