public import SupervisionModel

/// Which bytes in a coinbase script say who made the block, as mining pools sign their blocks (`/AntPool/`).
///
/// A value of recorded content, like `ListSnapshot`: the same tags give the same producers in every replay.
public struct TagList: Sendable {
    public struct Tag: Hashable, Sendable {
        /// 1 to 100 bytes (a coinbase script has at most 100), compared byte by byte.
        public let bytes: [UInt8]
        /// The name of the pool.
        public let label: String

        public init(bytes: [UInt8], label: String) {
            self.bytes = bytes
            self.label = label
        }
    }

    public let id: String
    public let version: String
    /// SHA-256 of the list's content bytes.
    public let content: Digest32
    /// Longest first, of equal length in byte order; no two alike.
    public let tags: [Tag]
    /// Indexes into `tags` by first byte, in the order of `tags`.
    private let byFirstByte: [[Int]]

    /// - Parameter tags: in any order. Empty ones are left out; of two with the same bytes the first counts.
    public init(id: String, version: String, content: Digest32, tags: [Tag]) {
        self.id = id
        self.version = version
        self.content = content
        var seen: Set<[UInt8]> = []
        let unique = tags.filter { !$0.bytes.isEmpty && seen.insert($0.bytes).inserted }
        let sorted = unique.sorted {
            $0.bytes.count != $1.bytes.count
                ? $0.bytes.count > $1.bytes.count : $0.bytes.lexicographicallyPrecedes($1.bytes)
        }
        var byFirstByte = [[Int]](repeating: [], count: 256)
        for (index, tag) in sorted.enumerated() {
            if let first = tag.bytes.first { byFirstByte[Int(first)].append(index) }
        }
        self.tags = sorted
        self.byFirstByte = byFirstByte
    }

    /// The label of the longest tag that occurs anywhere in `script`; of equal length the first in byte order.
    ///
    /// O(bytes of the script × tags with the same first byte).
    public func label(in script: some Collection<UInt8>) -> String? {
        let script = Array(script)
        var best = Int.max
        for start in script.indices {
            for index in byFirstByte[Int(script[start])] {
                guard index < best else { break }
                if script[start...].starts(with: tags[index].bytes) { best = index }
            }
        }
        return best < tags.count ? tags[best].label : nil
    }
}
