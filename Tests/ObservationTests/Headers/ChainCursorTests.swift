import ChainFormats
import Observation
import SupervisionModel
import Testing

@Suite struct ChainCursorTests {
    @Test("Forward and back again is the same cursor")
    func roundTrip() throws {
        var chain = SimulatedChain()
        let ids = chain.make(40, on: chain.genesis)
        let start = chain.cursor(at: ids[19])
        var cursor = start
        for hash in ids[20...] {
            let header = try #require(chain.headers[hash])
            let moved = cursor.connect(header, work: UInt256(chain.work[hash] ?? 0))
            #expect(moved)
        }
        #expect(cursor == chain.cursor(at: ids[39]))
        #expect(cursor.times == ids[29...39].compactMap { chain.headers[$0]?.time })
        for hash in ids[20...].reversed() {
            let parent = try #require(chain.headers[hash]).parent
            let moved = cursor.disconnect(work: UInt256(chain.work[parent] ?? 0))
            #expect(moved)
        }
        #expect(cursor == start)
    }

    @Test("Keeps the last headers and the times before them")
    func bounded() throws {
        var chain = SimulatedChain()
        let ids = chain.make(5_000, on: chain.genesis)
        var cursor = chain.cursor(at: chain.genesis)
        for hash in ids { _ = cursor.connect(try #require(chain.headers[hash]), work: .zero) }
        #expect(cursor.headers.count >= ChainCursor.headerLimit)
        #expect(cursor.headers.count < ChainCursor.headerLimit + 512)
        #expect(cursor.olderTimes.count == 11)
        let first = try #require(cursor.headers.first)
        let index = try #require(ids.firstIndex(of: first.hash))
        #expect(cursor.olderTimes == ids[(index - 11)..<index].compactMap { chain.headers[$0]?.time })
    }

    @Test func refusesWhatDoesNotFollow() throws {
        var chain = SimulatedChain()
        let ids = chain.make(3, on: chain.genesis)
        var cursor = chain.cursor(at: chain.genesis)
        let moved = cursor.connect(try #require(chain.headers[ids[1]]), work: .zero)
        #expect(!moved)
        #expect(cursor == chain.cursor(at: chain.genesis))
    }

    @Test func anchors() throws {
        let anchor = ChainAnchor(
            chain: testChain, height: 0, hash: .zero, work: "0", times: [], approvers: ["a", "b"])
        let cursor = try #require(ChainCursor(anchor: anchor))
        #expect(cursor.nextHeight == 0)
        let bad = ChainAnchor(chain: testChain, height: 0, hash: .zero, work: "many", times: [], approvers: [])
        #expect(ChainCursor(anchor: bad) == nil)
    }
}
