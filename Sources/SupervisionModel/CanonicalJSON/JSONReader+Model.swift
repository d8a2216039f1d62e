/// Members that hold the model's own types.
extension JSONReader {
    /// A 32-byte digest as 64 lowercase hexadecimal digits.
    public func digest(_ name: String) throws(JSONReadError) -> Digest32 { try member(name).asDigest() }

    public func asDigest() throws(JSONReadError) -> Digest32 {
        let text = try asString()
        guard let digest = Digest32(hex: text), digest.hex.utf8.elementsEqual(text.utf8) else {
            throw invalid(expected: "64 lowercase hexadecimal digits", found: text)
        }
        return digest
    }

    /// Bytes as lowercase hexadecimal digits.
    public func asBytes(count: Int) throws(JSONReadError) -> [UInt8] {
        let text = try asString()
        guard let bytes = Hex.decode(text), bytes.count == count else {
            throw invalid(expected: "\(count * 2) hexadecimal digits", found: text)
        }
        return bytes
    }

    public func chain(_ name: String) throws(JSONReadError) -> ChainID {
        let member = try member(name)
        let text = try member.asString()
        guard let chain = ChainID(text) else {
            throw member.invalid(expected: "a chain name of 1 to 32 characters a-z 0-9 . _ -", found: text)
        }
        return chain
    }

    public func unsigned(_ name: String) throws(JSONReadError) -> UInt64 {
        UInt64(try integer(name, in: 0...JSONValue.integerRange.upperBound))
    }

    public func optionalUnsigned(_ name: String) throws(JSONReadError) -> UInt64? {
        guard let member = try optional(name) else { return nil }
        return UInt64(try member.asInteger(in: 0...JSONValue.integerRange.upperBound))
    }
}

extension JSONValue {
    /// A height, size or count. Values beyond 2^53 − 1, which no chain reaches, are clamped to it.
    public init(_ value: UInt64) {
        self = .integer(min(Int64(clamping: value), JSONValue.integerRange.upperBound))
    }
}
