import Testing
import TransparencyLog

@Suite struct CheckpointTests {
    private static let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

    @Test func textAndBack() throws {
        let checkpoint = try Checkpoint(
            origin: "log.example/审计", size: 9_223_372_036_854_775_807, root: SHA256Hasher.emptyRoot)
        #expect(checkpoint.text == Array("log.example/审计\n9223372036854775807\n\(Self.root)\n".utf8))
        #expect(try Checkpoint(parsing: checkpoint.text) == checkpoint)
        let extended = checkpoint.text + Array("one\ntwo\n".utf8)
        #expect(throws: LogError.self) { try Checkpoint(parsing: extended) }
        let parsed = try Checkpoint(parsing: extended, allowsExtensions: true)
        #expect(parsed.extensions == ["one", "two"])
        #expect(parsed.text == extended)
        #expect(parsed != checkpoint)
    }

    @Test(
        arguments: [
            ("a\n01\nROOT\n", LogError.Code.malformedNumber),
            ("a\n+1\nROOT\n", .malformedNumber),
            ("a\n-0\nROOT\n", .malformedNumber),
            ("a\n\nROOT\n", .malformedNumber),
            ("a\n 1\nROOT\n", .malformedNumber),
            ("a\n1e3\nROOT\n", .malformedNumber),
            ("a\n9223372036854775808\nROOT\n", .malformedNumber),
            ("a\n99999999999999999999\nROOT\n", .malformedNumber),
            ("\n1\nROOT\n", .originMismatch),
            ("", .truncated),
            ("a\n", .truncated),
            ("a\n1\n", .truncated),
            ("a\n1\nROOT", .missingNewline),
            // 31 and 33 bytes
            ("a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n", .malformedHash),
            ("a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n", .malformedHash),
            ("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n", .malformedBase64),
            // spare bits that are not zero
            ("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n", .malformedBase64),
            ("a\n1\nROOT\n\n", .malformedLine),
            ("a\n1\nROOT\nx\n", .unexpectedExtension),
        ])
    func refused(text: String, code: LogError.Code) {
        let bytes = Array(text.replacing("ROOT", with: Self.root).utf8)
        let error = #expect(throws: LogError.self) { try Checkpoint(parsing: bytes) }
        #expect(error?.code == code)
    }

    @Test func valuesThatCannotBe() throws {
        #expect(throws: LogError.self) { try Checkpoint(origin: "", size: 1, root: Hash()) }
        #expect(throws: LogError.self) { try Checkpoint(origin: "a\nb", size: 1, root: Hash()) }
        #expect(throws: LogError.self) { try Checkpoint(origin: "a", size: 0, root: Hash()) }
        #expect(throws: LogError.self) { try Checkpoint(origin: "a", size: 1 << 63, root: Hash()) }
        let signer = try NoteSigner(name: KeyName("b"), type: .ed25519, seed: [UInt8](repeating: 1, count: 32))
        #expect(throws: LogError.self) {
            try SignedCheckpoint(Checkpoint(origin: "a", size: 1, root: Hash()), signer: signer)
        }
    }
}
