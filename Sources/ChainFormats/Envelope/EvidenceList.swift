/// Evidence of consecutive blocks as a publisher serves it for back-fill: an array of the byte strings that stand in its
/// envelopes.
public enum EvidenceList {
    /// Entries an answer may have.
    public static let limit = 2_000

    public static func encode(_ entries: [[UInt8]]) -> [UInt8] {
        var writer = CBORWriter()
        writer.array(entries.count)
        for entry in entries { writer.byteString(entry) }
        return writer.bytes
    }

    public static func decode(_ bytes: [UInt8]) throws(DecodeError) -> [[UInt8]] {
        var reader = CBORReader(bytes.span.bytes)
        let entries = try reader.byteStrings(limit: limit)
        try reader.finish()
        return entries
    }
}
