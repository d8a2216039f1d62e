/// The front of a byte stream: looks ahead and takes bytes or lines, holding no more than what was asked for and a piece.
struct StreamBuffer {
    private let source: any ByteSource
    private var bytes: [UInt8] = []
    /// Bytes before this index were taken.
    private var start = 0
    private var ended = false
    /// Offset in the stream of the next byte to take.
    private(set) var offset: UInt64 = 0

    init(_ source: any ByteSource) {
        self.source = source
    }

    /// Bytes at hand without reading.
    private var available: Int { bytes.count - start }

    /// Reads until `count` bytes are at hand or the stream ends.
    private mutating func fill(_ count: Int) throws(BlockFileError) {
        while available < count, !ended {
            if start > 0 {
                bytes.removeFirst(start)
                start = 0
            }
            ended = try !source.read(into: &bytes)
        }
    }

    /// The next bytes, at most `count`, fewer only at the end of the stream.
    mutating func peek(_ count: Int) throws(BlockFileError) -> ArraySlice<UInt8> {
        try fill(count)
        return bytes[start..<start + min(count, available)]
    }

    /// Takes the next bytes, at most `count`, fewer only at the end of the stream.
    mutating func take(_ count: Int) throws(BlockFileError) -> [UInt8] {
        let taken = Array(try peek(count))
        start += taken.count
        offset += UInt64(taken.count)
        return taken
    }

    /// Takes the next line without its end (LF or CR LF); nil at the end of the stream.
    ///
    /// A line of more than `limit` bytes is cut there: the result is then `limit` + 1 bytes long.
    mutating func takeLine(limit: Int) throws(BlockFileError) -> [UInt8]? {
        var searched = 0
        while true {
            if let end = bytes[(start + searched)...].firstIndex(of: 0x0a) {
                let length = end - start
                guard length <= limit else { return try take(limit + 1) }
                var line = try take(length)
                _ = try take(1)
                if line.last == 0x0d { line.removeLast() }
                return line
            }
            searched = available
            if searched > limit { return try take(limit + 1) }
            if ended { return searched == 0 ? nil : try take(searched) }
            try fill(searched + 1)
        }
    }

    /// Takes zero bytes until another byte or the end comes.
    mutating func skipZeros() throws(BlockFileError) {
        while let first = try peek(1).first, first == 0 {
            let zeros = bytes[start...].prefix { $0 == 0 }.count
            start += zeros
            offset += UInt64(zeros)
        }
    }
}
