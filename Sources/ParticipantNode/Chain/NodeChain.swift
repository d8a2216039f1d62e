public import ChainCrypto
public import ChainFormats

/// The block tree of a simulated node: every block it was given, and the branch with the most work.
///
/// It decodes blocks and links them, and judges nothing else: a node that is to publish a bad block must be able to.
/// Everything is kept in memory.
public struct NodeChain: Sendable {
    /// A block and its place.
    public struct Entry: Sendable {
        /// The block as given.
        public let block: DecodedBlock
        /// Distance from the genesis block.
        public let height: UInt64
        /// Work of the first block given up to this one.
        public let work: UInt256

        /// The block id.
        public var hash: Hash256 { block.header.hash }
    }

    /// What changed on the active branch.
    public struct Change: Sendable {
        /// Blocks that are no longer active, newest first.
        public var disconnected: [Entry] = []
        /// Blocks that are active now, oldest first.
        public var connected: [Entry] = []

        /// Whether the active branch is the same as before.
        public var isEmpty: Bool { disconnected.isEmpty && connected.isEmpty }
    }

    /// Why a block was not taken.
    public enum Refusal: Error, Sendable, CustomStringConvertible {
        /// The bytes are not a block.
        case undecodable(DecodeError)
        /// The parent is not among the blocks given before.
        case unknownParent(Hash256)

        public var description: String {
            switch self {
            case .undecodable(let error): "the bytes are not a block: \(error)"
            case .unknownParent(let hash): "the parent \(hash.display) is not among the blocks before it"
            }
        }
    }

    /// Says how blocks are decoded.
    public let network: BitcoinNetwork
    /// Height of the first block given.
    public private(set) var baseHeight: UInt64 = 0

    private var entries: [Hash256: Entry] = [:]
    /// Ids of the active branch from the first block given.
    private var active: [Hash256] = []

    /// An empty chain.
    public init(network: BitcoinNetwork) {
        self.network = network
    }

    /// The newest active block; `nil` before the first.
    public var tip: Entry? { active.last.flatMap { entries[$0] } }

    /// Any block ever given, active or not.
    public subscript(hash: Hash256) -> Entry? { entries[hash] }

    /// The active block of that height.
    public func activeEntry(at height: UInt64) -> Entry? {
        guard height >= baseHeight, height - baseHeight < UInt64(active.count) else { return nil }
        return entries[active[Int(height - baseHeight)]]
    }

    /// Whether that block is on the active branch.
    public func isActive(_ hash: Hash256) -> Bool {
        entries[hash].map { activeEntry(at: $0.height)?.hash == hash } ?? false
    }

    /// Takes a block and makes its branch the active one if that has more work than any other.
    ///
    /// - Parameters:
    ///   - bytes: a serialised block. The first one may have any parent.
    ///   - firstHeight: height of the first block; by default 0 when it has no parent, else what its coinbase states
    ///     (BIP 34), else 1.
    /// - Returns: what changed; nothing for a block already there or on a weaker branch.
    public mutating func add(_ bytes: [UInt8], firstHeight: UInt64? = nil) throws(Refusal) -> Change {
        let block: DecodedBlock
        do throws(DecodeError) {
            block = try DecodedBlock(bytes, network: network)
        } catch {
            throw .undecodable(error)
        }
        let hash = block.header.hash
        guard entries[hash] == nil else { return Change() }
        let own = (try? CompactTarget.expand(block.header.bits)).map { CompactTarget.work($0) } ?? UInt256(1)
        guard let tip else {
            baseHeight = firstHeight ?? (block.header.previous == .zero ? 0 : block.statedHeight ?? 1)
            let entry = Entry(block: block, height: baseHeight, work: own)
            entries[hash] = entry
            active = [hash]
            return Change(connected: [entry])
        }
        guard let parent = entries[block.header.previous] else { throw .unknownParent(block.header.previous) }
        let entry = Entry(block: block, height: parent.height + 1, work: parent.work + own)
        entries[hash] = entry
        return tip.work < entry.work ? activate(entry) : Change()
    }

    /// Takes the newest active blocks away, as an operator does with `invalidateblock`, and leaves the tip lower.
    ///
    /// - Parameter count: how many; the first block given always stays.
    public mutating func retreat(by count: Int) -> Change {
        var change = Change()
        while change.disconnected.count < count, active.count > 1, let tip {
            change.disconnected.append(tip)
            active.removeLast()
            entries[tip.hash] = nil
        }
        return change
    }

    private mutating func activate(_ entry: Entry) -> Change {
        var change = Change()
        var branch: [Entry] = []
        var next: Entry? = entry
        while let current = next, !isActive(current.hash) {
            branch.append(current)
            next = entries[current.block.header.previous]
        }
        while let tip, tip.hash != next?.hash {
            change.disconnected.append(tip)
            active.removeLast()
        }
        change.connected = branch.reversed()
        active += change.connected.map(\.hash)
        return change
    }
}
