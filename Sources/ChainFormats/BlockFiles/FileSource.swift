import Glibc

/// Reads a file front to back through a descriptor of its own, closed with the object.
///
/// Not for use by two threads at a time: the descriptor's position is shared.
final class FileSource: ByteSource {
    /// Bytes of one read.
    private static let pieceBytes = 262_144

    private let path: String
    private let descriptor: Int32
    private var offset: UInt64 = 0

    init(path: String) throws(BlockFileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path, 0, errno) }
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    func read(into buffer: inout [UInt8]) throws(BlockFileError) -> Bool {
        var failure: Int32 = 0
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { target, count in
            while true {
                let got = Glibc.read(descriptor, target.baseAddress, Self.pieceBytes)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                count = max(0, got)
                return
            }
        }
        guard failure == 0 else { throw Self.unreadable(path, offset, failure) }
        offset += UInt64(piece.count)
        buffer.append(contentsOf: piece)
        return !piece.isEmpty
    }

    private static func unreadable(_ path: String, _ offset: UInt64, _ number: Int32) -> BlockFileError {
        BlockFileError(.unreadable, path: path, offset: offset, detail: String(cString: strerror(number)))
    }
}
