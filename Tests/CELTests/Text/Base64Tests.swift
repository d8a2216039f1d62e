import CEL
import Testing

@Suite struct Base64Tests {
    /// RFC 4648 section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("hello", "aGVsbG8="),
    ])
    func vectors(_ text: String, _ encoded: String) throws {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
        #expect(try Base64.decode(encoded) == Array(text.utf8))
        let unpadded = encoded.split(separator: "=").first.map(String.init) ?? ""
        #expect(try Base64.decode(unpadded) == Array(text.utf8))
    }

    @Test func allBytes() throws {
        let bytes = (0...255).map { UInt8($0) }
        for count in 250...256 {
            #expect(try Base64.decode(Base64.encode(Array(bytes[..<count]))) == Array(bytes[..<count]))
        }
        #expect(Base64.encode([0xFB, 0xFF, 0xBF]) == "+/+/")
        #expect(try Base64.decode("Zm9v\r\nYmFy\n") == Array("foobar".utf8))
    }

    @Test(arguments: [
        ("Z", 1), ("Zg=", 3), ("Zg===", 4), ("=", 0), ("Z===", 1), ("Zm9v=", 4), ("Zg==Zg==", 4), ("Zm9-", 3),
        ("Zm9_", 3),
        ("Z g=", 1), ("Zm9vY", 5), ("é", 0), ("Zm8=Z", 4),
    ])
    func malformed(_ text: String, _ offset: Int) {
        #expect(throws: TextError.malformedBase64(offset: offset)) { try Base64.decode(text) }
    }

    @Test func utf8Conversion() throws {
        #expect(UTF8Text.equal(try BytesConversion.string([0xC3, 0xBF]), "ÿ"))
        #expect(BytesConversion.bytes("ÿ") == [0xC3, 0xBF])
        let invalid: [[UInt8]] = [
            [0x00, 0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xE2, 0x82],
        ]
        for bytes in invalid {
            #expect(throws: TextError.invalidUTF8, "\(bytes)") { try BytesConversion.string(bytes) }
        }
    }
}
