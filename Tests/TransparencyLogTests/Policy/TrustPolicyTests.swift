import Testing
import TransparencyLog

@Suite struct TrustPolicyTests {
    private static func signer(_ name: String, _ seed: UInt8, _ type: KeyType = .cosignature) throws -> NoteSigner {
        try NoteSigner(name: KeyName(name), type: type, seed: [UInt8](repeating: seed, count: 32))
    }

    private static func governance() throws -> (text: String, log: NoteSigner, witnesses: [NoteSigner]) {
        let log = try signer("supervisor.example/audit", 1, .ed25519)
        let names = ["regulator", "platformA", "platformB", "ngo1", "ngo2"]
        let witnesses = try names.enumerated().map { try signer("\($1).example/w1", UInt8($0 + 2)) }
        let text =
            "# who must cosign\n\n  # indented comment\nlog \(log.verifierKey) https://log.example/\n"
            + zip(names, witnesses).map { "witness\t\($0) \($1.verifierKey)  https://\($0)/ \n" }.joined()
            + "group platforms 1 platformA platformB\ngroup society any ngo1 ngo2\n"
            + "group governance all regulator platforms society\nquorum governance\n"
        return (text, log, witnesses)
    }

    @Test func quorum() throws {
        let (text, log, witnesses) = try Self.governance()
        let policy = try TrustPolicy(parsing: Array(text.utf8))
        #expect(policy.logs.map(\.key) == [log.verifierKey])
        #expect(policy.logs[0].url == "https://log.example/")
        #expect(policy.witnesses.map(\.name.description) == ["regulator", "platformA", "platformB", "ngo1", "ngo2"])
        #expect(policy.groups.map(\.threshold) == [1, 1, 3])
        for mask in 0..<32 {
            let cosigned = witnesses.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element.verifierKey)
            let expected = mask & 1 != 0 && mask & 0b110 != 0 && mask & 0b11000 != 0
            #expect(policy.isQuorum(cosigned) == expected, "\(mask)")
            #expect(policy.isQuorum(cosigned + cosigned) == expected)
        }
        let stranger = try Self.signer("stranger", 99).verifierKey
        #expect(!policy.isQuorum([witnesses[0].verifierKey, witnesses[1].verifierKey, stranger]))
    }

    @Test func checkpoints() throws {
        let (text, log, witnesses) = try Self.governance()
        let policy = try TrustPolicy(parsing: Array(text.utf8))
        let checkpoint = try Checkpoint(origin: "supervisor.example/audit", size: 1, root: SHA256Hasher.hash([1]))
        var signed = try SignedCheckpoint(checkpoint, signer: log)
        func code(_ signed: SignedCheckpoint) -> LogError.Code? {
            do throws(LogError) { _ = try policy.verify(signed) } catch { return error.code }
            return nil
        }
        #expect(code(signed) == .quorumNotMet)
        #expect(try policy.verifyIgnoringQuorum(signed).cosignatures.isEmpty)
        let lines = try [0, 2, 4].map { try witnesses[$0].cosign(checkpoint, time: UInt64($0 + 1)) }
        _ = signed.add(lines, from: witnesses.map(\.verifierKey))
        #expect(try policy.verify(signed).cosignatures.map(\.time) == [1, 3, 5])
        // Cosignatures without the log's own signature are nothing.
        let unsigned = try SignedNote(text: checkpoint.text, signatures: lines)
        #expect(code(try SignedCheckpoint(parsing: unsigned.encode())) == .noTrustedSignature)
        let otherLog = try Self.signer("other.example", 50, .ed25519)
        let other = try SignedCheckpoint(Checkpoint(origin: "other.example", size: 1, root: Hash()), signer: otherLog)
        #expect(code(other) == .unknownLog)
    }

    @Test func quorumNone() throws {
        #expect(try TrustPolicy(parsing: Array("quorum none\n".utf8)).isQuorum([]))
    }

    @Test(
        arguments: [
            ("", LogError.Code.quorumLine, nil),
            ("quorum none\nquorum none\n", .quorumLine, 2),
            ("quorum none", .missingNewline, 1),
            ("quorum nobody\n", .undefinedName, 1),
            ("witness w W1\ngroup g any w v\nquorum g\n", .undefinedName, 2),
            ("group g any w\nwitness w W1\nquorum g\n", .undefinedName, 1),
            ("witness w W1\nwitness w W2\nquorum w\n", .duplicateName, 2),
            ("witness w W1\nwitness v W1\nquorum w\n", .duplicateKey, 2),
            ("witness w W1\nwitness v W1B\nquorum w\n", .duplicateKey, 2),
            ("witness none W1\nquorum none\n", .duplicateName, 1),
            ("witness w W1\ngroup none any w\nquorum w\n", .duplicateName, 2),
            ("witness w W1\ngroup g any none\nquorum w\n", .undefinedName, 2),
            ("witness w W1\ngroup g 2 w\nquorum g\n", .malformedThreshold, 2),
            ("witness w W1\ngroup g 0 w\nquorum g\n", .malformedThreshold, 2),
            ("witness w W1\ngroup g 01 w\nquorum g\n", .malformedThreshold, 2),
            ("witness w W1\ngroup g some w\nquorum g\n", .malformedThreshold, 2),
            ("witness w W1\ngroup g any w w\nquorum g\n", .duplicateName, 2),
            ("witness w W1\ngroup g any w\ngroup h any w\nquorum g\n", .duplicateName, 3),
            ("witness w W1\ngroup g any w\ngroup g any w\nquorum g\n", .duplicateName, 3),
            ("witness w W1\ngroup g any\nquorum w\n", .malformedLine, 2),
            ("witness w W1\ngroup g any g\nquorum g\n", .undefinedName, 2),
            ("witness w LOG\nquorum w\n", .unsupportedKeyType, 1),
            ("log W1\nquorum none\n", .unsupportedKeyType, 1),
            ("log LOG\nlog LOG\nquorum none\n", .duplicateKey, 2),
            ("log LOG url more\nquorum none\n", .malformedLine, 1),
            ("log\nquorum none\n", .malformedLine, 1),
            ("quorum\n", .malformedLine, 1),
            ("quorum none # comment\n", .malformedLine, 1),
            ("quorom none\n", .malformedLine, 1),
            ("quorum none\r\n", .forbiddenByte, 1),
        ] as [(String, LogError.Code, Int?)])
    func refused(text: String, code: LogError.Code, line: Int?) throws {
        let w1 = try Self.signer("w.example", 7)
        let renamed = try VerifierKey(
            name: KeyName("z.example"), type: .cosignature, publicKey: w1.verifierKey.publicKey)
        let text = text.replacing("W1B", with: "\(renamed)")
            .replacing("W1", with: "\(w1.verifierKey)")
            .replacing("W2", with: "\(try Self.signer("v.example", 8).verifierKey)")
            .replacing("LOG", with: "\(try Self.signer("log.example", 9, .ed25519).verifierKey)")
        let error = #expect(throws: LogError.self) { try TrustPolicy(parsing: Array(text.utf8)) }
        #expect(error?.code == code)
        #expect(error?.line == line)
    }

    /// U+212A KELVIN SIGN is canonically equivalent to K; as a name it is another one.
    @Test func namesAreBytes() throws {
        let w1 = try Self.signer("w.example", 7).verifierKey
        let w2 = try Self.signer("v.example", 8).verifierKey
        let policy = try TrustPolicy(parsing: Array("witness K \(w1)\nwitness \u{212A} \(w2)\nquorum \u{212A}\n".utf8))
        #expect(policy.isQuorum([w2]))
        #expect(!policy.isQuorum([w1]))
        let opaque = Array("witness ".utf8) + [0xFF, 0xFE] + Array(" \(w1)\nquorum ".utf8) + [0xFF, 0xFE, 0x0A]
        #expect(try TrustPolicy(parsing: opaque).isQuorum([w1]))
    }
}
