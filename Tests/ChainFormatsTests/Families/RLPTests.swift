import ChainCrypto
import ChainFormats
import Testing

@Suite struct RLPTests {
    /// Examples of the yellow paper's appendix B and of the common test vectors.
    @Test(arguments: [
        ("83646f67", "646f67"), ("80", ""), ("00", "00"), ("0f", "0f"), ("820400", "0400"), ("8180", "80"),
        ("b838" + String(repeating: "61", count: 56), String(repeating: "61", count: 56)),
    ])
    func strings(_ encoded: String, _ content: String) throws {
        let item = try RLPItem(try #require(HexDigits.decode(encoded)))
        #expect(HexDigits.encode(try item.bytes()) == content)
        #expect(HexDigits.encode(item.encoded) == encoded)
        #expect(throws: DecodeError(.wrongKind, at: 0, found: 0, expected: 1)) { try item.list() }
    }

    @Test func lists() throws {
        let item = try RLPItem([0xc8, 0x83, 0x63, 0x61, 0x74, 0x83, 0x64, 0x6f, 0x67])
        #expect(try item.list().map { try $0.bytes() } == [Array("cat".utf8), Array("dog".utf8)])
        let nested = try RLPItem([0xc7, 0xc0, 0xc1, 0xc0, 0xc3, 0xc0, 0xc1, 0xc0]).list()
        #expect(nested.count == 3)
        #expect(throws: DecodeError(.wrongKind, at: 1, found: 1, expected: 0)) { try nested[0].bytes() }
    }

    /// One value has one encoding, and nothing is believed about what is not there.
    @Test(arguments: [
        ("", DecodeError(.truncated, at: 0, expected: 1)), ("8100", DecodeError(.notCanonical, at: 0, found: 0x81)),
        ("817f", DecodeError(.notCanonical, at: 0, found: 0x81)),
        ("b80161", DecodeError(.notCanonical, at: 0, found: 0xb8)),
        ("b90038" + String(repeating: "61", count: 56), DecodeError(.notCanonical, at: 0, found: 0xb9)),
        ("f800", DecodeError(.notCanonical, at: 0, found: 0xf8)),
        ("83646f", DecodeError(.truncated, at: 0, found: 2, expected: 3)),
        ("c3836465", DecodeError(.truncated, at: 1, found: 2, expected: 3)),
        ("8080", DecodeError(.trailingBytes, at: 1, found: 1)),
        ("bfffffffffffffffff", DecodeError(.truncated, at: 0, found: 0, expected: .max)),
        ("ffffffffffffffffff", DecodeError(.truncated, at: 0, found: 0, expected: .max)),
        ("b9ff", DecodeError(.truncated, at: 0, found: 1, expected: 2)),
    ])
    func malformed(_ encoded: String, _ error: DecodeError) throws {
        let bytes = try #require(HexDigits.decode(encoded))
        #expect(throws: error) { try RLPItem(bytes) }
    }

    @Test func bombsAreRefused() {
        // Lists in lists, each around the next.
        var nested: [UInt8] = [0xc0]
        for _ in 0..<RLPItem.greatestDepth { nested = TestRLP.list([nested]) }
        #expect(throws: DecodeError(.tooDeep, at: 16, found: 17, expected: 16)) { try RLPItem(nested) }
        // Two million empty lists in six kilobytes a list of lists: too many items, found before memory is taken.
        let many = TestRLP.list([[UInt8](repeating: 0xc0, count: 2_000_000)])
        #expect(
            throws: DecodeError(.countTooLarge, at: 1_048_579, found: 1_048_577, expected: 1_048_576)
        ) { try RLPItem(many) }
    }

    @Test(arguments: [
        ("00", DecodeError(.notCanonical, at: 0, found: 0)), ("820001", DecodeError(.notCanonical, at: 0, found: 0)),
        ("89010000000000000000", DecodeError(.wrongLength, at: 0, found: 9, expected: 8)),
    ])
    func malformedNumbers(_ encoded: String, _ error: DecodeError) throws {
        let item = try RLPItem(try #require(HexDigits.decode(encoded)))
        #expect(throws: error) { try item.number() }
    }

    @Test(arguments: [("80", UInt64(0)), ("01", 1), ("7f", 127), ("8180", 128), ("88ffffffffffffffff", .max)])
    func numbers(_ encoded: String, _ value: UInt64) throws {
        #expect(try RLPItem(try #require(HexDigits.decode(encoded))).number() == value)
    }

    /// Tries of the Ethereum test suite (`trieanyorder`), keys and values as texts.
    @Test(arguments: [
        (
            [("A", String(repeating: "a", count: 50))],
            "d23786fb4a010da3ce639d66d5e904a11dbc02746d1ce25029e53290cabf28ab"
        ),
        (
            [("doe", "reindeer"), ("dog", "puppy"), ("dogglesworth", "cat")],
            "8aad789dff2f538bca5d8ea56e8abe10f4c7ba3a5dea95fea4cd6e7c3a1168d3"
        ),
        (
            [("do", "verb"), ("horse", "stallion"), ("doge", "coin"), ("dog", "puppy")],
            "5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84"
        ), ([("foo", "bar"), ("food", "bass")], "17beaa1648bafa633cda809c90c04af50fc8aed3cb40d16efbddee6fdf63c4c3"),
        ([], "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"),
    ])
    func tries(_ entries: [(String, String)], _ root: String) {
        let rows = entries.map { (key: Array($0.0.utf8), value: Array($0.1.utf8)) }
        #expect(HexDigits.encode(MerklePatriciaTrie.root(rows).bytes) == root)
        #expect(HexDigits.encode(MerklePatriciaTrie.root(rows.reversed()).bytes) == root)
    }
}
