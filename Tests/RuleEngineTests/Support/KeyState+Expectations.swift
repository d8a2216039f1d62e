import RuleEngine
import SupervisionModel
import Testing

extension KeyState {
    mutating func mustTake(_ entry: TailEntry, limit: Int = 1000) {
        let isTaken = insert(entry, limit: limit)
        #expect(isTaken)
    }

    mutating func mustRefuse(_ entry: TailEntry) {
        let isTaken = insert(entry, limit: 1000)
        #expect(!isTaken)
    }

    mutating func mustRemove(chain: ChainID, from height: UInt64) {
        let isComplete = remove(chain: chain, from: height)
        #expect(isComplete)
    }
}
