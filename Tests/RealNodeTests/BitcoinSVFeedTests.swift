import ChainCrypto
import ChainFormats
import NodeHarness
import Testing
import ZeroMQ

/// The subscriber against a real Bitcoin SV node.
@Suite(.timeLimit(.minutes(3))) struct BitcoinSVFeedTests {
    @Test func minedBlocksArriveInOrderWithCountersFromZero() async throws {
        try await BitcoinSVNode.with { node in
            let feed = try Feed(node.blockEndpoint, topics: ["hashblock", "rawblock"])
            try await feed.waitUntilReady()
            let mined = try await node.generate(20)
            let messages = await feed.messages(40)
            let hashes = messages.filter { $0.topic == Array("hashblock".utf8) }
            // Display order on the wire.
            #expect(hashes.map { HexDigits.encode($0.parts[1]) } == mined)
            #expect(hashes.map(\.counter) == (0..<20).map { UInt32($0) })
            let bodies = messages.filter { $0.topic == Array("rawblock".utf8) }
            #expect(bodies.map(\.counter) == (0..<20).map { UInt32($0) })
            for (message, hash) in zip(bodies, mined) {
                let block = try DecodedBlock(message.parts[1], network: .bsvRegtest)
                #expect(block.header.hash.display == hash)
                let served = try await node.block(hash)
                #expect(HexDigits.encode(message.parts[1]) == served)
            }
            #expect(feed.socket.statistics.filteredMessages == 40, "hashblock2 and rawblock2 of every block")
            await feed.close()
        }
    }

    @Test func aReorganisationAnnouncesItsTipOnlyAndARetreatNothing() async throws {
        try await BitcoinSVNode.with { node in
            let feed = try Feed(node.blockEndpoint, topics: ["hashblock"])
            try await feed.waitUntilReady()
            let base = try await node.generate(5)
            #expect(await feed.messages(5).map { HexDigits.encode($0.parts[1]) } == base)
            let lost = try await node.generate(2)
            try await node.invalidate(lost[0])
            #expect(try await node.bestBlock() == base[4])
            let won = try await node.generate(3)
            let messages = await feed.messages(5)
            #expect(messages.map { HexDigits.encode($0.parts[1]) } == lost + won)
            // The retreat left no trace in the counters.
            #expect(messages.map(\.counter) == (5..<10).map { UInt32($0) })
            // Both branches valid again: three blocks win over two, nothing changes.
            try await node.reconsider(lost[0])
            #expect(try await node.bestBlock() == won[2])
            // The winning branch falls: a retreat without a message, then the two others connect one by one.
            try await node.invalidate(won[0])
            #expect(try await node.bestBlock() == lost[1])
            let back = await feed.messages(2)
            #expect(back.map { HexDigits.encode($0.parts[1]) } == lost)
            // And comes back in one step: two disconnect, three connect, one message.
            try await node.reconsider(won[0])
            #expect(try await node.bestBlock() == won[2])
            let switched = try #require(await feed.messages(1).first)
            #expect(HexDigits.encode(switched.parts[1]) == won[2])
            #expect(switched.counter == 12)
            await feed.close()
        }
    }

    @Test func aRestartedNodeIsFoundAgainAndCountsFromZero() async throws {
        try await BitcoinSVNode.with { node in
            let feed = try Feed(node.blockEndpoint, topics: ["hashblock"])
            try await feed.waitUntilReady()
            try await node.generate(2)
            #expect(await feed.messages(2).map(\.counter) == [0, 1])
            try await node.restart()
            let changes = await feed.changes(until: { $0 == .ready })
            #expect(changes.contains(.disconnected))
            let mined = try await node.generate(1)
            let message = try #require(await feed.messages(1).first)
            #expect(message.counter == 0)
            #expect(HexDigits.encode(message.parts[1]) == mined[0])
            await feed.close()
        }
    }
}
