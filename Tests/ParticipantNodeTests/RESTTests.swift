import ChainCrypto
import ChainFormats
import Foundation
import ParticipantNode
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite(.timeLimit(.minutes(2))) struct RESTTests {
    private static func node(_ blocks: [[UInt8]]) throws -> SimulatedNode {
        let node = SimulatedNode(network: .regtest, publisher: nil)
        for bytes in blocks { try node.add(bytes) }
        return node
    }

    @Test func servesBlocksHeadersAndHashes() throws {
        let blocks = try NodeChainTests.blocks(12, ReorgPlan(height: 8, depth: 2))
        let node = try Self.node(blocks)
        let hashes = try blocks.map { try BlockHeader($0.span.bytes).hash }
        // Active: 1 to 6, then the branch: the ninth block of the sequence is height 7.
        let active = Array(hashes[..<6]) + Array(hashes[8...])
        #expect(node.respond(to: "/rest/block/\(hashes[3].display).bin").body == blocks[3])
        #expect(node.respond(to: "/rest/block/\(hashes[7].display).bin").body == blocks[7], "stale branches too")
        let headers = node.respond(to: "/rest/headers/3/\(hashes[4].display).bin").body
        #expect(headers == Array((blocks[4].prefix(80) + blocks[5].prefix(80) + blocks[8].prefix(80))))
        #expect(node.respond(to: "/rest/headers/\(hashes[4].display).bin?count=3").body == headers)
        #expect(node.respond(to: "/rest/headers/2000/\(active[9].display).bin").body == Array(blocks[11].prefix(80)))
        #expect(node.respond(to: "/rest/headers/5/\(hashes[7].display).bin").body.isEmpty)
        for (index, hash) in active.enumerated() {
            #expect(node.respond(to: "/rest/blockhashbyheight/\(index + 1).bin").body == hash.bytes)
        }
    }

    @Test(arguments: [
        ("/", 404), ("/rest", 404), ("/rest/", 404), ("/rest/tx/00.bin", 404), ("/rest/chaininfo.json/x", 404),
        ("/rest/block/00.bin", 400), ("/rest/block/\(String(repeating: "0", count: 64)).bin", 404),
        ("/rest/block/\(String(repeating: "0", count: 64)).json", 400), ("/rest/headers/0/00.bin", 400),
        ("/rest/headers/2001/\(String(repeating: "0", count: 64)).bin", 400), ("/rest/blockhashbyheight/99.bin", 404),
        ("/rest/blockhashbyheight/-1.bin", 400), ("/rest/blockhashbyheight/18446744073709551615.bin", 404),
        ("", 404), ("?", 404), ("/rest/headers/\(String(repeating: "0", count: 64)).bin?count=x", 400),
    ])
    func refuses(target: String, status: Int) throws {
        #expect(try Self.node(NodeChainTests.blocks(2)).respond(to: target).status == status)
    }

    @Test func answersOverHTTP() async throws {
        let blocks = try NodeChainTests.blocks(4)
        let server = try await RESTServer(host: "127.0.0.1", port: 0, node: Self.node(blocks))
        let base = "http://127.0.0.1:\(server.port)/rest"
        let newest = blocks[3]
        let tip = try BlockHeader(newest.span.bytes).hash.display
        let (body, answer) = try await URLSession.shared.data(
            from: try #require(URL(string: "\(base)/block/\(tip).bin")))
        #expect((answer as? HTTPURLResponse)?.statusCode == 200)
        #expect(Array(body) == blocks[3])
        let (json, _) = try await URLSession.shared.data(from: try #require(URL(string: "\(base)/chaininfo.json")))
        let info = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        #expect(info["bestblockhash"] as? String == tip)
        #expect(info["blocks"] as? Int == 4)
        #expect(info["chain"] as? String == "regtest")
        #expect((info["chainwork"] as? String)?.count == 64)
        var post = URLRequest(url: try #require(URL(string: "\(base)/chaininfo.json")))
        post.httpMethod = "POST"
        post.httpBody = Data("x".utf8)
        let (_, refused) = try await URLSession.shared.data(for: post)
        #expect((refused as? HTTPURLResponse)?.statusCode == 405)
        await server.close()
    }
}
