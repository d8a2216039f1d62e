import CDigests

/// SHA-256 applied twice, the hash of Bitcoin-format block ids, transaction ids and Merkle trees.
public enum SHA256d {
    /// SHA-256d of `bytes`.
    public static func hash(_ bytes: RawSpan) -> Hash256 {
        bytes.withUnsafeBytes { hash($0) }
    }

    /// SHA-256d of an array.
    public static func hash(_ bytes: [UInt8]) -> Hash256 {
        bytes.withUnsafeBytes { hash($0) }
    }

    /// SHA-256d of a buffer.
    public static func hash(_ bytes: UnsafeRawBufferPointer) -> Hash256 {
        var out: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        cdigests_sha256d(bytes.baseAddress, bytes.count, &out)
        return Hash256(digest: out)
    }

    /// SHA-256d of up to four pieces of one buffer, one after the other, as if they were contiguous.
    ///
    /// A transaction id leaves out the marker and the witnesses in the middle of a segregated-witness transaction
    /// (BIP 144); hashing the pieces in place spares the copy.
    ///
    /// - Parameters:
    ///   - bytes: the buffer the ranges refer to.
    ///   - pieces: ranges of `bytes`; a piece that reaches beyond the buffer is a programming error and stops the
    ///     process.
    public static func hash(
        _ bytes: UnsafeRawBufferPointer, pieces first: Range<Int>, _ second: Range<Int>, _ third: Range<Int>,
        _ fourth: Range<Int> = 0..<0
    ) -> Hash256 {
        let parts = (bytes[first], bytes[second], bytes[third], bytes[fourth])
        var pointers = (
            UnsafeRawBufferPointer(rebasing: parts.0).baseAddress,
            UnsafeRawBufferPointer(rebasing: parts.1).baseAddress,
            UnsafeRawBufferPointer(rebasing: parts.2).baseAddress, UnsafeRawBufferPointer(rebasing: parts.3).baseAddress
        )
        var lengths = (first.count, second.count, third.count, fourth.count)
        var out: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeBytes(of: &pointers) { pointers in
            withUnsafeBytes(of: &lengths) { lengths in
                cdigests_sha256d_pieces(
                    pointers.baseAddress?.assumingMemoryBound(to: UnsafeRawPointer?.self),
                    lengths.baseAddress?.assumingMemoryBound(to: Int.self), 4, &out)
            }
        }
        return Hash256(digest: out)
    }

    /// SHA-256d of two hashes one after the other: an inner node of a Bitcoin Merkle tree.
    public static func node(_ left: Hash256, _ right: Hash256) -> Hash256 {
        var nodes = [left, right]
        reduce(&nodes, pairs: 1)
        return nodes[0]
    }

    /// Replaces the first `pairs` hashes of `level` by the SHA-256d of its pairs (2k, 2k + 1), in place.
    ///
    /// `2 × pairs` must not exceed `level.count`; the rest of the array keeps its old content.
    public static func reduce(_ level: inout [Hash256], pairs: Int) {
        precondition(pairs >= 0 && pairs <= level.count / 2)
        level.withUnsafeMutableBytes { buffer in
            cdigests_sha256d_nodes(buffer.baseAddress, pairs, buffer.baseAddress)
        }
    }
}

extension Hash256 {
    /// From 32 digest bytes loaded into four words in memory order.
    init(digest: (UInt64, UInt64, UInt64, UInt64)) {
        self.init(
            words: (
                UInt64(littleEndian: digest.0), UInt64(littleEndian: digest.1), UInt64(littleEndian: digest.2),
                UInt64(littleEndian: digest.3)
            ))
    }
}
