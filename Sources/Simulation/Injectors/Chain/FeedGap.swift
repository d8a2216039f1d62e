internal import SupervisionModel

/// CHN-11, the supervisor's view is cut.
///
/// Reading: a `feed.gap` of a chain that no `feed.recovered` of that chain follows within 60 seconds, inclusive. Dated by the
/// end of the minute. Names the chain. A gap that a source closes in time, a silence of exactly six targets and two
/// endpoints two blocks apart are none.
extension Injector {
    static let feedGap = Injector("CHN-11") { book in
        for seconds in [61, 300, 60, 20] {
            let chain = book.random.below(book.scenario.chains.count)
            // Wide around it: while a gap is open, no deadline of another rule may pass.
            guard let start = book.freeStretch(chain, seconds: seconds, margin: 5 * 3_600) else { continue }
            let feed = Feed(chain: chain, name: book.name(of: chain))
            feed.add(
                "feed.gap", start, [("reason", "parent"), ("fromHeight", 5), ("toHeight", 6), ("missing", 1)], &book)
            feed.add("feed.recovered", start.plus(seconds: seconds), [("fromHeight", 5), ("toHeight", 6)], &book)
            if seconds > 60 {
                book.claim("CHN-11", chain: chain, at: start.plus(seconds: 60), until: .seconds(Int64(seconds - 60)))
            }
        }
        let chain = book.random.below(book.scenario.chains.count)
        guard let start = book.freeStretch(chain, seconds: 60) else { return }
        let target = book.scenario.chains[chain].targetSeconds
        let feed = Feed(chain: chain, name: book.name(of: chain))
        feed.add(
            "feed.silence", start, [("silent", .string("\(target * 6)s")), ("target", .string("\(target)s"))], &book)
        feed.add("feed.diverged", start.plus(seconds: 30), [("other", "source-2"), ("lag", 2)], &book)
    }
}

/// The source of a chain's blocks.
private struct Feed {
    let chain: Int
    let name: JSONValue

    func add(_ type: String, _ time: Timestamp, _ fields: [PlannedEvent.Field], _ book: inout PlantBook) {
        book.add(type, on: chain, at: time, .node, [("source", "source-1"), ("operator", name)] + fields)
    }
}
