internal import ChainFormats
internal import Glibc
internal import ParticipantNode
internal import SupervisionModel

/// Test vectors of the supervision protocol: envelopes that are right, and envelopes that are wrong in one way each.
enum EnvelopeVectors {
    private struct Vector {
        let name: String
        let bytes: [UInt8]
        /// The check that fails; nil: everything is good.
        let fails: FormatCheck.Name?
    }

    /// Writes the files and `vectors.jsonl`. Ed25519 gives the same bytes each time; SM2 signatures are random.
    static func write(to folder: String) throws {
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
            throw CommandFailure.environment("\(folder): \(String(cString: strerror(errno)))")
        }
        let index = try OutputFile(folder + "/vectors.jsonl")
        for isCommercial in [false, true] {
            guard let world = try World(isCommercial: isCommercial) else {
                throw CommandFailure.environment("no vectors can be made: OpenSSL without SM2 and SM3")
            }
            let suffix = isCommercial ? "sm2" : "ed25519"
            for vector in try world.vectors() {
                let name = "\(vector.name)-\(suffix).cbor"
                let file = try OutputFile(folder + "/" + name)
                try file.write(vector.bytes)
                try file.flush()
                var object: JSONObject = [
                    "file": .string(name), "publisher": .string(world.key.publicKey.description),
                    "validators": .string(world.validators), "verified": .bool(vector.fails == nil),
                ]
                if let fails = vector.fails { object.set("fails", to: .string(fails.rawValue)) }
                try index.write(object.encode() + [0x0A])
            }
        }
        try index.flush()
        StandardOutput.write(Language.text("vectors written to \(folder)", "测试向量已写入 \(folder)"))
    }

    /// A chain of three blocks with its stream.
    private struct World {
        let key: PublisherKey
        let stream: EnvelopeStream
        private let chain: ReferenceChain
        private let blocks: [(evidence: BlockEvidence, body: BlockBody)]

        init?(isCommercial: Bool) throws {
            let secret = "supervision protocol vectors"
            guard
                var chain = ReferenceChain(
                    chain: "vectors", isCommercial: isCommercial, secret: secret, milliseconds: 1_750_000_000_000),
                let key = ReferenceChain.key(isCommercial ? .sm2 : .ed25519, secret: secret + "/publisher"),
                let stream = EnvelopeStream(
                    kind: .native, chain: "vectors", genesis: chain.genesis, publisher: "platform",
                    epoch: [UInt8](repeating: 7, count: EnvelopeStream.epochByteCount))
            else { return nil }
            var blocks = [chain.first]
            for number in UInt64(1)...2 {
                let transactions = [
                    "{\"loanId\":\"L-\(number)\",\"principal\":{\"currency\":\"CNY\",\"minor\":\"100\"},\"type\":\"loan.originated\"}",
                    "{\"amount\":{\"currency\":\"CNY\",\"minor\":\"100\"},\"loanId\":\"L-\(number)\",\"type\":\"loan.disbursed\"}",
                ]
                guard
                    let block = chain.append(
                        milliseconds: 1_750_000_000_000 + number * 1_000,
                        transactions: transactions.map { Array($0.utf8) })
                else { return nil }
                blocks.append(block)
            }
            self.key = key
            self.stream = stream
            self.chain = chain
            self.blocks = blocks
        }

        var validators: String {
            let set = chain.maker.validators
            return set.members.map { "\(set.scheme.rawValue):\(Hex.encode($0.key))" }.joined(separator: ",")
        }

        private func envelope(
            _ place: Int, previous: Digest32, evidence: BlockEvidence? = nil, body: BlockBody? = nil
        ) throws -> Envelope {
            let key = key
            guard
                let envelope = Envelope(
                    stream: stream, sequence: UInt64(place), previous: previous,
                    evidence: evidence ?? blocks[place].evidence, body: body ?? blocks[place].body, key: key.publicKey,
                    sign: { key.sign($0) })
            else { throw CommandFailure.environment("an envelope cannot be signed") }
            return envelope
        }

        private func evidence(
            _ place: Int, height: UInt64? = nil, id: Digest32? = nil, seals: [BlockEvidence.Seal]? = nil,
            validators: [ValidatorSet.Member]? = nil
        ) -> BlockEvidence {
            let right = blocks[place].evidence
            return BlockEvidence(
                height: height ?? right.height, id: id ?? right.id, parents: right.parents,
                milliseconds: right.milliseconds, encoding: right.encoding, header: right.header, hash: right.hash,
                scheme: right.scheme, seals: seals ?? right.seals, validators: validators ?? right.validators,
                validatorsSince: right.validatorsSince, finality: right.finality)
        }

        func vectors() throws -> [Vector] {
            let first = try envelope(0, previous: .zero)
            let second = try envelope(1, previous: first.digest)
            let third = try envelope(2, previous: second.digest)
            let seals = blocks[1].evidence.seals
            let members = blocks[1].evidence.validators
            func wrong(
                _ name: String, _ fails: FormatCheck.Name, evidence: BlockEvidence? = nil, body: BlockBody? = nil
            ) throws -> Vector {
                Vector(
                    name: name,
                    bytes: try envelope(1, previous: first.digest, evidence: evidence, body: body).bytes, fails: fails)
            }
            var transactions = blocks[1].body.transactions
            transactions[0] = Array("{\"loanId\":\"other\",\"type\":\"loan.originated\"}".utf8)
            var unsigned = second.bytes
            unsigned[unsigned.count - 1] ^= 1
            let swapped = BlockEvidence.Seal(index: seals[0].index, signature: seals[1].signature)
            let stranger = BlockEvidence.Seal(index: 9, signature: seals[0].signature)
            return [
                Vector(name: "stream", bytes: first.bytes + second.bytes + third.bytes, fails: nil),
                Vector(name: "block", bytes: second.bytes, fails: nil),
                Vector(name: "truncated", bytes: Array(second.bytes.dropLast()), fails: .structure),
                Vector(name: "publisher-signature", bytes: unsigned, fails: .publisher),
                Vector(
                    name: "previous-envelope",
                    bytes: first.bytes + second.bytes + (try envelope(2, previous: first.digest)).bytes,
                    fails: .previousEnvelope),
                try wrong("altered-event", .transactionsRoot, body: BlockBody(transactions: transactions)),
                try wrong("missing-event", .transactionsRoot, body: BlockBody(transactions: [transactions[1]])),
                try wrong("other-id", .blockID, evidence: evidence(1, id: .zero)),
                try wrong("other-height", .parent, evidence: evidence(1, height: 7)),
                try wrong("missing-signer", .quorum, evidence: evidence(1, seals: Array(seals.prefix(2)))),
                try wrong("repeated-signer", .seals, evidence: evidence(1, seals: [seals[0], seals[1], seals[1]])),
                try wrong("other-signer", .seals, evidence: evidence(1, seals: [swapped] + seals.dropFirst())),
                try wrong("unknown-signer", .seals, evidence: evidence(1, seals: seals.prefix(2) + [stranger])),
                try wrong(
                    "unknown-validators", .validators, evidence: evidence(1, validators: Array(members.dropLast()))),
            ]
        }
    }
}
