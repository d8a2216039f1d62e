import Testing
import TransparencyLog

/// The whole witness, in both profiles: every answer of the protocol.
@Suite struct WitnessJudgementTests {
    /// A log and its witness.
    private struct World {
        let hasher: TreeHasher
        let log: NoteSigner
        let witness: Witness
        let signer: NoteSigner
        var tree = MerkleTree()

        init(_ algorithm: HashAlgorithm, allowsExtensions: Bool = false) throws {
            hasher = TreeHasher(algorithm)
            let isSM2 = algorithm == .sm3
            log = try NoteSigner(
                name: KeyName("log.example"), type: isSM2 ? .sm2 : .ed25519, seed: [UInt8](repeating: 1, count: 32))
            signer = try NoteSigner(
                name: KeyName("w.example"), type: isSM2 ? .sm2Cosignature : .cosignature,
                seed: [UInt8](repeating: 2, count: 32))
            witness = try Witness(
                signer: signer, logKeys: [log.verifierKey], allowsExtensions: allowsExtensions)
            for index in 0..<30 { tree.append(hasher.leaf([UInt8(index)]), hasher: hasher) }
        }

        func request(
            _ old: UInt64, _ new: UInt64, root: Hash? = nil, signer: NoteSigner? = nil, extensions: [String] = []
        ) throws -> [UInt8] {
            let checkpoint = try Checkpoint(
                origin: (signer ?? log).verifierKey.name.text, size: new,
                root: root ?? tree.root(size: new, hasher: hasher), extensions: extensions, algorithm: hasher.algorithm)
            let proof = try ConsistencyProof(oldSize: old, newSize: new, reader: tree, hasher: hasher).hashes
            return AddCheckpointRequest(
                oldSize: old, proof: proof, signedCheckpoint: try SignedCheckpoint(checkpoint, signer: signer ?? log)
            ).encode()
        }

        func judge(_ body: [UInt8], last: WitnessRecord?, now: UInt64 = 1_000) throws -> Witness.Outcome {
            try witness.judge(witness.read(body), last: last, now: now)
        }

        /// What is stored after a request that must be cosigned.
        func cosigned(_ body: [UInt8], last: WitnessRecord?, now: UInt64 = 1_000) throws -> WitnessRecord {
            guard case .store(let record, "log.example", let answer) = try judge(body, last: last, now: now) else {
                throw Unexpected()
            }
            #expect(answer.status == 200)
            let lines = try NoteSignature.parseLines(answer.body)
            #expect(lines.map(\.name) == [signer.verifierKey.name])
            // As the log reads it.
            var own = try witness.read(body).signedCheckpoint
            let added = own.add(lines, from: [signer.verifierKey], latestTime: now)
            #expect(added.map(\.time) == [now])
            #expect(record.time == now)
            #expect(try WitnessRecord(parsing: record.encode(), witness: signer.verifierKey) == record)
            return record
        }

        struct Unexpected: Error {}
    }

    @Test(arguments: HashAlgorithm.allCases)
    func growingLog(algorithm: HashAlgorithm) throws {
        let world = try World(algorithm)
        let empty = try world.cosigned(world.request(0, 0), last: nil, now: 1)
        let first = try world.cosigned(world.request(0, 7), last: empty, now: 5)
        #expect(first.head == WitnessedHead(size: 7, root: try world.tree.root(size: 7, hasher: world.hasher)))
        let second = try world.cosigned(world.request(7, 20), last: first, now: 6)
        #expect(second.head.size == 20)
        // The same head later only renews the time.
        let renewed = try world.cosigned(world.request(20, 20), last: second, now: 9)
        #expect(renewed.time == 9)
        // Within one second it is not even stored again.
        let again = try world.judge(world.request(20, 20), last: renewed, now: 9)
        guard case .answer(let answer) = again else {
            Issue.record("stored again")
            return
        }
        #expect(answer.status == 200)
        #expect(
            try NoteSignature.parseLines(answer.body) == [try #require(renewed.signedCheckpoint.note.signatures.last)])
    }

    @Test(arguments: HashAlgorithm.allCases)
    func refusals(algorithm: HashAlgorithm) throws {
        let world = try World(algorithm)
        let last = try world.cosigned(world.request(0, 7), last: nil)
        let other = world.hasher.leaf([99])
        let stranger = try NoteSigner(
            name: KeyName("stranger.example"), type: .ed25519, seed: [UInt8](repeating: 3, count: 32))
        let impostor = try NoteSigner(
            name: KeyName("log.example"), type: .ed25519, seed: [UInt8](repeating: 4, count: 32))
        for (name, body, status) in [
            ("unknown log", try world.request(7, 9, signer: stranger), 404),
            ("no good signature", try world.request(7, 9, signer: impostor), 403),
            ("old size too small", try world.request(0, 9), 409), ("old size too large", try world.request(8, 9), 409),
            ("stale head", try world.request(5, 6), 409),
            ("proof leads elsewhere", try world.request(7, 9, root: other), 422),
            ("forked head", try world.request(7, 7, root: other), 422),
        ] {
            let outcome = try world.judge(body, last: last)
            #expect(outcome.answer.status == status, "\(name)")
            if case .store = outcome { Issue.record("\(name): stored") }
            if status == 409 {
                #expect(outcome.answer.body == Array("7\n".utf8))
                #expect(outcome.answer.contentType == "text/x.tlog.size")
                #expect(
                    try AddCheckpointResponse(
                        status: 409, contentType: outcome.answer.contentType, body: outcome.answer.body)
                        == .conflict(size: 7))
            } else {
                // People read the rest, in two languages.
                let text = String(decoding: outcome.answer.body, as: UTF8.self)
                #expect(text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
                #expect(text.utf8.split(separator: 0x0A).count == 2)
            }
            if case .keepEvidence(origin: "log.example", _) = outcome {
                #expect(name == "forked head")
            } else {
                #expect(name != "forked head")
            }
        }
        // A clock that went back signs nothing.
        let late = try world.judge(world.request(7, 9), last: last, now: 999)
        #expect(late.answer.status == 503)
    }

    @Test func malformed() throws {
        let world = try World(.sha256)
        for body in [
            [], Array("old 0\n".utf8), Array("old 00\n\n".utf8), Array("\n".utf8),
            [UInt8](repeating: 0x41, count: AddCheckpointRequest.maximumByteCount + 1),
            try world.request(0, 3).dropLast(),
            try world.request(0, 3, extensions: ["an extension"]),
        ] {
            do throws(LogError) {
                _ = try world.witness.read(body)
                Issue.record("read \(body.count) bytes")
            } catch {
                #expect(Witness.malformed(error).status == 400)
            }
        }
    }

    /// A cosignature covers extension lines and says nothing about them.
    @Test(arguments: HashAlgorithm.allCases)
    func extensionLines(algorithm: HashAlgorithm) throws {
        let world = try World(algorithm, allowsExtensions: true)
        let record = try world.cosigned(world.request(0, 3, extensions: ["one", "two"]), last: nil)
        #expect(record.signedCheckpoint.checkpoint.extensions == ["one", "two"])
        #expect(try WitnessRecord(parsing: record.encode(), witness: world.signer.verifierKey) == record)
    }

    /// Only the log's lines that were verified go into the record, and that of the witness.
    @Test func linesOfStrangers() throws {
        let world = try World(.sha256)
        var signed = try world.witness.read(world.request(0, 3)).signedCheckpoint
        let other = try NoteSigner(
            name: KeyName("v.example"), type: .cosignature, seed: [UInt8](repeating: 9, count: 32))
        _ = signed.add([try other.cosign(signed.checkpoint, time: 5)], from: [other.verifierKey])
        let request = AddCheckpointRequest(oldSize: 0, proof: [], signedCheckpoint: signed)
        guard case .store(let record, _, _) = try world.witness.judge(request, last: nil, now: 6) else {
            Issue.record("not cosigned")
            return
        }
        #expect(record.signedCheckpoint.note.signatures.map(\.name.text) == ["log.example", "w.example"])
    }

    /// A record is only what this witness wrote.
    @Test func damagedRecords() throws {
        let world = try World(.sha256)
        let record = try world.cosigned(world.request(0, 3), last: nil)
        let good = record.encode()
        let key = world.signer.verifierKey
        for index in good.indices {
            var changed = good
            changed[index] ^= 0x01
            guard let parsed = try? WitnessRecord(parsing: changed, witness: key) else { continue }
            // Only the line of the log, which the witness had verified, may differ unseen.
            #expect(parsed.head == record.head)
            #expect(parsed.time == record.time)
        }
        let stranger = try NoteSigner(
            name: KeyName("v.example"), type: .cosignature, seed: [UInt8](repeating: 9, count: 32))
        #expect(throws: LogError.self) { try WitnessRecord(parsing: good, witness: stranger.verifierKey) }
    }

    @Test func configurationsThatCannotBe() throws {
        func key(_ name: String, _ type: KeyType, _ seed: UInt8) throws -> NoteSigner {
            try NoteSigner(name: KeyName(name), type: type, seed: [UInt8](repeating: seed, count: 32))
        }
        let witness = try key("w", .cosignature, 1)
        let log = try key("l", .ed25519, 2).verifierKey
        func code(_ signer: NoteSigner, _ logs: [VerifierKey]) -> LogError.Code? {
            do throws(LogError) { _ = try Witness(signer: signer, logKeys: logs) } catch { return error.code }
            return nil
        }
        #expect(code(witness, [log]) == nil)
        #expect(try code(witness, [log, key("l", .ed25519, 3).verifierKey]) == nil, "a key is being replaced")
        #expect(try code(key("l", .ed25519, 4), [log]) == .unsupportedKeyType)
        #expect(try code(witness, [key("v", .cosignature, 5).verifierKey]) == .unsupportedKeyType)
        #expect(code(witness, [log, log]) == .duplicateKey)
        #expect(
            try code(witness, [log, key("l", .sm2, 6).verifierKey]) == .unsupportedKeyType, "one log, one hash function"
        )
        #expect(try code(witness, [log, key("g", .sm2, 6).verifierKey]) == nil, "two logs of two profiles")
        #expect(try code(witness, [key("l", .ed25519, 1).verifierKey]) == .duplicateKey, "one key for two purposes")
    }

    @Test(
        arguments: [
            (200, nil, "", LogError.Code.malformedSignature), (200, nil, "x\n", .malformedSignature),
            (200, nil, "— w AAAAAAA=", .missingNewline), (409, "text/x.tlog.size", "", .truncated),
            (409, "text/x.tlog.size", "07\n", .malformedNumber), (409, "text/x.tlog.size", "7", .missingNewline),
            (409, "text/x.tlog.size", "7\n7\n", .malformedLine), (409, "text/plain", "7\n", .malformedLine),
            (409, nil, "7\n", .malformedLine),
        ] as [(Int, String?, String, LogError.Code)])
    func responsesRefused(status: Int, type: String?, body: String, code: LogError.Code) {
        let error = #expect(throws: LogError.self) {
            try AddCheckpointResponse(status: status, contentType: type, body: Array(body.utf8))
        }
        #expect(error?.code == code)
    }

    @Test func responses() throws {
        let line = Array("— w AAAAAAA=\n".utf8)
        #expect(
            try AddCheckpointResponse(status: 200, contentType: nil, body: line + line)
                == .cosigned(
                    try NoteSignature.parseLines(line + line)))
        #expect(
            try AddCheckpointResponse(
                status: 409, contentType: "text/x.tlog.size; charset=utf-8", body: Array("0\n".utf8))
                == .conflict(size: 0))
        for status in [400, 403, 404, 422, 500, 503] {
            #expect(
                try AddCheckpointResponse(status: status, contentType: nil, body: Array("why".utf8))
                    == .refused(status: status, reason: "why"))
        }
    }
}
