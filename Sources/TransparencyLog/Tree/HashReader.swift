/// Where the hashes of complete subtrees come from: a database, tiles, memory. The reader does the input and output;
/// proofs are computed from what it returns.
public protocol HashReader {
    /// The roots of these subtrees, in the same order.
    ///
    /// - Throws: when one is not there. Never a guess.
    func hashes(of subtrees: [Subtree]) throws -> [Hash]
}
