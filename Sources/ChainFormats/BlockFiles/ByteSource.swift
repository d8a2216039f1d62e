/// Where the bytes of a file come from, piece by piece.
protocol ByteSource {
    /// Appends the next piece to `buffer`; returns false, and appends nothing, at the end.
    func read(into buffer: inout [UInt8]) throws(BlockFileError) -> Bool
}
