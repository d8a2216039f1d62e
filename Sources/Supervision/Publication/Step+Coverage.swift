import SupervisionModel

/// Statements of coverage: which blocks were judged, by what, and what stood open, so that "no alert" is evidence too.
///
/// Each is an item of its own and names one chain, so that it can be proved to that chain's platform alone.
extension Step {
    /// The days from `first` through `last` are over.
    mutating func stateCoverage(from first: Day, through last: Day) {
        let lists: [JSONValue] = core.lists.map {
            ["content": .string($0.content.hex), "id": .string($0.id), "version": .string($0.version)]
        }
        for (id, chain) in chains {
            var payload: JSONObject = [
                "anchor": JSONValue(chain.anchorHeight), "chain": .string(id.text),
                "configuration": .string(core.configuration.hex), "day": .string(last.text),
                "height": JSONValue(chain.height), "lists": .array(lists),
                "openGaps": .integer(Int64(chain.gaps.count)), "pack": .string(core.pack.hex),
                "semantics": .integer(core.semantics), "since": .string(first.text),
                "suspended": .bool(chain.isSuspended), "tip": .string(chain.hash.hex), "type": "coverage.stated",
            ]
            if let final = chain.finalHeight { payload.set("final", to: JSONValue(final)) }
            items.append(ResultItem(scope: .epoch, payload: .object(payload)))
        }
    }

    /// A chain has left the common watermark, or is back.
    mutating func stateCoverage(of chain: ChainID, isSuspended: Bool) {
        items.append(
            ResultItem(
                scope: .epoch,
                payload: [
                    "chain": .string(chain.text), "state": .string(isSuspended ? "suspended" : "resumed"),
                    "type": "coverage.stated",
                ]))
    }
}
