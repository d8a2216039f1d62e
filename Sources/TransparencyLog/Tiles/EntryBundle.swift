/// The entries of up to 256 leaves: for each `u16 length ‖ bytes`, big-endian, nothing else.
public enum EntryBundle {
    /// The length prefix allows no more.
    public static let maximumEntryByteCount = 65_535

    /// - Throws: `.entryLength` for an empty entry or one of more than 65,535 bytes; `.tooLarge` for more than 256.
    public static func encode(_ entries: some Collection<[UInt8]>) throws(LogError) -> [UInt8] {
        guard entries.count <= TileCoordinate.fullWidth else {
            throw LogError(.tooLarge, "a bundle holds at most 256 entries, not \(entries.count)")
        }
        var output: [UInt8] = []
        output.reserveCapacity(entries.reduce(0) { $0 + 2 + $1.count })
        for entry in entries {
            try append(entry, to: &output)
        }
        return output
    }

    /// Appends one entry with its length.
    ///
    /// - Throws: `.entryLength`.
    public static func append(_ entry: [UInt8], to output: inout [UInt8]) throws(LogError) {
        guard (1...maximumEntryByteCount).contains(entry.count) else {
            throw LogError(.entryLength, "an entry has 1 to \(maximumEntryByteCount) bytes, not \(entry.count)")
        }
        output.append(UInt8(truncatingIfNeeded: entry.count >> 8))
        output.append(UInt8(truncatingIfNeeded: entry.count))
        output.append(contentsOf: entry)
    }

    /// The places of the entries in the bytes of a bundle: nothing is copied.
    ///
    /// - Parameter count: how many entries the bundle must hold.
    /// - Throws: `.malformedBundle` when it is cut short or goes on after the last entry, `.entryLength` for an empty
    ///   entry.
    public static func ranges(in bytes: [UInt8], count: Int) throws(LogError) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(min(count, TileCoordinate.fullWidth))
        var offset = 0
        while ranges.count < count {
            guard offset + 2 <= bytes.count else {
                throw LogError(
                    .malformedBundle, "the bundle ends at byte \(bytes.count), in entry \(ranges.count) of \(count)")
            }
            let length = Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
            offset += 2
            guard length > 0 else { throw LogError(.entryLength, "entry \(ranges.count) of the bundle is empty") }
            guard offset + length <= bytes.count else {
                throw LogError(
                    .malformedBundle,
                    "entry \(ranges.count) of the bundle has \(length) bytes from byte \(offset), there are \(bytes.count)"
                )
            }
            ranges.append(offset..<(offset + length))
            offset += length
        }
        guard offset == bytes.count else {
            throw LogError(.malformedBundle, "\(bytes.count - offset) bytes follow the last entry of the bundle")
        }
        return ranges
    }

    /// The entries of a bundle.
    ///
    /// - Throws: as ``ranges(in:count:)``.
    public static func decode(_ bytes: [UInt8], count: Int) throws(LogError) -> [[UInt8]] {
        try ranges(in: bytes, count: count).map { Array(bytes[$0]) }
    }
}
