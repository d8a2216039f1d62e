import ChainFormats
import ParticipantNode
import SupervisionModel
import Testing

/// Envelopes of the reference chain: what is right verifies, and every lie is named.
@Suite struct EnvelopeTests {
    @Test(arguments: [false, true]) func rightEnvelopesVerifyAndAreReadBack(isCommercial: Bool) throws {
        let world = try #require(EnvelopeWorld(isCommercial: isCommercial))
        for envelope in world.envelopes {
            #expect(world.failure(envelope) == nil)
            let read = try Envelope(envelope.bytes)
            #expect(read.message.bytes == envelope.bytes)
            #expect(read.evidence == envelope.evidence)
            #expect(read.body == envelope.body)
            #expect(read.digest == envelope.digest)
        }
    }

    @Test func noByteCanBeChanged() throws {
        let world = try #require(EnvelopeWorld(blocks: 1))
        let bytes = world.envelopes[1].bytes
        var survivors: [Int] = []
        for index in bytes.indices {
            for bit in [UInt8(0x01), 0x80] {
                var changed = bytes
                changed[index] ^= bit
                guard let envelope = try? Envelope(changed) else { continue }
                if world.failure(envelope) == nil { survivors.append(index) }
            }
        }
        #expect(survivors == [])
    }

    @Test func truncationsAndTrailingBytesAreRefused() throws {
        let world = try #require(EnvelopeWorld(blocks: 1))
        let bytes = world.envelopes[1].bytes
        for count in 0..<bytes.count { #expect(throws: DecodeError.self) { try Envelope(Array(bytes.prefix(count))) } }
        #expect(throws: DecodeError.self) { try Envelope(bytes + [0]) }
    }

    @Test func strangersAndMissingOrRepeatedSignersAreRefused() throws {
        let world = try #require(EnvelopeWorld())
        let envelope = world.envelopes[2]
        let seals = envelope.evidence.seals
        #expect(seals.count == 3, "a quorum of four")
        let few = try #require(
            world.resigned(envelope, evidence: envelope.evidence.with(seals: Array(seals.prefix(2)))))
        #expect(world.failure(few) == .quorum)
        let twice = try #require(
            world.resigned(envelope, evidence: envelope.evidence.with(seals: [seals[0], seals[1], seals[1]])))
        #expect(world.failure(twice) == .seals)
        let stranger = BlockEvidence.Seal(index: 7, signature: seals[0].signature)
        let strange = try #require(
            world.resigned(envelope, evidence: envelope.evidence.with(seals: Array(seals.prefix(2)) + [stranger])))
        #expect(world.failure(strange) == .seals)
        // A signature of one validator under another one's name.
        let swapped = BlockEvidence.Seal(index: seals[0].index, signature: seals[1].signature)
        let wrong = try #require(
            world.resigned(envelope, evidence: envelope.evidence.with(seals: [swapped] + seals.dropFirst())))
        #expect(world.failure(wrong) == .seals)
    }

    @Test func aBridgeThatAltersOneEventIsCaught() throws {
        let world = try #require(EnvelopeWorld())
        let envelope = world.envelopes[3]
        var transactions = envelope.body.transactions
        transactions[1] = Array("{\"loanId\":\"other\",\"type\":\"loan.originated\"}".utf8)
        let altered = try #require(world.resigned(envelope, body: BlockBody(transactions: transactions)))
        #expect(world.failure(altered) == .transactionsRoot)
        let shorter = try #require(
            world.resigned(envelope, body: BlockBody(transactions: Array(envelope.body.transactions.dropLast()))))
        #expect(world.failure(shorter) == .transactionsRoot)
        let higher = try #require(world.resigned(envelope, evidence: envelope.evidence.with(height: 9)))
        #expect(world.failure(higher) == .parent)
        let renamed = try #require(world.resigned(envelope, evidence: envelope.evidence.with(id: .zero)))
        #expect(world.failure(renamed) == .blockID)
    }

    @Test func anotherPublisherOrChainIsRefused() throws {
        let world = try #require(EnvelopeWorld())
        let other = try #require(EnvelopeWorld(secret: "other"))
        #expect(world.failure(other.envelopes[1]) == .publisher)
        var report = FormatReport()
        let terms = EnvelopeTerms(
            kind: .native, chain: "scf-2", genesis: world.chain.genesis, publishers: [world.key.publicKey],
            validators: nil)
        #expect(EnvelopeVerifier(terms: terms).verify(world.envelopes[1], into: &report) == nil)
        #expect(report.failure?.name == .stream)
    }

    @Test func inspectionFollowsTheStream() throws {
        let world = try #require(EnvelopeWorld())
        let file = world.envelopes.flatMap(\.bytes)
        var inspector = try #require(
            ChainFormat.envelope.inspector(
                network: "main", validators: world.chain.maker.validators.members.map(\.key),
                publishers: [world.key.publicKey]))
        let inspections = inspector.inspect(FormatDocument(raw: file))
        #expect(inspections.count == 4)
        let areVerified = inspections.allSatisfy(\.report.verified)
        #expect(areVerified)
        #expect(inspections.map(\.height) == [0, 1, 2, 3])
        // One left out, its successor twice: the stream does not fit.
        var second = try #require(ChainFormat.envelope.inspector(network: "main"))
        _ = second.inspect(FormatDocument(raw: world.envelopes[1].bytes))
        let rewritten = try #require(
            Envelope(
                stream: world.stream, sequence: 2, previous: .zero, evidence: world.envelopes[2].evidence,
                body: world.envelopes[2].body, key: world.key.publicKey, sign: { world.key.sign($0) }))
        let found = second.inspect(FormatDocument(raw: rewritten.bytes))
        #expect(found.first?.report.failed(.previousEnvelope) == true)
    }

    @Test func heartbeatsAreSigned() throws {
        let world = try #require(EnvelopeWorld())
        let heartbeat = try #require(
            Heartbeat(
                stream: world.stream, nextSequence: 4, height: 3, id: world.envelopes[3].evidence.id,
                milliseconds: 5, key: world.key.publicKey, sign: { world.key.sign($0) }))
        let read = try Heartbeat(heartbeat.message.bytes)
        #expect(read == heartbeat)
        #expect(read.message.isSigned)
        var bytes = heartbeat.message.bytes
        bytes[bytes.count - 1] ^= 1
        #expect(try Heartbeat(bytes).message.isSigned == false)
        // An envelope's signature serves no heartbeat.
        #expect(throws: DecodeError.self) { try Heartbeat(world.envelopes[1].bytes) }
    }
}
