import SupervisionModel
public import TransparencyLog

/// Checks a whole published ledger (C2SP tlog-tiles directory) against the verifier's own trust policy.
///
/// Checking only the root against itself proves nothing: every file is compared with what the entries give, the root
/// with the signed one, and the tree with every older checkpoint that the verifier remembers.
public struct DirectoryVerifier {
    /// How much is checked.
    public enum Depth: Sendable, Hashable {
        /// Hashes, tiles, checkpoint, consistency.
        case hashes
        /// And every record: canonical bytes, sequence number, time.
        case records
    }

    /// What was checked, when nothing was wrong.
    public struct Report: Sendable, Hashable {
        public let checkpoint: VerifiedCheckpoint
        public let entryCount: UInt64
        public let entryByteCount: UInt64
        public let tileCount: Int
        /// Older checkpoints found consistent.
        public let consistentWith: Int
    }

    private let policy: TrustPolicy
    private let depth: Depth
    private let hasher = SHA256Hasher()

    /// - Parameter policy: the verifier's own, never one that came with the ledger.
    public init(policy: TrustPolicy, depth: Depth) {
        self.policy = policy
        self.depth = depth
    }

    /// Verifies everything and stops at the first thing wrong.
    ///
    /// - Parameters:
    ///   - remembered: checkpoints of this origin that the verifier has accepted before, any order.
    ///   - latestTime: POSIX seconds; a cosignature of a later time is refused.
    ///   - check: rules of the caller for each record, called in order at depth `records`: what refers to earlier
    ///     records must resolve.
    ///   - progress: called with the number of entries done, once for each bundle.
    /// - Throws: ``LedgerError`` that names the file or record, and what `check` throws.
    public func verify(
        _ directory: some DirectoryReader, remembered: [Checkpoint] = [], latestTime: UInt64? = nil,
        check: (LedgerRecord) throws -> Void = { _ in }, progress: (UInt64) -> Void = { _ in }
    ) throws -> Report {
        let verified = try verifyCheckpoint(directory, latestTime: latestTime)
        let checkpoint = verified.checkpoint
        let older = try sorted(remembered, for: checkpoint)

        var walk = Walk(older: older)
        try walk.compareRemembered(hasher)
        for coordinate in TileCoordinate.all(treeSize: checkpoint.size) {
            guard let bundle = EntryBundleCoordinate(coordinate) else { break }
            try verifyBundle(bundle, in: directory, walk: &walk, check: check)
            progress(walk.assembler.size)
        }
        for tile in walk.assembler.partialTiles { try verifyTile(tile, in: directory, walk: &walk) }
        let root = walk.assembler.root(hasher: hasher)
        guard root == checkpoint.root else {
            throw LedgerError(.wrongFile, "the entries give root \(root), the checkpoint says \(checkpoint.root)")
        }
        return Report(
            checkpoint: verified, entryCount: walk.assembler.size, entryByteCount: walk.entryByteCount,
            tileCount: walk.tileCount, consistentWith: older.count)
    }

    /// What is carried from bundle to bundle.
    private struct Walk {
        var assembler = TileAssembler()
        var entryByteCount: UInt64 = 0
        var tileCount = 0
        var lastTime: Timestamp?
        /// Older checkpoints by size, the ones already compared cut off.
        var older: ArraySlice<Checkpoint>

        init(older: [Checkpoint]) {
            self.older = older[...]
        }

        /// Compares the root with every remembered checkpoint of the size reached.
        mutating func compareRemembered(_ hasher: SHA256Hasher) throws(LedgerError) {
            while let next = older.first, next.size == assembler.size {
                let root = assembler.root(hasher: hasher)
                guard root == next.root else {
                    throw LedgerError(
                        .inconsistent, "at size \(next.size) the root was \(next.root), these entries give \(root)")
                }
                older.removeFirst()
            }
        }
    }

    private func verifyCheckpoint(
        _ directory: some DirectoryReader, latestTime: UInt64?
    ) throws(LedgerError) -> VerifiedCheckpoint {
        let bytes = try read("checkpoint", from: directory, maximumByteCount: SignedNote.maximumByteCount)
        do throws(LogError) {
            return try policy.verify(SignedCheckpoint(parsing: bytes), latestTime: latestTime)
        } catch {
            throw LedgerError(.transparencyLog, "checkpoint: \(error)")
        }
    }

    private func sorted(_ remembered: [Checkpoint], for checkpoint: Checkpoint) throws(LedgerError) -> [Checkpoint] {
        for old in remembered {
            guard old.origin.utf8.elementsEqual(checkpoint.origin.utf8) else {
                throw LedgerError(
                    .inconsistent, "a remembered checkpoint is of \(old.origin), not \(checkpoint.origin)")
            }
            guard old.size <= checkpoint.size else {
                throw LedgerError(
                    .inconsistent, "the log was at size \(old.size) and is now at \(checkpoint.size): rolled back")
            }
        }
        return remembered.sorted { $0.size < $1.size }
    }

    private func verifyBundle(
        _ bundle: EntryBundleCoordinate, in directory: some DirectoryReader, walk: inout Walk,
        check: (LedgerRecord) throws -> Void
    ) throws {
        let limit = bundle.width * (EntryBundle.maximumEntryByteCount + 2)
        let bytes = try read(bundle.path, from: directory, maximumByteCount: limit)
        let ranges: [Range<Int>]
        do throws(LogError) {
            ranges = try EntryBundle.ranges(in: bytes, count: bundle.width)
        } catch {
            throw LedgerError(.wrongFile, "\(bundle.path): \(error)")
        }
        let span = bytes.span
        for range in ranges {
            let index = walk.assembler.size
            if depth == .records {
                let record = try verifyRecord(Array(bytes[range]), index: index, after: walk.lastTime)
                walk.lastTime = record.time
                try check(record)
            }
            walk.entryByteCount += UInt64(range.count)
            var finished: [Tile] = []
            let leaf = hasher.leaf(span.extracting(range))
            walk.assembler.append(leaf, hasher: hasher) { finished.append($0) }
            for tile in finished { try verifyTile(tile, in: directory, walk: &walk) }
            try walk.compareRemembered(hasher)
        }
    }

    private func verifyRecord(
        _ bytes: [UInt8], index: UInt64, after lastTime: Timestamp?
    ) throws(LedgerError) -> LedgerRecord {
        let record: LedgerRecord
        do throws(LedgerError) {
            record = try LedgerRecord(decoding: bytes)
        } catch {
            throw LedgerError(error.code, at: index, error.detail)
        }
        guard record.sequence == index else {
            throw LedgerError(.wrongSequence, at: index, "the record says it is number \(record.sequence)")
        }
        if let lastTime, record.time < lastTime {
            throw LedgerError(
                .timeWentBack, at: index, "time \(record.time.milliseconds) is before \(lastTime.milliseconds)")
        }
        return record
    }

    private func verifyTile(_ tile: Tile, in directory: some DirectoryReader, walk: inout Walk) throws(LedgerError) {
        let path = tile.coordinate.path
        let expected = tile.bytes
        let found = try read(path, from: directory, maximumByteCount: expected.count)
        guard found.count == expected.count else {
            throw LedgerError(.wrongFile, "\(path) has \(found.count) bytes, expected \(expected.count)")
        }
        guard found == expected else {
            let position = zip(found, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
            throw LedgerError(
                .wrongFile, "\(path): hash \(position / Hash.byteCount) is not the one that the entries give")
        }
        walk.tileCount += 1
    }

    private func read(
        _ path: String, from directory: some DirectoryReader, maximumByteCount: Int
    ) throws(LedgerError) -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try directory.read(path, maximumByteCount: maximumByteCount)
        } catch {
            throw LedgerError(.missingFile, "\(path): \(error)")
        }
        guard bytes.count <= maximumByteCount else {
            throw LedgerError(.wrongFile, "\(path) has \(bytes.count) bytes, at most \(maximumByteCount) are possible")
        }
        return bytes
    }
}
