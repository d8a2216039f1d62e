internal import SupervisionModel

/// CHN-12, a body that its header does not commit to.
///
/// Reading: `feed.rejected` with `commitment` true and a `count` above 0. Names the chain.
extension Injector {
    static let commitmentMismatch = Injector("CHN-12") { book in
        guard let day = book.day() else { return }
        let time = book.officeHour(day)
        reject("merkle.root", 1, commitment: true, time, isGuilty: true, &book)
        reject("frames.count", 7, commitment: false, time.plus(seconds: 200), isGuilty: false, &book)
        reject("merkle.root", 0, commitment: true, time.plus(seconds: 400), isGuilty: false, &book)
    }

    private static func reject(
        _ reason: String, _ count: Int, commitment: Bool, _ time: Timestamp, isGuilty: Bool, _ book: inout PlantBook
    ) {
        let chain = book.random.below(book.scenario.chains.count)
        book.add(
            "feed.rejected", on: chain, at: time, .node,
            [
                ("source", "source-1"), ("reason", .string(reason)), ("count", EventValue.integer(count)),
                ("commitment", .bool(commitment)), ("operator", book.name(of: chain)),
            ])
        if isGuilty { book.claim("CHN-12", chain: chain, at: time, until: .minutes(2)) }
    }
}
