import RuleEngine
import SupervisionModel

/// What the feeds say of themselves.
extension Step {
    mutating func alive(_ input: FeedAlive) throws {
        var chain = try chain(input.chain)
        // A proof about another tip proves nothing about this one.
        guard chain.hash == input.hash, chain.height == input.height, chain.gaps.isEmpty else { return }
        chain.alive = time
        set(input.chain, chain)
    }

    mutating func gap(_ input: FeedGap) throws {
        let settings = try chainConfiguration(input.chain)
        var chain = try chain(input.chain)
        chain.setGap(input.source, isOpen: true)
        set(input.chain, chain)
        try judge(
            nodeEvent(
                BuiltInEvents.feedGap, chain: input.chain, height: input.toHeight ?? chain.height, index: 0,
                fields: [
                    .string(input.source), .string(input.reason.rawValue),
                    input.fromHeight.map { .int(Int64(clamping: $0)) } ?? .absent,
                    input.toHeight.map { .int(Int64(clamping: $0)) } ?? .absent, .int(input.missing),
                    .entity(settings.chainOperator),
                ]))
    }

    mutating func recovered(_ input: FeedRecovery) throws {
        let settings = try chainConfiguration(input.chain)
        var chain = try chain(input.chain)
        chain.setGap(input.source, isOpen: false)
        set(input.chain, chain)
        try judge(
            nodeEvent(
                BuiltInEvents.feedRecovered, chain: input.chain, height: input.toHeight, index: 0,
                fields: [
                    .string(input.source), .int(Int64(clamping: input.fromHeight)),
                    .int(Int64(clamping: input.toHeight)), .entity(settings.chainOperator),
                ]))
    }

    mutating func silence(_ input: FeedSilence) throws {
        let settings = try chainConfiguration(input.chain)
        try judge(
            nodeEvent(
                BuiltInEvents.feedSilence, chain: input.chain, height: try chain(input.chain).height, index: 0,
                fields: [
                    .string(input.source), .duration(input.silent), .duration(settings.target),
                    .entity(settings.chainOperator),
                ]))
    }

    mutating func diverged(_ input: FeedDivergence) throws {
        let settings = try chainConfiguration(input.chain)
        try judge(
            nodeEvent(
                BuiltInEvents.feedDiverged, chain: input.chain, height: input.height, index: 0,
                fields: [
                    .string(input.source), .string(input.other), .int(Int64(clamping: input.height)),
                    .int(input.lag), .digest(input.hash), .digest(input.otherHash), .entity(settings.chainOperator),
                ]))
    }

    mutating func rejected(_ input: FeedRejection) throws {
        let settings = try chainConfiguration(input.chain)
        try judge(
            nodeEvent(
                BuiltInEvents.feedRejected, chain: input.chain, height: try chain(input.chain).height, index: 0,
                fields: [
                    .string(input.source), .string(input.reason), .int(input.count),
                    .string(input.bodies.first?.hex ?? ""), .bool(input.isCommitmentMismatch),
                    .entity(settings.chainOperator),
                ]))
    }

    /// An event that the node itself records: its time is the record's, its origin the input.
    func nodeEvent(
        _ type: EventType.Index, chain: ChainID, height: UInt64, index: UInt32, fields: [FieldValue]
    ) -> Event {
        let digest = inputDigest
        return Event(
            type: type,
            position: Position(ruleTime: time, chain: chain, height: height, transaction: .max, index: index),
            block: digest, origin: digest, time: time, fields: fields)
    }

    private mutating func judge(_ event: Event) throws {
        guard let evaluator = try evaluator() else { return }
        try judgeNodeEvents([event], with: evaluator)
    }
}
