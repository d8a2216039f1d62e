import AuditLedger
import SupervisionModel
import Testing
import TransparencyLog

@Suite struct LedgerRecordTests {
    private let hasher = SHA256Hasher()
    private let key: HMACKey
    private let builder: RecordBuilder

    init() {
        key = HMACKey([UInt8](repeating: 7, count: 32), hasher: hasher)
        builder = RecordBuilder(hasher: hasher)
    }

    private func tick(_ input: JSONObject = ["type": "clock.tick"], items: [SaltedItem] = []) throws
        -> RecordBuilder.Output
    {
        try builder.open(
            sequence: 184, time: Timestamp(milliseconds: 1_767_225_600_123), input: input, items: items, dayKey: key)
    }

    @Test func bytesOfAnOpenRecord() throws {
        let output = try tick(["type": "block.connected", "chain": "scf-1", "height": 12])
        let text =
            #"{"input":{"chain":"scf-1","height":12,"type":"block.connected"},"result":"RESULT","seq":184,"t":1767225600123,"v":1}"#
        #expect(output.bytes == Array(text.replacing("RESULT", with: output.result.root.hex).utf8))
        #expect(output.leaf == hasher.leaf(output.bytes))
        #expect(try LedgerRecord(decoding: output.bytes) == output.record)
        #expect(output.record.bytes == output.bytes)
    }

    /// The commitment by the definition: SHA-256(0x02 ‖ HMAC(key, u64 184 ‖ u32 2^32 − 1) ‖ bytes).
    @Test func sealedRecord() throws {
        let content = Array(#"{"type":"case.decision"}"#.utf8)
        let output = try builder.sealed(
            sequence: 184, time: Timestamp(milliseconds: 5), bytes: content, key: key, items: [], dayKey: key)
        let message: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 184, 255, 255, 255, 255]
        let salt = key.authenticationCode(of: message.span, hasher: hasher)
        let commitment = hasher.hash([0x02] + salt.bytes + content)
        #expect(output.record.input == .sealed(commitment))
        let text =
            "{\"input\":{\"c\":\"\(commitment.hex)\",\"type\":\"sealed\"},\"result\":\"\(output.result.root.hex)\",\"seq\":184,\"t\":5,\"v\":1}"
        #expect(output.bytes == Array(text.utf8))
        #expect(try LedgerRecord(decoding: output.bytes) == output.record)

        let sealed = SealedInput(bytes: content, key: key, sequence: 184, hasher: hasher)
        #expect(try sealed.verify(against: output.record, hasher: hasher)["type"] == "case.decision")
        let other = SealedInput(bytes: content + [0x20], salt: sealed.salt)
        #expect(throws: LedgerError.self) { try other.verify(against: output.record, hasher: hasher) }
        let wrongSalt = SealedInput(bytes: content, key: key, sequence: 185, hasher: hasher)
        #expect(throws: LedgerError.self) { try wrongSalt.verify(against: output.record, hasher: hasher) }
        #expect(throws: LedgerError.self) { try sealed.verify(against: tick().record, hasher: hasher) }
    }

    /// Every change of the text that is still JSON is refused: there is one text for a record.
    @Test(
        arguments: [
            (#""v":1"#, #""v":2"#, LedgerError.Code.malformedRecord),
            (#""v":1"#, #""v":1,"w":1"#, .malformedRecord),
            (#","v":1"#, "", .malformedRecord),
            (#""seq":184,"#, "", .malformedRecord),
            (#""seq":184"#, #""seq":-1"#, .malformedRecord),
            (#""seq":184"#, #""seq":"184""#, .malformedRecord),
            (#""seq":184"#, #""seq":0184"#, .notCanonical),
            (#""seq":184"#, #""seq":184.0"#, .notCanonical),
            (#""seq":184"#, #""seq": 184"#, .notCanonical),
            (#""t":1767225600123"#, #""t":-1"#, .malformedRecord),
            (#""t":1767225600123"#, #""t":9007199254740992"#, .notCanonical),
            (#""input":{"type":"clock.tick"}"#, #""input":"clock.tick""#, .malformedRecord),
            (#""input":{"type":"clock.tick"}"#, #""input":{}"#, .malformedRecord),
            (#""input":{"type":"clock.tick"}"#, #""input":{"type":"sealed"}"#, .malformedRecord),
            (#""input":{"type":"clock.tick"}"#, #""input":{"c":"00","type":"sealed"}"#, .malformedRecord),
            (#""type":"clock.tick""#, #""type":"clock.tick","type":"x""#, .notCanonical),
            (#""type":"clock.tick""#, #""type":"clock\u002etick""#, .notCanonical),
            (#""type":"clock.tick""#, #""type":"clock.tick","a":1"#, .notCanonical),
            (#""type":"clock.tick""#, #""type":"clock.tick","é":1"#, .notCanonical),
            (#""result":""#, #""result":"0"#, .malformedRecord),
            (#""result":""#, #""result":"A"#, .malformedRecord),
        ])
    func refused(old: String, new: String, code: LedgerError.Code) throws {
        let text = String(decoding: try tick().bytes, as: UTF8.self)
        #expect(text.contains(old))
        let changed = Array(text.replacing(old, with: new).utf8)
        let error = #expect(throws: LedgerError.self) { try LedgerRecord(decoding: changed) }
        #expect(error?.code == code)
    }

    @Test func upperCaseHashIsRefused() throws {
        let output = try tick()
        let changed = String(decoding: output.bytes, as: UTF8.self)
            .replacing(output.result.root.hex, with: output.result.root.hex.uppercased())
        #expect(throws: LedgerError.self) { try LedgerRecord(decoding: Array(changed.utf8)) }
        #expect(throws: LedgerError.self) { try LedgerRecord(decoding: output.bytes + [0x0A]) }
        #expect(throws: LedgerError.self) { try LedgerRecord(decoding: []) }
    }

    @Test func inputsThatCannotBeWritten() throws {
        func code(_ input: JSONObject) -> LedgerError.Code? {
            do throws(LedgerError) {
                _ = try builder.open(
                    sequence: 1, time: Timestamp(milliseconds: 1), input: input, items: [], dayKey: key)
            } catch { return error.code }
            return nil
        }
        #expect(code(["a": 1]) == .malformedInput)
        #expect(code(["type": "sealed"]) == .malformedInput)
        #expect(code(["type": ""]) == .malformedInput)
        #expect(code(["type": 1]) == .malformedInput)
        #expect(code(["type": "x", "é": 1]) == .notCanonical)
        #expect(code(["type": "x", "n": .integer(.max)]) == .notCanonical)
        #expect(code(["type": "x", "s": .string(String(repeating: "a", count: 17_000))]) == .tooLarge)
        #expect(code(["type": "x", "s": .string(String(repeating: "a", count: 16_000))]) == nil)
        for (sequence, time) in [(UInt64(1) << 53, Int64(0)), (1, -1), (1, 1 << 53)] {
            #expect(throws: LedgerError.self) {
                try builder.open(
                    sequence: sequence, time: Timestamp(milliseconds: time), input: ["type": "x"], items: [],
                    dayKey: key)
            }
        }
    }

    /// Every single changed byte of a record is refused or is another record.
    @Test func everyChangedByte() throws {
        let output = try tick(["type": "block.connected", "note": "中\"\\"])
        for index in output.bytes.indices {
            for bit in 0..<8 {
                var changed = output.bytes
                changed[index] ^= 1 << UInt8(bit)
                if let record = try? LedgerRecord(decoding: changed) {
                    #expect(record != output.record)
                    #expect(record.bytes == changed)
                }
            }
        }
    }

    @Test func derivedKeys() throws {
        let keys = DerivedKeys(seed: [UInt8](repeating: 0, count: 32), hasher: hasher)
        let subject = EntityRef.identifier(.uscc, "91350100M000100Y43")
        let again = DerivedKeys(seed: [UInt8](repeating: 0, count: 32), hasher: hasher)
        func code(_ key: HMACKey) -> Hash { Salt.make(key: key, sequence: 1, index: 2, hasher: hasher) }
        #expect(code(keys.key(subject: subject, hasher: hasher)) == code(again.key(subject: subject, hasher: hasher)))
        let seedKey = HMACKey([UInt8](repeating: 0, count: 32), hasher: hasher)
        let bytes = subject.canonicalBytes
        let expected = HMACKey(seedKey.authenticationCode(of: bytes.span, hasher: hasher).bytes, hasher: hasher)
        #expect(code(keys.key(subject: subject, hasher: hasher)) == code(expected))
        let all = [
            code(keys.key(subject: subject, hasher: hasher)),
            code(keys.key(subject: .identifier(.lei, "91350100M000100Y43"), hasher: hasher)),
            code(keys.key(day: Day(number: 20_000), hasher: hasher)),
            code(keys.key(day: Day(number: 20_001), hasher: hasher)),
            code(DerivedKeys(seed: [1], hasher: hasher).key(subject: subject, hasher: hasher)),
        ]
        #expect(Set(all).count == all.count)
    }
}
