import ChainFormats
import ParticipantNode
import SupervisionModel
import Testing

/// Validators change only by the word of the old ones.
@Suite struct ValidatorHistoryTests {
    private func header(_ evidence: BlockEvidence, _ world: EnvelopeWorld) -> SealedHeader? {
        var report = FormatReport()
        return EnvelopeVerifier.header(evidence, world.stream, into: &report)
    }

    @Test func theRegisteredSetIsNeededAtTheAnchor() throws {
        let world = try #require(EnvelopeWorld())
        let first = try #require(header(world.envelopes[1].evidence, world))
        #expect(ValidatorHistory(pinned: world.chain.maker.validators).refusal(of: first) == nil)
        let other = try #require(EnvelopeWorld(secret: "other"))
        #expect(ValidatorHistory(pinned: other.chain.maker.validators).refusal(of: first) != nil)
    }

    @Test func aSetThatTheParentDoesNotNameIsRefused() throws {
        let world = try #require(EnvelopeWorld())
        let other = try #require(EnvelopeWorld(secret: "other"))
        var history = ValidatorHistory(pinned: world.chain.maker.validators)
        let first = try #require(header(world.envelopes[1].evidence, world))
        history.remember(first)
        let second = try #require(header(world.envelopes[2].evidence, world))
        #expect(history.refusal(of: second) == nil)
        // Another set signs a block on top of the first one, by its own quorum.
        let foreign = try #require(
            other.chain.maker.block(
                height: 2, parent: first.id, milliseconds: first.milliseconds + 1, transactions: []))
        let stolen = try #require(header(foreign.evidence, world))
        #expect(history.refusal(of: stolen) != nil)
    }

    @Test func timeAndHeightFollowTheParent() throws {
        let world = try #require(EnvelopeWorld())
        var history = ValidatorHistory(pinned: world.chain.maker.validators)
        let first = try #require(header(world.envelopes[1].evidence, world))
        history.remember(first)
        let early = try #require(
            world.chain.maker.block(
                height: 2, parent: first.id, milliseconds: first.milliseconds - 1, transactions: []))
        #expect(history.refusal(of: try #require(header(early.evidence, world))) != nil)
        let high = try #require(
            world.chain.maker.block(height: 5, parent: first.id, milliseconds: first.milliseconds, transactions: []))
        #expect(history.refusal(of: try #require(header(high.evidence, world))) != nil)
    }
}
