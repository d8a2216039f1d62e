import Testing
import TransparencyLog

@Suite struct SignedNoteTests {
    private let log: NoteSigner
    private let witness: NoteSigner
    private let hasher = SHA256Hasher()

    init() throws {
        log = try NoteSigner(
            name: KeyName("log.example/a"), type: .ed25519, seed: [UInt8](repeating: 1, count: 32))
        witness = try NoteSigner(
            name: KeyName("witness.example/w"), type: .cosignature, seed: [UInt8](repeating: 2, count: 32))
    }

    private func checkpoint(size: UInt64 = 3) throws -> Checkpoint {
        try Checkpoint(origin: "log.example/a", size: size, root: hasher.leaf([1]))
    }

    @Test func signAndVerify() throws {
        var signed = try SignedCheckpoint(checkpoint(), signer: log)
        #expect(
            try SignedCheckpoint(checkpoint(), signer: log) == signed, "the same head signed twice is the same bytes")
        let line = try witness.cosign(signed.checkpoint, time: 1_700_000_000)
        #expect(signed.add([line], from: [witness.verifierKey]).map(\.time) == [1_700_000_000])
        let parsed = try SignedCheckpoint(parsing: signed.encode())
        #expect(parsed == signed)
        let verified = try parsed.note.verify(with: [log.verifierKey, witness.verifierKey], latestTime: 1_700_000_000)
        #expect(verified.map(\.time) == [nil, 1_700_000_000])
        #expect(verified.map(\.key) == [log.verifierKey, witness.verifierKey])
        // A second line of the witness is not added; a line of a stranger neither.
        #expect(signed.add([try witness.cosign(signed.checkpoint, time: 5)], from: [witness.verifierKey]).isEmpty)
        #expect(signed.add([line], from: []).isEmpty)
    }

    @Test func keysAsText() throws {
        for signer in [log, witness] {
            #expect(try VerifierKey(signer.verifierKey.description) == signer.verifierKey)
            #expect(try NoteSigner(parsing: signer.secretText).verifierKey == signer.verifierKey)
        }
        #expect(throws: LogError.self) { try NoteSigner(parsing: "PRIVATE+KEY+a+00000000+AAAA") }
        #expect(throws: LogError.self) {
            try NoteSigner(parsing: log.secretText.replacing("log.example/a", with: "log.example/b"))
        }
        #expect(throws: LogError.self) { try NoteSigner(name: KeyName("a"), type: .ed25519, seed: [1]) }
        #expect(throws: LogError.self) {
            try NoteSigner(name: KeyName("a"), type: .treeCosignatureMLDSA44, seed: [UInt8](repeating: 1, count: 32))
        }
    }

    @Test(
        arguments: [
            ("", LogError.Code.malformedKey),
            ("log.example/a", .malformedKey),
            ("+00000000+AQ==", .malformedKeyName),
            ("a b+00000000+AQ==", .malformedKeyName),
            ("a\u{A0}b+00000000+AQ==", .malformedKeyName),
            ("a\u{3000}b+00000000+AQ==", .malformedKeyName),
            ("a+0000000+AQ==", .malformedKey),
            ("a+0000000G+AQ==", .malformedKey),
            ("a+00000000+AQ=", .malformedBase64),
            ("a+00000000+", .malformedBase64),
            ("a+00000000+AQ==", .malformedKey),
            ("a+00000000+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .unsupportedKeyType),
            ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyIDMismatch),
            ("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .malformedKey),
        ])
    func refusedKeys(text: String, code: LogError.Code) {
        let error = #expect(throws: LogError.self) { try VerifierKey(text) }
        #expect(error?.code == code)
    }

    /// The malformed notes: everything else about them is right.
    @Test(
        arguments: [
            ("CR LF", "\n", "\r\n", LogError.Code.forbiddenByte),
            ("tab", "log.example/a\n3", "log.example/a\t\n3", .forbiddenByte),
            ("hyphen", "— ", "- ", .malformedSignature),
            ("en dash", "— ", "– ", .malformedSignature),
            ("two spaces after the dash", "— ", "—  ", .malformedKeyName),
            ("two spaces before the base 64", "log.example/a KEY", "log.example/a  KEY", .malformedBase64),
            ("no blank line", "\n\n", "\n", .notANote),
            ("trailing space", "=\n— ", "=\n— ", .malformedBase64),
            ("plus in the name", "— log.example/a", "— log+example/a", .malformedKeyName),
        ])
    func malformed(name: String, old: String, new: String, code: LogError.Code) throws {
        let good = String(decoding: try SignedCheckpoint(checkpoint(), signer: log).encode(), as: UTF8.self)
        let changed: String
        switch name {
        case "trailing space":
            changed = String(good.dropLast()) + " \n"
        case "two spaces before the base 64":
            changed = good.replacing("— log.example/a ", with: "— log.example/a  ")
        case "no blank line":
            changed = good.replacing("\n\n", with: "\n")
        default:
            changed = good.replacing(old, with: new)
        }
        let error = #expect(throws: LogError.self) { try SignedNote(parsing: Array(changed.utf8)) }
        #expect(error?.code == code)
    }

    @Test func malformedEnds() throws {
        let good = try SignedCheckpoint(checkpoint(), signer: log).encode()
        func code(_ bytes: [UInt8]) -> LogError.Code? {
            do throws(LogError) { _ = try SignedNote(parsing: bytes) } catch { return error.code }
            return nil
        }
        #expect(code(good) == nil)
        #expect(code(good.dropLast()) == .missingNewline)
        #expect(code(good + [0x0A]) == .notANote)
        #expect(code([]) == .notANote)
        #expect(code([0x0A, 0x0A]) == .notANote)
        #expect(code(Array("text\n\n".utf8)) == .notANote)
        #expect(code(good + [0xFF, 0x0A]) == .forbiddenByte)
        #expect(code(Array("text\n\n— a AAAAAA==\n".utf8)) == .malformedSignature, "four bytes are a key ID only")
        #expect(code(Array("text\n\n— a AAAAAAA=\n".utf8)) == nil)
        #expect(code(Array("text\n\n— a AAAAAAB=\n".utf8)) == .malformedBase64, "spare bits must be zero")
        #expect(code(Array("text\n\n— a AAAAAAA\n".utf8)) == .malformedBase64, "padding must be there")
        let line = Array("— a AAAAAAA=\n".utf8)
        #expect(code(Array("text\n\n".utf8) + Array(repeatElement(line, count: 100).joined())) == nil)
        #expect(code(Array("text\n\n".utf8) + Array(repeatElement(line, count: 101).joined())) == .tooLarge)
        #expect(code([UInt8](repeating: 0x61, count: 1_000_001)) == .tooLarge)
        // The last blank line separates: a blank line inside the text stays in the text.
        let note = try SignedNote(parsing: Array("a\n\nb\n\n— a AAAAAAA=\n".utf8))
        #expect(note.text == Array("a\n\nb\n".utf8))
    }

    @Test func badSignatureBesideAGoodOne() throws {
        let checkpoint = try checkpoint()
        let good = try witness.cosign(checkpoint, time: 100)
        let logLine = try log.sign(text: checkpoint.text)
        func code(_ lines: [NoteSignature], latest: UInt64? = nil, keys: [VerifierKey]? = nil) throws -> LogError.Code?
        {
            let note = try SignedNote(text: checkpoint.text, signatures: lines)
            do throws(LogError) {
                _ = try note.verify(with: keys ?? [log.verifierKey, witness.verifierKey], latestTime: latest)
            } catch { return error.code }
            return nil
        }
        #expect(try code([logLine, good]) == nil)
        #expect(try code([logLine, good], latest: 99) == .unacceptableTime)
        #expect(try code([logLine, good, good]) == .duplicateSignature)
        #expect(try code([logLine, good, witness.cosign(checkpoint, time: 101)]) == .duplicateSignature)
        #expect(try code([]) == .noTrustedSignature)
        #expect(try code([logLine], keys: [witness.verifierKey]) == .noTrustedSignature)
        for index in [0, 7, 8, 71] {
            var payload = good.payload
            payload[index] ^= 1
            let changed = NoteSignature(name: good.name, keyID: good.keyID, payload: payload)
            #expect(try code([logLine, changed]) == .invalidSignature)
            // The same line under an unknown key ID or name is somebody else's business.
            #expect(try code([logLine, NoteSignature(name: good.name, keyID: 1, payload: payload)]) == nil)
            #expect(
                try code([logLine, NoteSignature(name: KeyName("other"), keyID: good.keyID, payload: payload)]) == nil)
        }
        let zero = NoteSignature(
            name: good.name, keyID: good.keyID, payload: [UInt8](repeating: 0, count: 8) + good.payload.dropFirst(8))
        #expect(try code([logLine, zero]) == .unacceptableTime)
        let short = NoteSignature(name: good.name, keyID: good.keyID, payload: good.payload.dropLast())
        #expect(try code([logLine, short]) == .invalidSignature)
        let twoNames = try VerifierKey(
            name: KeyName("witness.example/other"), type: .cosignature, publicKey: witness.verifierKey.publicKey)
        #expect(try code([logLine, good], keys: [witness.verifierKey, twoNames]) == .duplicateKey)
        #expect(throws: LogError.self) { try witness.cosign(checkpoint, time: 0) }
        #expect(throws: LogError.self) { try witness.cosign(checkpoint, time: 1 << 63) }
        #expect(throws: LogError.self) { try log.cosign(checkpoint, time: 1) }
        #expect(throws: LogError.self) { try witness.sign(text: checkpoint.text) }
    }

    @Test func signatureLines() throws {
        let lines = [
            try witness.cosign(checkpoint(), time: 7), try log.sign(text: checkpoint().text),
        ]
        #expect(try NoteSignature.parseLines(lines.flatMap(\.lineBytes)) == lines)
        #expect(try NoteSignature.parseLines([]).isEmpty)
        #expect(throws: LogError.self) { try NoteSignature.parseLines(Array("\n".utf8)) }
        #expect(throws: LogError.self) { try NoteSignature.parseLines(lines[0].lineBytes.dropLast()) }
    }
}
