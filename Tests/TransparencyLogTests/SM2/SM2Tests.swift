import Testing
import TransparencyLog

@Suite struct SM2Tests {
    /// GM/T 0003.5-2012 annex A.
    private static let scalar = hexBytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8")
    private static let publicKey = hexBytes(
        "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
            + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13")
    private static let signature = hexBytes(
        "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
            + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa")
    private static let message = Array("message digest".utf8)
    /// The order n of the curve.
    private static let order = "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123"

    @Test func example() throws {
        #expect(SM2.isValid(signature: Self.signature, message: Self.message, publicKey: Self.publicKey))
        #expect(try #require(SM2PrivateKey(scalar: Self.scalar)).publicKey == Self.publicKey)
    }

    @Test func whateverIsChangedIsRefused() {
        for index in Self.signature.indices {
            var signature = Self.signature
            signature[index] ^= 1
            #expect(
                !SM2.isValid(signature: signature, message: Self.message, publicKey: Self.publicKey), "byte \(index)")
        }
        var message = Self.message
        message[3] ^= 0x20
        #expect(!SM2.isValid(signature: Self.signature, message: message, publicKey: Self.publicKey))
        for count in [0, 1, 32, 63, 65] {
            let signature = Array((Self.signature + [0]).prefix(count))
            #expect(!SM2.isValid(signature: signature, message: Self.message, publicKey: Self.publicKey))
        }
        let zero = [UInt8](repeating: 0, count: 32)
        for signature in [
            zero + zero, Array(Self.signature[..<32]) + zero, zero + Array(Self.signature[32...]),
            hexBytes(Self.order) + Array(Self.signature[32...]), Array(Self.signature[..<32]) + hexBytes(Self.order),
        ] {
            #expect(!SM2.isValid(signature: signature, message: Self.message, publicKey: Self.publicKey))
        }
    }

    @Test func keysThatAreNone() {
        var beside = Self.publicKey
        beside[64] ^= 1
        var compressed = Self.publicKey
        compressed[0] = 0x02
        var beyond = Self.publicKey
        for index in 1...32 { beyond[index] = 0xFF }
        for key in [
            beside, compressed, beyond, [], [0], [4], Array(Self.publicKey.dropLast()), Self.publicKey + [0],
            Array(compressed.prefix(33)), [UInt8](repeating: 0, count: 65), [4] + [UInt8](repeating: 0, count: 64),
        ] {
            #expect(!SM2.isPublicKey(key))
            #expect(!SM2.isValid(signature: Self.signature, message: Self.message, publicKey: key))
        }
        #expect(SM2.isPublicKey(Self.publicKey))
    }

    @Test(
        arguments: [
            (String(repeating: "0", count: 64), false),
            (String(repeating: "0", count: 63) + "1", true),
            ("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54121", true),
            ("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122", false),
            (order, false),
            (String(repeating: "f", count: 64), false),
            ("01", false),
            (String(repeating: "0", count: 64) + "01", false),
        ])
    func rangeOfPrivateKeys(scalar: String, isKey: Bool) {
        #expect((SM2PrivateKey(scalar: hexBytes(scalar)) != nil) == isKey)
    }

    @Test func signedAndVerified() throws {
        var random = SplitMix(state: 21)
        for round in 0..<20 {
            let scalar = (0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let key = try #require(SM2PrivateKey(scalar: scalar))
            let message = (0..<round * 7).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let first = try #require(key.signature(for: message))
            let second = try #require(key.signature(for: message))
            #expect(first.count == 64)
            #expect(first != second, "the random number of SM2 is used once")
            for signature in [first, second] {
                #expect(SM2.isValid(signature: signature, message: message, publicKey: key.publicKey))
                #expect(!SM2.isValid(signature: signature, message: message + [0], publicKey: key.publicKey))
                #expect(!SM2.isValid(signature: signature, message: message, publicKey: Self.publicKey))
            }
        }
    }

    @Test(.enabled(if: SharedVectors.arePresent, Comment(rawValue: SharedVectors.skipped)))
    func vectors() throws {
        struct Signature: Decodable {
            let message_ascii: String
            let d: String
            let Px: String
            let Py: String
            let r: String
            let s: String
        }
        struct Digests: Decodable {
            struct Vector: Decodable {
                let input_hex: String
                let sm3: String
            }
            let vectors: [Vector]
        }
        let vector = try SharedVectors.decode(Signature.self, "sm2-sm3/sm2_sign.json")
        #expect(hexBytes(vector.d) == Self.scalar)
        #expect([0x04] + hexBytes(vector.Px) + hexBytes(vector.Py) == Self.publicKey)
        #expect(
            SM2.isValid(
                signature: hexBytes(vector.r) + hexBytes(vector.s), message: Array(vector.message_ascii.utf8),
                publicKey: Self.publicKey))
        let digests = try SharedVectors.decode(Digests.self, "sm2-sm3/sm3.json").vectors
        #expect(digests.count == 2)
        for digest in digests { #expect(TreeHasher(.sm3).hash(hexBytes(digest.input_hex)).hex == digest.sm3) }
    }
}
