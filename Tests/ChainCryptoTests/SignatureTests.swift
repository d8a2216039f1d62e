import ChainCrypto
import Testing

/// Signatures of validators and publishers.
@Suite struct SignatureTests {
    private func bytes(_ text: String) -> [UInt8] { HexDigits.decode(text) ?? [] }

    /// RFC 8032, section 7.1, TEST 2.
    @Test func ed25519() throws {
        let seed = bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
        let key = bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        let signature = bytes(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
        #expect(Ed25519.publicKey(seed: seed) == key)
        #expect(Ed25519.sign([0x72], seed: seed) == signature)
        #expect(Ed25519.verify(signature, message: [0x72], publicKey: key))
        #expect(!Ed25519.verify(signature, message: [0x73], publicKey: key))
        #expect(!Ed25519.verify(Array(signature.dropLast()), message: [0x72], publicKey: key))
        #expect(!Ed25519.verify(signature, message: [0x72], publicKey: [UInt8](repeating: 0, count: 32)))
    }

    /// RFC 6979, A.2.5: P-256 with SHA-256, message "sample".
    @Test func p256() {
        let key = bytes(
            "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299")
        var signature = bytes(
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8")
        #expect(P256.verify(signature, message: Array("sample".utf8), publicKey: key))
        #expect(!P256.verify(signature, message: Array("simple".utf8), publicKey: key))
        signature[40] ^= 1
        #expect(!P256.verify(signature, message: Array("sample".utf8), publicKey: key))
        #expect(!P256.verify(signature, message: [], publicKey: [UInt8](repeating: 1, count: 64)))
    }

    /// GB/T 32918.5-2017, annex A.2: message "message digest", identity "1234567812345678". Every way through the table of
    /// a key that comes back gives the same answer.
    @Test func sm2WithAndWithoutTable() {
        let key = bytes(
            "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13")
        let signature = bytes(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa")
        var wrong = signature
        wrong[63] ^= 1
        for _ in 0..<6 {
            #expect(SM2.verify(signature, message: Array("message digest".utf8), publicKey: key))
            #expect(!SM2.verify(wrong, message: Array("message digest".utf8), publicKey: key))
            #expect(!SM2.verify(signature, message: Array("other".utf8), publicKey: key))
        }
        #expect(!SM2.verify(signature, message: [], publicKey: [UInt8](repeating: 2, count: 64)))
        #expect(!SM2.verify([UInt8](repeating: 0, count: 64), message: [], publicKey: key))
        #expect(!SM2.verify([UInt8](repeating: 0xff, count: 64), message: [], publicKey: key))
    }
}
