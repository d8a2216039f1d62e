/// A head of a log that was seen and accepted: what a witness remembers of the largest one it cosigned, and a verifier
/// of the last one it believed.
public struct WitnessedHead: Sendable, Hashable {
    /// The number of leaves.
    public let size: UInt64
    public let root: Hash

    public init(size: UInt64, root: Hash) {
        self.size = size
        self.root = root
    }

    /// The head of a checkpoint.
    public init(_ checkpoint: Checkpoint) {
        self.init(size: checkpoint.size, root: checkpoint.root)
    }

    /// Checks that a checkpoint of the same log may follow this head.
    ///
    /// - Parameter proof: the consistency proof from this head to the checkpoint; empty for equal sizes and for size 0.
    /// - Returns: the head to remember from now on.
    /// - Throws: `.forkedHead` for another root of the same size, and when the proof is well-formed and leads elsewhere;
    ///   `.staleHead` for a smaller size; `.wrongProofLength`.
    public func followed(
        by checkpoint: Checkpoint, proof: [Hash], hasher: TreeHasher
    ) throws(LogError) -> WitnessedHead {
        let next = WitnessedHead(checkpoint)
        guard next.size >= size else {
            throw LogError(
                .staleHead,
                "the checkpoint of \(checkpoint.origin) has size \(next.size), size \(size) was seen before")
        }
        if next.size == size {
            guard next.root == root else {
                throw LogError(
                    .forkedHead,
                    "two roots of \(checkpoint.origin) for size \(size): \(next.root), and \(root) seen before")
            }
            return next
        }
        do throws(LogError) {
            try ConsistencyProof(oldSize: size, newSize: next.size, hashes: proof)
                .verify(oldRoot: root, newRoot: next.root, hasher: hasher)
        } catch  where error.code == .rootMismatch {
            throw LogError(
                .forkedHead,
                "the checkpoint of \(checkpoint.origin) with size \(next.size) does not go on from size \(size): "
                    + error.detail)
        }
        return next
    }
}
