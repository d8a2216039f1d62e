import ChainCrypto
import ChainFormats
import ParticipantNode
import Testing

@Suite struct AnnouncerTests {
    private static func text(_ message: Announcement) -> String {
        switch message.topic {
        case .hashblock, .hashblock2, .hashtx:
            "\(message.topic.rawValue) \(HexDigits.encode(message.body).prefix(8)) \(message.counter)"
        case .sequence:
            "sequence \(HexDigits.encode(message.body.prefix(4))) "
                + "\(String(decoding: message.body.dropFirst(32), as: UTF8.self)) \(message.counter)"
        default: "\(message.topic.rawValue) \(message.body.count) \(message.counter)"
        }
    }

    @Test func aReorganisationNamesItsTipOnlyAndSequenceEveryBlock() throws {
        let blocks = try NodeChainTests.blocks(10, ReorgPlan(height: 6, depth: 2))
        let ids = try blocks.map { try DecodedBlock($0, network: .regtest).header.hash.display.prefix(8) }
        var chain = NodeChain(network: .regtest)
        var announcer = Announcer(topics: NodeTopic.blocks)
        var last: [String] = []
        for bytes in blocks.prefix(9) {
            let change = try chain.add(bytes)
            let messages = announcer.announcements(for: change) { $0.block.bytes }
            if !messages.isEmpty { last = messages.map(Self.text) }
        }
        #expect(
            last == [
                "sequence \(ids[5]) D 6", "sequence \(ids[4]) D 7",
                "sequence \(ids[6]) C 8", "sequence \(ids[7]) C 9", "sequence \(ids[8]) C 10",
                "hashblock \(ids[8]) 6", "rawblock \(blocks[8].count) 6",
            ]
        )
        let retreat = announcer.announcements(for: chain.retreat(by: 1)) { $0.block.bytes }
        #expect(retreat.map(Self.text) == ["sequence \(ids[8]) D 11"])
    }

    @Test func transactionsOfConnectedBlocksAreAnnouncedWhole() throws {
        let blocks = try NodeChainTests.blocks(12)
        var chain = NodeChain(network: .regtest)
        var announcer = Announcer(topics: NodeTopic.transactions)
        for bytes in blocks {
            let change = try chain.add(bytes)
            let block = try DecodedBlock(bytes, network: .regtest)
            let messages = announcer.announcements(for: change) { $0.block.bytes }
            let ids = messages.filter { $0.topic == .hashtx }.map { HexDigits.encode($0.body) }
            #expect(ids == block.transactionIDs.map(\.display))
            let bodies = messages.filter { $0.topic == .rawtx }.flatMap(\.body)
            // One byte of CompactSize, as there are few transactions.
            #expect(bodies == Array(bytes.dropFirst(81)))
        }
    }

    @Test func theCounterIsLittleEndian() {
        let message = Announcement(topic: .rawtx, body: [9], counter: 0x0403_0201)
        #expect(message.parts == [Array("rawtx".utf8), [9], [1, 2, 3, 4]])
    }
}
