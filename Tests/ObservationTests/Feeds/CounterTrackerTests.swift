import Observation
import Testing

@Suite struct CounterTrackerTests {
    /// Counters one after the other on one connection, and what the last one says.
    @Test(arguments: [
        ([5], CounterTracker.Fact.first),
        ([5, 6], .next),
        ([5, 15], .gap(missing: 9)),
        ([5, 5], .duplicate),
        ([5, 4], .restart),
        ([900_000, 0], .restart),
        ([UInt32.max, 0], .next),
        ([UInt32.max - 5, 2], .gap(missing: 7)),
        ([UInt32.max - 1_001, 0], .restart),
        ([UInt32.max - 500, 2_000], .restart),
    ])
    func facts(_ counters: [UInt32], _ expected: CounterTracker.Fact) {
        var tracker = CounterTracker()
        var last: CounterTracker.Fact?
        for counter in counters { last = tracker.note(counter, link: 0, topic: .hashblock) }
        #expect(last == expected)
    }

    @Test("Topics and addresses count by themselves")
    func streams() {
        var tracker = CounterTracker()
        #expect(tracker.note(7, link: 0, topic: .hashblock) == .first)
        #expect(tracker.note(1, link: 0, topic: .rawblock) == .first)
        #expect(tracker.note(1, link: 1, topic: .hashblock) == .first)
        #expect(tracker.note(8, link: 0, topic: .hashblock) == .next)
        #expect(tracker.note(2, link: 1, topic: .hashblock) == .next)
    }

    @Test("After a new connection the counter goes on, jumps, or begins again")
    func sessions() {
        var tracker = CounterTracker()
        _ = tracker.note(7, link: 0, topic: .hashblock)
        tracker.beginSession(link: 0)
        #expect(tracker.note(8, link: 0, topic: .hashblock) == .next)
        tracker.beginSession(link: 0)
        #expect(tracker.note(11, link: 0, topic: .hashblock) == .gap(missing: 2))
        tracker.beginSession(link: 0)
        // The same number over a new connection: a publisher that started again and has sent as much.
        #expect(tracker.note(11, link: 0, topic: .hashblock) == .restart)
        tracker.beginSession(link: 0)
        #expect(tracker.note(0, link: 0, topic: .hashblock) == .restart)
    }
}
