import ChainFormats
import ParticipantNode
import SupervisionModel
import Testing

/// A publisher serves what it has published, byte for byte.
@Suite struct EnvelopePublisherTests {
    private func publisher(_ faults: FaultPlan = FaultPlan()) throws -> (EnvelopePublisher, ReferenceChain) {
        let chain = try #require(
            ReferenceChain(chain: "scf-1", isCommercial: false, secret: "p", milliseconds: 1_750_000_000_000))
        let key = try #require(ReferenceChain.key(.ed25519, secret: "p/publisher"))
        let stream = try #require(
            EnvelopeStream(
                kind: .native, chain: "scf-1", genesis: chain.genesis, publisher: "p",
                epoch: [UInt8](repeating: 1, count: EnvelopeStream.epochByteCount)))
        let publisher = EnvelopePublisher(stream: stream, key: key, socket: nil, faults: faults)
        try publisher.publish(chain.first.evidence, chain.first.body)
        return (publisher, chain)
    }

    private func get(_ publisher: EnvelopePublisher, _ path: String) -> RESTResponse {
        PublisherSet([publisher], milliseconds: { 42 }).respond(to: "/supervision/1/scf-1/" + path)
    }

    @Test func headersBlocksAndEnvelopes() throws {
        var (publisher, chain) = try publisher()
        var ids = [chain.genesis]
        for number in 1...5 {
            let appended = chain.append(milliseconds: 1_750_000_000_000 + UInt64(number), transactions: [])
            let block = try #require(appended)
            try publisher.publish(block.evidence, block.body)
            ids.append(block.evidence.id)
        }
        let answer = get(publisher, "headers/3/\(ids[2].hex)")
        #expect(answer.status == 200)
        let entries = try EvidenceList.decode(answer.body)
        #expect(try entries.map { try BlockEvidence($0).id } == Array(ids[2...4]))
        let block = get(publisher, "blocks/\(ids[3].hex)")
        #expect(block.body == get(publisher, "envelopes/3").body)
        let envelope = try Envelope(block.body)
        #expect(envelope.evidenceBytes == entries[1])
        #expect(envelope.previous == (try Envelope(get(publisher, "envelopes/2").body)).digest)
        let tip = try Heartbeat(get(publisher, "tip").body)
        #expect(tip.id == ids[5])
        #expect(tip.nextSequence == 6)
        #expect(tip.milliseconds == 42)
        #expect(get(publisher, "blocks/\(Digest32.zero.hex)").status == 404)
        #expect(get(publisher, "headers/0/\(ids[2].hex)").status == 400)
        #expect(get(publisher, "nothing").status == 404)
    }

    @Test func theLongerBranchIsServedAndTheOldBlocksStay() throws {
        var (publisher, chain) = try publisher()
        var old: [Digest32] = []
        for number in 1...3 {
            let appended = chain.append(milliseconds: 1_750_000_000_000 + UInt64(number), transactions: [])
            let block = try #require(appended)
            try publisher.publish(block.evidence, block.body)
            old.append(block.evidence.id)
        }
        chain.retreat(to: 1)
        var new: [Digest32] = []
        for number in 4...6 {
            let appended = chain.append(milliseconds: 1_750_000_000_000 + UInt64(number), transactions: [])
            let block = try #require(appended)
            try publisher.publish(block.evidence, block.body)
            new.append(block.evidence.id)
        }
        #expect(publisher.tip?.id == new[2])
        #expect(publisher.id(at: 2) == new[0])
        #expect(get(publisher, "blocks/\(old[2].hex)").status == 200)
        #expect(get(publisher, "headers/2/\(old[1].hex)").status == 404)
        #expect(publisher.statistics.reorganisations == 1)
    }

    @Test func aMutatedHeightIsServedRight() throws {
        var faults = FaultPlan()
        faults.mutatedHeights = [1]
        var (publisher, chain) = try publisher(faults)
        let appended = chain.append(
            milliseconds: 1_750_000_000_001, transactions: [Array("{\"type\":\"loan.repaid\"}".utf8)])
        let block = try #require(appended)
        try publisher.publish(block.evidence, block.body)
        let served = try Envelope(get(publisher, "blocks/\(block.evidence.id.hex)").body)
        #expect(served.body == block.body)
    }
}
