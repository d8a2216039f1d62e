import ChainCrypto
import Testing

@Suite struct DigestTests {
    /// FIPS 180-4 examples; the double hash computed with an independent implementation.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func sha256(_ text: String, _ hex: String) {
        #expect(HexDigits.encode(SHA256.hash(Array(text.utf8)).bytes) == hex)
    }

    @Test func sha256dIsSHA256OfSHA256() {
        for count in [0, 1, 31, 32, 55, 56, 63, 64, 65, 119, 120, 1000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            #expect(SHA256d.hash(bytes) == SHA256.hash(SHA256.hash(bytes).bytes), "\(count) bytes")
        }
    }

    @Test func piecesHashLikeTheirConcatenation() {
        let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
        let hash = bytes.withUnsafeBytes { SHA256d.hash($0, pieces: 0..<4, 6..<200, 250..<254, 290..<300) }
        #expect(hash == SHA256d.hash(Array(bytes[0..<4] + bytes[6..<200] + bytes[250..<254] + bytes[290..<300])))
        let empty = bytes.withUnsafeBytes { SHA256d.hash($0, pieces: 0..<0, 0..<300, 5..<5) }
        #expect(empty == SHA256d.hash(bytes))
    }

    @Test(arguments: [1, 2, 3, 4, 5, 8, 9, 33])
    func reducingALevelHashesItsPairsInPlace(_ pairs: Int) {
        let leaves = (0..<2 * pairs + 1).map { SHA256.hash([UInt8($0)]) }
        var level = leaves
        SHA256d.reduce(&level, pairs: pairs)
        for pair in 0..<pairs {
            #expect(level[pair] == SHA256d.hash(leaves[2 * pair].bytes + leaves[2 * pair + 1].bytes))
            #expect(level[pair] == SHA256d.node(leaves[2 * pair], leaves[2 * pair + 1]))
        }
        #expect(level.last == leaves.last)
    }

    /// ISO/IEC 10118-3 examples.
    @Test(arguments: [
        ("", "9c1185a5c5e9fc54612808977ee8f548b2258d31"), ("abc", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
        ("message digest", "5d0689ef49d2fae572b881b123a85ffa21595f36"),
    ])
    func ripemd160(_ text: String, _ hex: String) {
        #expect(HexDigits.encode(Array(text.utf8).withUnsafeBytes { RIPEMD160.hash($0) }) == hex)
    }

    /// The key of BIP 173's example address.
    @Test func hash160() throws {
        let key = try #require(
            HexDigits.decode("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"))
        #expect(HexDigits.encode(Hash160.hash(key)) == "751e76e8199196d454941c45d1b3a323f1433bd6")
    }

    /// Litecoin's genesis header: its proof-of-work hash is below the target of bits 1e0ffff0.
    @Test func scryptOfLitecoinGenesis() throws {
        let header = try #require(
            HexDigits.decode(
                "01000000" + String(repeating: "0", count: 64)
                    + "d9ced4ed1130f7b7faad9be25323ffafa33232a17c3edf6cfd97bee6bafbdd97b9aa8e4ef0ff0f1ecd513f7c"))
        #expect(
            SHA256d.hash(header).display == "12a765e31ffd4059bada1e25190f6e98c99d9714d334efa41a195a7e7e04bfe2")
        #expect(
            Scrypt.proofOfWorkHash(header.span.bytes)?.display
                == "0000050c34a64b415b6b15b37f2216634b5b1669cb9a2e38d76f7213b0671e00")
    }
}
