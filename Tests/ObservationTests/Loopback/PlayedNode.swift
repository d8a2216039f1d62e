import ChainCrypto
import ChainFormats
import SupervisionModel
import Synchronization

/// The read-only side of a node as a test plays it: blocks by id and a tip that the test moves.
final class PlayedNode: Sendable {
    private struct State {
        var blocks: [String: [UInt8]] = [:]
        var parents: [String: String] = [:]
        var tip: String
        var withheld: Set<String> = []
    }

    let root: String
    let rootHeight: Int
    private let state: Mutex<State>

    /// - Parameter root: id of the block below everything it has.
    init(root: String, height: Int) {
        self.root = root
        self.rootHeight = height
        self.state = Mutex(State(tip: root))
    }

    /// Takes a block in.
    ///
    /// - Returns: its id in display order.
    @discardableResult
    func add(_ bytes: [UInt8]) -> String {
        let id = SHA256d.hash(Array(bytes.prefix(80))).display
        let parent = HexDigits.encode(bytes[4..<36].reversed())
        state.withLock { state in
            state.blocks[id] = bytes
            state.parents[id] = parent
        }
        return id
    }

    var tip: String {
        get { state.withLock { $0.tip } }
        set { state.withLock { $0.tip = newValue } }
    }

    func withhold(_ ids: Set<String>) { state.withLock { $0.withheld = ids } }

    /// From the block after the root to the tip; from the first one whose parent is known when the way is broken.
    var chain: [String] {
        state.withLock { state in
            var path: [String] = []
            var at = state.tip
            while at != root, let parent = state.parents[at] {
                path.append(at)
                at = parent
            }
            return path.reversed()
        }
    }

    func answer(_ path: String) -> (status: Int, body: [UInt8]) {
        let parts = path.split(separator: "/").map(String.init)
        let chain = chain
        if path == "/rest/chaininfo.json" {
            let height = rootHeight + chain.count
            return (
                200,
                Array(
                    #"{"chain":"regtest","blocks":\#(height),"bestblockhash":"\#(tip)","difficulty":4.656e-10}"#.utf8)
            )
        }
        if parts.count == 4, parts[1] == "headers", let count = Int(parts[2]) {
            let id = String(parts[3].dropLast(4))
            guard let index = id == root ? -1 : chain.firstIndex(of: id) else { return (200, []) }
            // The root's own header is not there: the answer begins after it.
            return (200, chain.dropFirst(max(0, index)).prefix(count).flatMap { (block($0) ?? []).prefix(80) })
        }
        if parts.count == 3, parts[1] == "block", let bytes = block(String(parts[2].dropLast(4))) {
            return (200, bytes)
        }
        return (404, [])
    }

    private func block(_ id: String) -> [UInt8]? {
        state.withLock { $0.withheld.contains(id) ? nil : $0.blocks[id] }
    }
}
