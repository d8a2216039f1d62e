import Observation
import SupervisionModel
import Testing

@Suite struct RejectionSumsTests {
    private func time(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1_000) }

    @Test func sumsPerSourceReasonAndMinute() {
        var sums = RejectionSums()
        let bad = Refusal(reason: "block.merkleRoot", isCommitmentMismatch: true, offset: 80)
        for number in 0..<40 {
            sums.add(bad, body: SimulatedChain.digest(UInt64(number % 20)), source: 0, at: time(61 + Int64(number)))
        }
        sums.add(Refusal(reason: "frames.count"), body: nil, source: 1, at: time(100))
        #expect(sums.flush(chain: testChain, names: ["a", "b"], at: time(119)) == [])
        #expect(sums.due == time(120))
        let done = sums.flush(chain: testChain, names: ["a", "b"], at: time(120))
        #expect(
            done == [
                FeedRejection(
                    chain: testChain, source: "a", reason: "block.merkleRoot", isCommitmentMismatch: true,
                    minute: time(60),
                    count: 40, offset: 80, bodies: (0..<16).map { SimulatedChain.digest($0) }),
                FeedRejection(
                    chain: testChain, source: "b", reason: "frames.count", isCommitmentMismatch: false,
                    minute: time(60),
                    count: 1, offset: -1, bodies: []),
            ])
        #expect(sums.flush(chain: testChain, names: [], at: time(500), all: true) == [])
    }

    @Test("However many reasons there are, memory is bounded and nothing is uncounted")
    func bounded() {
        var sums = RejectionSums()
        for number in 0..<2_000 { sums.add(Refusal(reason: "r\(number)"), body: nil, source: 0, at: time(0)) }
        let done = sums.flush(chain: testChain, names: ["a"], at: time(60))
        #expect(done.count <= RejectionSums.sumLimit + 1)
        #expect(done.map(\.count).reduce(0, +) == 2_000)
        #expect(done.last?.reason == "other")
    }
}
