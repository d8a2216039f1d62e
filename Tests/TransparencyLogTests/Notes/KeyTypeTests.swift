import Testing
import TransparencyLog

/// Keys of every type as text, and what each is good for.
@Suite struct KeyTypeTests {
    private static let spki =
        hexBytes("3059301306072a8648ce3d020106082a8648ce3d030107034200") + [0x04]
        + [UInt8](repeating: 0x11, count: 64)

    private static func publicKey(of type: KeyType) throws -> [UInt8] {
        switch type {
        case .ecdsa: spki
        case .treeHead: [UInt8](repeating: 5, count: 32)
        case .treeCosignatureMLDSA44: [UInt8](repeating: 6, count: 1312)
        default:
            try NoteSigner(name: KeyName("k"), type: type, seed: [UInt8](repeating: 9, count: 32)).verifierKey.publicKey
        }
    }

    @Test(arguments: [
        (KeyType.ed25519, "0x01", true, false), (.ecdsa, "0x02", false, false), (.cosignature, "0x04", false, true),
        (.treeHead, "0x05", false, false), (.treeCosignatureMLDSA44, "0x06", false, false),
        (.sm2, "0xff sm2-sm3-note/v1", true, false), (.sm2Cosignature, "0xff sm2-sm3-cosignature/v1", false, true),
    ])
    func asText(type: KeyType, name: String, signsAsLog: Bool, cosigns: Bool) throws {
        #expect("\(type)" == name)
        #expect(type.isVerifiableLog == signsAsLog)
        #expect(type.isVerifiableWitness == cosigns)
        #expect(type.treeAlgorithm == (type == .sm2 ? .sm3 : .sha256))
        let key = try VerifierKey(name: KeyName("k.example/a"), type: type, publicKey: Self.publicKey(of: type))
        let parsed = try VerifierKey(key.description)
        #expect(parsed == key)
        #expect(parsed.type == type)
        // Lines of such a key travel with a note; where it cannot be verified it counts as unknown.
        let log = try NoteSigner(name: KeyName("l.example"), type: .ed25519, seed: [UInt8](repeating: 1, count: 32))
        let text = Array("text\n".utf8)
        let line = NoteSignature(name: key.name, keyID: key.keyID, payload: [1, 2, 3])
        let note = try SignedNote(text: text, signatures: [try log.sign(text: text), line])
        #expect(try SignedNote(parsing: note.encode()).encode() == note.encode())
        if signsAsLog || cosigns {
            #expect(throws: LogError.self) { try note.verify(with: [log.verifierKey, key]) }
        } else {
            #expect(try note.verify(with: [log.verifierKey, key]).map(\.key) == [log.verifierKey])
            let error = #expect(throws: LogError.self) { try note.verify(with: [key]) }
            #expect(error?.code == .noTrustedSignature)
        }
    }

    /// The ID of an ECDSA key is that of the key alone (C2SP signed-note, type 0x02); all others contain the name.
    @Test func identifiers() throws {
        let one = try VerifierKey(name: KeyName("one"), type: .ecdsa, publicKey: Self.spki)
        let two = try VerifierKey(name: KeyName("two"), type: .ecdsa, publicKey: Self.spki)
        #expect(one.keyID == two.keyID)
        #expect(SHA256Hasher.hash(Self.spki).hex.hasPrefix(String(one.keyID, radix: 16)))
        let sm2 = try Self.publicKey(of: .sm2)
        let key = try VerifierKey(name: KeyName("w"), type: .sm2Cosignature, publicKey: sm2)
        let input = Array("w\n".utf8) + [0xFF] + Array("sm2-sm3-cosignature/v1".utf8) + [0x00] + sm2
        #expect(SHA256Hasher.hash(input).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } == key.keyID)
        #expect(Base64.decode(key.description.split(separator: "+", maxSplits: 2)[2].utf8) == Array(input.dropFirst(2)))
    }

    @Test func malformed() throws {
        func code(_ type: KeyType, _ bytes: [UInt8]) -> LogError.Code? {
            do throws(LogError) {
                _ = try VerifierKey(name: KeyName("k"), type: type, publicKey: bytes)
            } catch { return error.code }
            return nil
        }
        for type in [KeyType.ed25519, .cosignature, .treeHead, .treeCosignatureMLDSA44, .sm2, .sm2Cosignature, .ecdsa] {
            let good = try Self.publicKey(of: type)
            #expect(code(type, good) == nil)
            #expect(code(type, Array(good.dropLast())) == .malformedKey)
            #expect(code(type, good + [0]) == .malformedKey)
            #expect(code(type, []) == .malformedKey)
        }
        var beside = try Self.publicKey(of: .sm2)
        beside[40] ^= 1
        #expect(code(.sm2, beside) == .malformedKey)
        func parsed(_ key: [UInt8]) -> LogError.Code? {
            do throws(LogError) { _ = try VerifierKey("k+00000000+\(Base64.encode(key))") } catch { return error.code }
            return nil
        }
        #expect(parsed([0xFF]) == .unsupportedKeyType)
        #expect(parsed([0xFF] + Array("sm2-sm3-cosignature/v2".utf8) + [0] + beside) == .unsupportedKeyType)
        #expect(parsed([0x03, 1]) == .unsupportedKeyType)
        #expect(parsed([0xFA, 1]) == .unsupportedKeyType)
        #expect(parsed([0xFF] + Array("sm2-sm3-note/v1".utf8) + [0] + beside) == .malformedKey)
        #expect(parsed([0x01] + [UInt8](repeating: 0, count: 32)) == .keyIDMismatch)
        #expect(parsed([UInt8](repeating: 1, count: 8_192)) == .tooLarge)
    }

    @Test(arguments: [KeyType.ed25519, .cosignature, .sm2, .sm2Cosignature])
    func signers(type: KeyType) throws {
        let signer = try NoteSigner(name: KeyName("k.example"), type: type, seed: [UInt8](repeating: 9, count: 32))
        let parsed = try NoteSigner(parsing: signer.secretText)
        #expect(parsed.verifierKey == signer.verifierKey)
        #expect(parsed.secretText == signer.secretText)
        let checkpoint = try Checkpoint(origin: "k.example", size: 1, root: Hash())
        if type.isVerifiableLog {
            let signed = try SignedCheckpoint(checkpoint, signer: parsed)
            #expect(try signed.note.verify(with: [signer.verifierKey]).map(\.time) == [nil])
            #expect(throws: LogError.self) { try signer.cosign(checkpoint, time: 1) }
        } else {
            let line = try parsed.cosign(checkpoint, time: 77)
            let note = try SignedNote(text: checkpoint.text, signatures: [line])
            #expect(try note.verify(with: [signer.verifierKey]).map(\.time) == [77])
            #expect(throws: LogError.self) { try signer.sign(text: checkpoint.text) }
            #expect(throws: LogError.self) { try signer.cosign(checkpoint, time: 0) }
            #expect(throws: LogError.self) { try signer.cosign(checkpoint, time: 1 << 63) }
            // The time is signed.
            let forged = NoteSignature(
                name: line.name, keyID: line.keyID,
                payload: Array(line.payload.prefix(7)) + [78] + line.payload.dropFirst(8))
            let other = try SignedNote(text: checkpoint.text, signatures: [forged])
            #expect(throws: LogError.self) { try other.verify(with: [signer.verifierKey]) }
        }
    }

    @Test func seedsThatAreNone() throws {
        let zero = [UInt8](repeating: 0, count: 32)
        #expect(throws: LogError.self) { try NoteSigner(name: KeyName("k"), type: .sm2, seed: zero) }
        #expect(throws: LogError.self) { try NoteSigner(name: KeyName("k"), type: .sm2, seed: [1]) }
        #expect(throws: LogError.self) { try NoteSigner(name: KeyName("k"), type: .ecdsa, seed: zero) }
    }

    /// A key is replaced: for a time both sign, and a reader of either sees a good note.
    @Test func twoSignatures() throws {
        let old = try NoteSigner(name: KeyName("l"), type: .ed25519, seed: [UInt8](repeating: 1, count: 32))
        let new = try NoteSigner(name: KeyName("l"), type: .ed25519, seed: [UInt8](repeating: 2, count: 32))
        let checkpoint = try Checkpoint(origin: "l", size: 1, root: Hash())
        let signed = try SignedCheckpoint(parsing: SignedCheckpoint(checkpoint, signers: [old, new]).encode())
        #expect(try signed.note.verify(with: [old.verifierKey]).map(\.key) == [old.verifierKey])
        #expect(try signed.note.verify(with: [new.verifierKey]).map(\.key) == [new.verifierKey])
        #expect(try signed.note.verify(with: [new.verifierKey, old.verifierKey]).count == 2)
        #expect(throws: LogError.self) { try SignedCheckpoint(checkpoint, signers: []) }
        #expect(throws: LogError.self) { try SignedCheckpoint(checkpoint, signers: [old, old]) }
    }
}
