extension ByteReader {
    /// A byte that is 0 or 1.
    mutating func readFlag() throws(DecodeError) -> Bool {
        let start = offset
        let byte = try readUInt8()
        guard byte <= 1 else { throw DecodeError(.unknownTag, at: start, found: UInt64(byte), expected: 1) }
        return byte == 1
    }

    /// Moves over a public key: its kind and 33 bytes; for kind 2 (WebAuthn) user presence and the name of the site too.
    mutating func skipPublicKey() throws(DecodeError) {
        let start = offset
        let kind = try readUInt8()
        guard kind <= 2 else { throw DecodeError(.unknownTag, at: start, found: UInt64(kind), expected: 2) }
        try skip(33)
        if kind == 2 {
            try skip(1)
            _ = try readVarintBytes()
        }
    }

    /// Moves over a signature: its kind and 65 bytes; for kind 2 (WebAuthn) what the authenticator signed too.
    mutating func skipSignature() throws(DecodeError) {
        let start = offset
        let kind = try readUInt8()
        guard kind <= 2 else { throw DecodeError(.unknownTag, at: start, found: UInt64(kind), expected: 2) }
        try skip(65)
        if kind == 2 { for _ in 0..<2 { _ = try readVarintBytes() } }
    }

    /// Moves over a list of extensions: a kind of two bytes and bytes each.
    mutating func skipExtensions() throws(DecodeError) {
        for _ in 0..<(try readVarintCount(minimumSize: 3)) {
            try skip(2)
            _ = try readVarintBytes()
        }
    }
}
