/// The last head that a verifier believed of each log. With it nobody can show him an older or another history later: a
/// verifier without a memory can be shown a different log every day.
public struct HeadMemory: Sendable, Hashable {
    /// A longer file is refused unread.
    public static let maximumByteCount = 4_000_000

    private static let header: [UInt8] = Array("tlog-heads/v1".utf8)

    /// Sorted by the bytes of the origin, each origin once.
    private var heads: [(origin: String, head: WitnessedHead)] = []

    /// Nothing seen yet.
    public init() {}

    /// Parses a file: the line `tlog-heads/v1`, then for each log origin, size and root as in a checkpoint, followed by
    /// an empty line; sorted by origin.
    ///
    /// - Throws: `.tooLarge`, `.malformedLine`, `.duplicateName` for an origin that is not greater than the one before
    ///   it, and the errors of a checkpoint.
    public init(parsing bytes: [UInt8]) throws(LogError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw LogError(.tooLarge, "\(bytes.count) bytes of heads; at most \(Self.maximumByteCount)")
        }
        var scanner = LineScanner(bytes)
        guard try scanner.expect("tlog-heads/v1").elementsEqual(Self.header) else {
            throw LogError(.malformedLine, line: 1, "expected: tlog-heads/v1")
        }
        while let origin = try scanner.next() {
            let first = scanner.line
            let size = try scanner.expect("the size")
            let root = try scanner.expect("the root")
            guard try scanner.expect("an empty line").isEmpty else {
                throw LogError(.malformedLine, line: scanner.line, "expected an empty line after the root")
            }
            let checkpoint: Checkpoint
            do throws(LogError) {
                checkpoint = try Checkpoint(
                    parsing: Array(origin) + [0x0A] + Array(size) + [0x0A] + Array(root) + [0x0A])
            } catch {
                throw LogError(error.code, line: first + (error.line ?? 1) - 1, error.detail)
            }
            if let last = heads.last {
                guard last.origin.utf8.lexicographicallyPrecedes(checkpoint.origin.utf8) else {
                    throw LogError(.duplicateName, line: first, "origins are sorted, each stands once")
                }
            }
            heads.append((checkpoint.origin, WitnessedHead(checkpoint)))
        }
    }

    /// The file.
    public func encode() -> [UInt8] {
        var output = Self.header
        output.append(0x0A)
        for (origin, head) in heads {
            output.append(contentsOf: origin.utf8)
            output.append(contentsOf: "\n\(head.size)\n".utf8)
            head.root.withUnsafeBytes { Base64.append($0, to: &output) }
            output.append(contentsOf: [0x0A, 0x0A])
        }
        return output
    }

    /// The head remembered of a log; nil when it was never seen.
    public subscript(origin: String) -> WitnessedHead? {
        heads.first { $0.origin.utf8.elementsEqual(origin.utf8) }?.head
    }

    /// Remembers the head of a checkpoint that has been verified, if it may follow what was seen.
    ///
    /// - Parameter proof: the consistency proof from the head remembered; empty when none is.
    /// - Throws: `.staleHead`, `.forkedHead`, `.wrongProofLength`: nothing changes.
    public mutating func admit(_ checkpoint: Checkpoint, proof: [Hash], hasher: TreeHasher) throws(LogError) {
        let place = heads.firstIndex { !$0.origin.utf8.lexicographicallyPrecedes(checkpoint.origin.utf8) }
        if let place, heads[place].origin.utf8.elementsEqual(checkpoint.origin.utf8) {
            heads[place].head = try heads[place].head.followed(by: checkpoint, proof: proof, hasher: hasher)
        } else {
            heads.insert((checkpoint.origin, WitnessedHead(checkpoint)), at: place ?? heads.count)
        }
    }

    public static func == (lhs: HeadMemory, rhs: HeadMemory) -> Bool {
        lhs.encode() == rhs.encode()
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(encode())
    }
}
