import ChainCrypto
import Testing

/// Digests and signatures of chains other than Bitcoin's, against values of other implementations.
@Suite struct ChainDigestTests {
    @Test(arguments: [
        ("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        ("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
    ])
    func keccak256(_ text: String, _ hex: String) {
        #expect(HexDigits.encode(Keccak256.hash(Array(text.utf8)).bytes) == hex)
    }

    /// Every length around the block of 136 bytes: one digest over the digests, as another implementation finds it.
    @Test func keccak256OfEveryLength() {
        var digests: [UInt8] = []
        for count in 0..<300 {
            digests += Keccak256.hash((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }).bytes
        }
        #expect(
            HexDigits.encode(Keccak256.hash(digests).bytes)
                == "fbcdbdb72b14e83f5256544a2f1af4d3bf41852bc8439b45a52d36d294fa0e5f")
    }

    /// GB/T 32905-2016, appendix A.
    @Test(arguments: [
        ("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (
            "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd",
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
        ),
    ])
    func sm3(_ text: String, _ hex: String) throws {
        #expect(HexDigits.encode(try #require(SM3.hash(Array(text.utf8))).bytes) == hex)
    }

    /// Personalised digests, as Python's hashlib finds them.
    @Test func blake2b() throws {
        let short = BLAKE2b.hash(
            Array("abc".utf8), personalization: Array("ZcashTxHash_".utf8) + [1, 2, 3, 4], byteCount: 32)
        #expect(
            HexDigits.encode(try #require(short)) == "bd657f6ba3d88723412957ea952e20b8abe58fe8b3095cd2f48589c153c1c079")
        let long = BLAKE2b.hash(
            [], personalization: Array("ZcashPoW".utf8) + [200, 0, 0, 0, 9, 0, 0, 0], byteCount: 50)
        #expect(
            HexDigits.encode(try #require(long))
                == "42fadb7376483e2167dbb245215129da15280a65062e68cf07cc9bc3f71905b8070472455b9fc809308919b7834c78b40726"
        )
        #expect(BLAKE2b.hash([], personalization: [1], byteCount: 32) == nil)
        #expect(BLAKE2b.hash([], personalization: [UInt8](repeating: 0, count: 16), byteCount: 65) == nil)
    }

    /// GB/T 32918.5-2017, appendix A.2.
    @Test func sm2() throws {
        let key = try #require(
            HexDigits.decode(
                "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                    + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"))
        let signature = try #require(
            HexDigits.decode(
                "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                    + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"))
        let message = Array("message digest".utf8)
        #expect(SM2.verify(signature, message: message, publicKey: key))
        #expect(!SM2.verify(signature, message: message + [0], publicKey: key))
        #expect(!SM2.verify(signature, message: message, publicKey: key, identity: Array("another".utf8)))
        for index in signature.indices {
            var flipped = signature
            flipped[index] ^= 1
            #expect(!SM2.verify(flipped, message: message, publicKey: key), "byte \(index)")
        }
        for index in key.indices {
            var flipped = key
            flipped[index] ^= 1
            #expect(!SM2.verify(signature, message: message, publicKey: flipped), "byte \(index)")
        }
        #expect(!SM2.verify([], message: message, publicKey: key))
        #expect(!SM2.verify([UInt8](repeating: 0, count: 64), message: message, publicKey: key))
        #expect(!SM2.verify(signature, message: message, publicKey: [UInt8](repeating: 0, count: 64)))
    }

    /// A signature by the key 2a…2a, made by eth-keys.
    @Test func secp256k1Recovery() throws {
        let key =
            "5be5e9478209674a96e60f1f037f6176540fd001fa1d64694770c56a7709c42c"
            + "035a88c3843dbf8b10d52cc71e26cce171e1aa1e32f8e193c9f6a6bd8f07b8bf"
        let signature = try #require(
            HexDigits.decode(
                "014bbffdbaa46c0dd20f9b856d28e8e69f9e52c5e6070fcd811f05e4a99796ad"
                    + "56dde9a9f8cce261f09b21fa2b93959f29d76104de7beccf1561dd469026c9b5"))
        let digest = Keccak256.hash(Array("message".utf8))
        #expect(Secp256k1.recover(signature + [1], digest: digest).map { HexDigits.encode($0) } == key)
        #expect(Secp256k1.recover(signature + [1 - 1], digest: digest).map { HexDigits.encode($0) } != key)
        for index in signature.indices {
            var flipped = signature
            flipped[index] ^= 1
            let recovered = Secp256k1.recover(flipped, recoveryID: 1, digest: digest)
            #expect(recovered.map { HexDigits.encode($0) } != key, "byte \(index)")
        }
        #expect(Secp256k1.recover(signature, recoveryID: 4, digest: digest) == nil)
        #expect(Secp256k1.recover(signature, digest: digest) == nil)
        #expect(Secp256k1.recover([UInt8](repeating: 0, count: 65), digest: digest) == nil)
        #expect(Secp256k1.recover([UInt8](repeating: 0xff, count: 64) + [0], digest: digest) == nil)
    }
}
