import CBZip2

/// Decompresses one or several bzip2 streams that follow each other, within a bound on what comes out.
///
/// Memory: libbz2's state (at most 4 MB) and two pieces.
final class Bzip2Source: ByteSource {
    /// Bytes decompressed at a time.
    private static let pieceBytes = 262_144

    private let source: any ByteSource
    private let path: String
    private let maximumBytes: UInt64
    private var stream = bz_stream()
    /// Whether `stream` holds memory of libbz2: between a successful init and the end of its stream.
    private var isOpen = false
    /// Compressed bytes read and not yet consumed begin at `start`.
    private var compressed: [UInt8]
    private var start = 0
    private var produced: UInt64 = 0

    /// - Parameters:
    ///   - source: the rest of the compressed bytes.
    ///   - first: compressed bytes already read from it.
    ///   - maximumBytes: more decompressed bytes than this are refused.
    init(_ source: any ByteSource, first: [UInt8], path: String, maximumBytes: UInt64) {
        self.source = source
        self.compressed = first
        self.path = path
        self.maximumBytes = maximumBytes
    }

    deinit { if isOpen { BZ2_bzDecompressEnd(&stream) } }

    func read(into buffer: inout [UInt8]) throws(BlockFileError) -> Bool {
        while true {
            if start == compressed.count {
                compressed.removeAll(keepingCapacity: true)
                start = 0
                if try !source.read(into: &compressed) {
                    guard !isOpen else { throw error(.truncated, "the file ends inside the compressed stream") }
                    return false
                }
            }
            if !isOpen {
                stream = bz_stream()
                guard BZ2_bzDecompressInit(&stream, 0, 0) == BZ_OK else {
                    throw error(.unreadable, "libbz2 cannot start: out of memory")
                }
                isOpen = true
            }
            let piece = try decompress()
            produced += UInt64(piece.count)
            guard produced <= maximumBytes else {
                throw error(.expandsTooFar, "more than \(maximumBytes) bytes come out")
            }
            if !piece.isEmpty {
                buffer.append(contentsOf: piece)
                return true
            }
        }
    }

    private func decompress() throws(BlockFileError) -> [UInt8] {
        var status: Int32 = 0
        var consumed = 0
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { target, count in
            compressed.withUnsafeMutableBufferPointer { input in
                let available = input.count - start
                target.withMemoryRebound(to: CChar.self) { output in
                    input.withMemoryRebound(to: CChar.self) { input in
                        stream.next_in = input.baseAddress.map { $0 + start }
                        stream.avail_in = UInt32(clamping: available)
                        stream.next_out = output.baseAddress
                        stream.avail_out = UInt32(Self.pieceBytes)
                        status = BZ2_bzDecompress(&stream)
                    }
                }
                consumed = Int(UInt32(clamping: available) - stream.avail_in)
                count = Self.pieceBytes - Int(stream.avail_out)
            }
        }
        start += consumed
        switch status {
        case BZ_OK: break
        case BZ_STREAM_END:
            BZ2_bzDecompressEnd(&stream)
            isOpen = false
        default:
            throw error(.badCompression, "libbz2 reports \(status), the compressed stream is damaged")
        }
        return piece
    }

    private func error(_ code: BlockFileError.Code, _ detail: String) -> BlockFileError {
        BlockFileError(code, path: path, offset: produced, detail: detail)
    }
}
