/// Messages of the supervision protocol one after the other, as files hold them (RFC 8742, CBOR sequences).
public enum EnvelopeSequence {
    /// The bytes of each message; where the bytes do not look like one, the rest is one piece.
    public static func split(_ bytes: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var start = 0
        while start < bytes.count {
            guard let end = end(of: bytes, from: start) else {
                pieces.append(Array(bytes[start...]))
                return pieces
            }
            pieces.append(Array(bytes[start..<end]))
            start = end
        }
        return pieces
    }

    private static func end(of bytes: [UInt8], from start: Int) -> Int? {
        var reader = CBORReader(bytes.span.bytes, in: start..<bytes.count)
        do throws(DecodeError) {
            try reader.fixed([0xd2])
            try reader.array(count: 4)
            _ = try reader.byteRange()
            try reader.fixed([0xa0])
            _ = try reader.byteRange()
            _ = try reader.byteRange()
            return reader.offset
        } catch {
            return nil
        }
    }
}
