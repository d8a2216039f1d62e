/// Bytes already read, then the rest of their source.
final class PrefixedSource: ByteSource {
    private var first: [UInt8]
    private let rest: any ByteSource

    init(first: [UInt8], rest: any ByteSource) {
        self.first = first
        self.rest = rest
    }

    func read(into buffer: inout [UInt8]) throws(BlockFileError) -> Bool {
        guard !first.isEmpty else { return try rest.read(into: &buffer) }
        buffer.append(contentsOf: first)
        first = []
        return true
    }
}
