/// Keys in ascending order. Insertion and removal cost O(√n) moves at most, look-up O(log n).
///
/// An array of short arrays: one long array would move half of all keys for each new one.
struct SortedKeys {
    /// Longest chunk; a fuller one is split in two.
    private static let chunkLength = 512

    /// Ascending; no chunk is empty.
    private var chunks: [[StateKey]] = []

    /// - Parameter key: must not be there yet.
    mutating func insert(_ key: StateKey) {
        guard !chunks.isEmpty else { return chunks = [[key]] }
        let chunk = min(chunkIndex(from: key), chunks.count - 1)
        chunks[chunk].insert(key, at: SortedKeys.index(from: key, in: chunks[chunk]))
        guard chunks[chunk].count > SortedKeys.chunkLength else { return }
        let half = SortedKeys.chunkLength / 2
        chunks.insert(Array(chunks[chunk][half...]), at: chunk + 1)
        chunks[chunk].removeSubrange(half...)
    }

    /// - Parameter key: must be there.
    mutating func remove(_ key: StateKey) {
        let chunk = chunkIndex(from: key)
        guard chunk < chunks.count else { return }
        let index = SortedKeys.index(from: key, in: chunks[chunk])
        guard index < chunks[chunk].count, chunks[chunk][index] == key else { return }
        chunks[chunk].remove(at: index)
        if chunks[chunk].isEmpty { chunks.remove(at: chunk) }
    }

    /// Up to `limit` keys in [from, to).
    func keys(from: StateKey, to: StateKey, limit: Int) -> [StateKey] {
        var found: [StateKey] = []
        var chunk = chunkIndex(from: from)
        guard chunk < chunks.count else { return [] }
        var index = SortedKeys.index(from: from, in: chunks[chunk])
        while chunk < chunks.count, found.count < limit {
            guard index < chunks[chunk].count else {
                chunk += 1
                index = 0
                continue
            }
            let key = chunks[chunk][index]
            guard key < to else { break }
            found.append(key)
            index += 1
        }
        return found
    }

    /// Index of the first chunk whose last key is not before `key`; the number of chunks when there is none.
    private func chunkIndex(from key: StateKey) -> Int {
        var low = 0
        var high = chunks.count
        while low < high {
            let middle = (low + high) / 2
            if let last = chunks[middle].last, last < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Index of the first key of a chunk that is not before `key`.
    private static func index(from key: StateKey, in chunk: [StateKey]) -> Int {
        var low = 0
        var high = chunk.count
        while low < high {
            let middle = (low + high) / 2
            if chunk[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
