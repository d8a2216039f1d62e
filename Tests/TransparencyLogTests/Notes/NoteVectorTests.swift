import Testing
import TransparencyLog

@Suite(.enabled(if: SharedVectors.arePresent, Comment(rawValue: SharedVectors.skipped)))
struct NoteVectorTests {
    private struct Notes: Decodable {
        struct Valid: Decodable {
            let id: String
            let vkey: String
            let note: String
        }
        struct Invalid: Decodable {
            let id: String
            let note: String
        }
        struct Key: Decodable {
            let id: String
            let vkey: String
        }
        let valid: [Valid]
        let invalid_notes_for_peter_key: [Invalid]
        let invalid_vkeys: [Key]
    }

    @Test func notes() throws {
        let notes = try SharedVectors.decode(Notes.self, "signed-note/notes.json")
        #expect(notes.valid.count == 5)
        for vector in notes.valid {
            let key = try VerifierKey(vector.vkey)
            #expect(key.description == vector.vkey)
            let note = try SignedNote(parsing: Array(vector.note.utf8))
            #expect(note.encode() == Array(vector.note.utf8))
            #expect(try note.verify(with: [key]).map(\.key) == [key], "\(vector.id)")
        }
        let peter = try VerifierKey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        #expect(notes.invalid_notes_for_peter_key.count == 10)
        for vector in notes.invalid_notes_for_peter_key {
            #expect(throws: LogError.self, "\(vector.id)") {
                try SignedNote(parsing: Array(vector.note.utf8)).verify(with: [peter])
            }
        }
        for vector in notes.invalid_vkeys {
            #expect(throws: LogError.self, "\(vector.id)") { try VerifierKey(vector.vkey) }
        }
    }

    @Test func checkpointsOfSumdb() throws {
        let notes = try SharedVectors.decode(Notes.self, "signed-note/notes.json")
        let sizes = try notes.valid.filter { $0.id.hasPrefix("sumdb") }.map {
            try SignedCheckpoint(parsing: Array($0.note.utf8)).checkpoint.size
        }
        #expect(sizes == [35_225_469, 1_514_086])
    }

    @Test(arguments: [
        ("witness", "witness", "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706"),
        ("witness2", "witness2", "88ad7a28caeb0b2aa890fdf0304c2fcaf59fca2ee140134ff8c1300bac493482"),
        ("witness/mirror", "mirror", "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706"),
    ])
    func sunlight(folder: String, file: String, origin: String) throws {
        struct Description: Decodable {
            let verifier_keys: [String]
        }
        let name = file == "mirror" ? "mirror.v0.json" : "witness.v0.json"
        let description = try SharedVectors.decode(Description.self, "cosignature-sunlight/\(folder)/\(name)")
        let key = try VerifierKey(description.verifier_keys[0])
        let bytes = try SharedVectors.bytes("cosignature-sunlight/\(folder)/\(origin)/checkpoint")
        let signed = try SignedCheckpoint(parsing: bytes)
        #expect(signed.encode() == bytes, "lines of unknown type are kept")
        let verified = try signed.note.verify(with: [key])
        #expect(verified.map(\.time) == [1_767_139_200])
        #expect(SHA256Hasher.hash(Array(signed.checkpoint.origin.utf8)).hex == origin)
    }

    @Test func generatedCosignatures() throws {
        struct File: Decodable {
            struct Line: Decodable {
                let type: String
                let seed_hex: String
                let vkey: String
                let timestamp: UInt64
                let signature_line: String
            }
            let log_vkey: String
            let cosignatures: [Line]
        }
        let file = try SharedVectors.decode(File.self, "cosignature-generated/cosigned_checkpoint.json")
        var signed = try SignedCheckpoint(parsing: SharedVectors.bytes("tlog-tiles-tessera/log/checkpoint"))
        let ed25519 = file.cosignatures[0]
        let signer = try NoteSigner(
            name: VerifierKey(ed25519.vkey).name, type: .cosignature, seed: hexBytes(ed25519.seed_hex))
        #expect(signer.verifierKey.description == ed25519.vkey)
        let line = try signer.cosign(signed.checkpoint, time: ed25519.timestamp)
        #expect(line.lineBytes == Array(ed25519.signature_line.utf8))

        let postQuantum = try VerifierKey(file.cosignatures[1].vkey)
        #expect(postQuantum.type == .treeCosignatureMLDSA44)
        let postQuantumLine = try NoteSignature.parseLines(Array(file.cosignatures[1].signature_line.utf8))
        #expect(
            signed.add([line] + postQuantumLine, from: [signer.verifierKey, postQuantum]).map(\.key) == [
                signer.verifierKey
            ])
        var note = signed.note
        note.add(postQuantumLine[0])
        // The ML-DSA line is kept and counts for nothing, also when its key is given.
        let keys = [try VerifierKey(file.log_vkey), signer.verifierKey, postQuantum]
        #expect(try SignedNote(parsing: note.encode()).verify(with: keys).count == 2)
    }

    @Test func rfc8032() throws {
        struct Vector: Decodable {
            let seed: String?
            let `public`: String
            let message: String
            let signature: String
            let must_fail: Bool?
        }
        for vector in try SharedVectors.decode([Vector].self, "ed25519/rfc8032.json") {
            let key = try VerifierKey(name: KeyName("k"), type: .ed25519, publicKey: hexBytes(vector.public))
            let isValid = Ed25519.isValid(
                signature: hexBytes(vector.signature), message: hexBytes(vector.message),
                publicKey: hexBytes(vector.public))
            #expect(isValid == !(vector.must_fail ?? false))
            if let seed = vector.seed {
                let signer = try NoteSigner(name: KeyName("k"), type: .ed25519, seed: hexBytes(seed))
                #expect(signer.verifierKey == key)
                #expect(try signer.sign(text: hexBytes(vector.message)).payload == hexBytes(vector.signature))
            }
        }
    }

    @Test func wycheproof() throws {
        struct File: Decodable {
            struct Group: Decodable {
                struct Key: Decodable { let pk: String }
                struct Case: Decodable {
                    let tcId: Int
                    let msg: String
                    let sig: String
                    let result: String
                }
                let publicKey: Key
                let tests: [Case]
            }
            let testGroups: [Group]
        }
        var count = 0
        for group in try SharedVectors.decode(File.self, "ed25519/wycheproof_ed25519_test.json").testGroups {
            for vector in group.tests {
                let isValid = Ed25519.isValid(
                    signature: hexBytes(vector.sig), message: hexBytes(vector.msg),
                    publicKey: hexBytes(group.publicKey.pk))
                #expect(isValid == (vector.result == "valid"), "tcId \(vector.tcId)")
                count += 1
            }
        }
        #expect(count == 151)
    }

    /// The edge cases of which there is no right answer: pins what our verifier does. It does not multiply by the
    /// cofactor, and compares the encoding of R; it does not refuse points of low order.
    @Test func edgeCasesArePinned() throws {
        struct Vector: Decodable {
            let number: Int
            let key: String
            let sig: String
            let msg: String
            let flags: [String]?
        }
        var accepted: [Vector] = []
        for vector in try SharedVectors.decode([Vector].self, "ed25519/cctv_ed25519vectors.json")
        where Ed25519.isValid(
            signature: hexBytes(vector.sig), message: Array(vector.msg.utf8), publicKey: hexBytes(vector.key))
        {
            accepted.append(vector)
        }
        for vector in accepted {
            let flags = vector.flags ?? []
            #expect(!flags.contains("low_order_residue"), "\(vector.number)")
            #expect(!flags.contains("non_canonical_R"), "\(vector.number)")
        }
        #expect(accepted.count == 208)
        let numbers = accepted.map { "\($0.number)" }.joined(separator: " ")
        #expect(
            SHA256Hasher.hash(Array(numbers.utf8)).hex
                == "f63fc2447c06dca13757f70f4b1f1f6bab75202a81820bc5cd7c7496ae1bc7be")
    }
}
