/// Where a verifier reads a published ledger from: a directory of files, or a web server. Input and output happen here
/// and nowhere else.
public protocol DirectoryReader {
    /// The bytes of a file.
    ///
    /// - Parameters:
    ///   - path: such as `checkpoint`, `tile/0/000`, `tile/entries/000.p/7`.
    ///   - maximumByteCount: a longer file need not be read: it is wrong.
    /// - Throws: when it cannot be read; the message names why.
    func read(_ path: String, maximumByteCount: Int) throws -> [UInt8]
}
