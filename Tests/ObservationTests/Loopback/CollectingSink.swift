import ChainFormats
import Observation
import SupervisionModel

/// A sequencer as a test plays it: keeps the durable cursor, and checks that every step links.
actor CollectingSink: InputSink {
    private(set) var cursor: ChainCursor
    private(set) var walk: [Digest32] = []
    private(set) var inputs: [Input] = []
    private(set) var disconnections: [BlockDisconnection] = []
    private(set) var blocks: [ObservedBlock] = []
    private(set) var faults: [String] = []
    private var waiting: [(isDone: (isolated CollectingSink) -> Bool, continuation: CheckedContinuation<Void, Never>)] =
        []

    init(cursor: ChainCursor) {
        self.cursor = cursor
    }

    func admit(_ inputs: [ObservedInput]) async throws {
        for input in inputs {
            switch input {
            case .connected(let block):
                if !cursor.connect(block.header, work: block.work) { faults.append("\(block.height) does not follow") }
                if cursor.height != block.height { faults.append("height \(block.height)") }
                if BitcoinBodies.bytesHash(block.block.bytes) != block.bytesHash { faults.append("bytes hash") }
                walk.append(block.header.hash)
                blocks.append(block)
            case .disconnected(let block):
                if block.hash != cursor.hash { faults.append("\(block.height) is not the tip") }
                if !cursor.disconnect(work: cursor.work) { faults.append("\(block.height) cannot be taken back") }
                walk.removeLast()
                disconnections.append(block)
            case .feed(let input):
                self.inputs.append(input)
            }
        }
        let ready = waiting.filter { $0.isDone(self) }
        waiting.removeAll { $0.isDone(self) }
        for entry in ready { entry.continuation.resume() }
    }

    /// Returns when the condition holds, looked at after every admission.
    func wait(until isDone: @escaping @Sendable (isolated CollectingSink) -> Bool) async {
        if isDone(self) { return }
        await withCheckedContinuation { waiting.append((isDone, $0)) }
    }

    func waitForTip(_ hash: String) async {
        await wait { $0.cursor.hash.hex == hash }
    }
}
