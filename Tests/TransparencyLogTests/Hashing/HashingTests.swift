import Testing
import TransparencyLog

@Suite struct HashingTests {
    private let hasher = SHA256Hasher()

    @Test func knownDigests() {
        #expect(hasher.hash([]).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            hasher.hash(Array("abc".utf8)).hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(hasher.leaf([]).hex == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        #expect(SHA256Hasher.emptyRoot == hasher.hash([]))
        #expect(SHA256Hasher.hash(Array("abc".utf8)) == hasher.hash(Array("abc".utf8)))
    }

    /// GM/T 0004-2012 annex A, and the hash of nothing.
    @Test func sm3() {
        let sm3 = TreeHasher(.sm3)
        #expect(sm3.hash([]).hex == "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b")
        #expect(sm3.hash(Array("abc".utf8)).hex == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
        #expect(
            sm3.hash(Array(repeatElement(Array("abcd".utf8), count: 16).joined())).hex
                == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")
        #expect(sm3.leaf([7]) == sm3.hash([0, 7]))
        let left = sm3.leaf([1])
        let right = sm3.leaf([2])
        #expect(sm3.node(left, right) == sm3.hash([1] + left.bytes + right.bytes))
        for algorithm in HashAlgorithm.allCases {
            #expect(TreeHasher(algorithm).emptyRoot == TreeHasher(algorithm).hash([]))
            #expect(Frontier().root(hasher: TreeHasher(algorithm)) == algorithm.emptyRoot)
        }
    }

    @Test func piecesAndReuse() {
        let whole = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        for cut in [0, 1, 63, 64, 65, 999, 1000] {
            let head = Array(whole[..<cut])
            let tail = Array(whole[cut...])
            hasher.begin()
            hasher.update(head.span)
            hasher.update(tail.span)
            #expect(hasher.finish() == SHA256Hasher.hash(whole))
        }
        // A digest that was begun and dropped leaves no trace.
        hasher.begin()
        hasher.update(7)
        #expect(hasher.leaf([]).hex == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
    }

    /// RFC 4231 test cases 1, 2, 6.
    @Test(
        arguments: [
            (
                [UInt8](repeating: 0x0B, count: 20), "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ])
    func hmac(key: [UInt8], message: String, code: String) {
        let message = Array(message.utf8)
        #expect(HMACKey(key, hasher: hasher).authenticationCode(of: message.span, hasher: hasher).hex == code)
    }

    @Test func hashValue() throws {
        let bytes = (0..<32).map { UInt8($0 * 7 & 0xFF) }
        let hash = try #require(Hash(bytes: bytes))
        #expect(hash.bytes == bytes)
        #expect(Hash(hex: hash.hex) == hash)
        #expect(Hash(bytes: bytes.dropLast()) == nil)
        #expect(Hash(bytes: bytes + [0]) == nil)
        #expect(Hash(hex: hash.hex.uppercased()) == nil)
        #expect(Hash(hex: String(hash.hex.dropLast())) == nil)
        #expect(Hash(hex: hash.hex.replacing("0", with: "g")) == nil)
        #expect(Hash() == Hash(bytes: [UInt8](repeating: 0, count: 32)))
    }

    @Test func orderIsThatOfTheBytes() {
        var random = SplitMix(state: 5)
        let all = (0..<300).map { _ in (0..<32).map { _ in UInt8(truncatingIfNeeded: random.next() % 3) } }
        let sorted = all.compactMap { Hash(bytes: $0) }.sorted().map(\.bytes)
        #expect(sorted == all.sorted { $0.lexicographicallyPrecedes($1) })
    }

    @Test func base64() {
        var random = SplitMix(state: 9)
        for count in 0..<70 {
            let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            #expect(Base64.decode(Base64.encode(bytes).utf8) == bytes)
        }
        #expect(Base64.encode(Array("foob".utf8)) == "Zm9vYg==")
        for bad in [
            "Zg", "Zg=", "Zh==", "Zm9=", "Z===", "Zg==Zg==", "Zm9v\n", "Zm9v====", "Zm9-", "=Zg=", "====", "Zm 9",
        ] {
            #expect(Base64.decode(bad.utf8) == nil, "\(bad)")
        }
    }
}
