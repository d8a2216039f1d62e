import ChainFormats
import Observation
import SupervisionModel
import Testing
import ZeroMQ

@Suite struct FeedDecoderTests {
    private let decoder = FeedDecoder(bodies: BitcoinBodies(network: .bsvRegtest), maximumBlockBytes: 1_000)
    private let counter: [UInt8] = [1, 0, 0, 0]

    private func reason(_ parts: [[UInt8]]) -> String? {
        let message = SubscribeMessage(
            source: 0, parts: parts, received: ReceiveTime(milliseconds: 0, monotonicNanoseconds: 0))
        do throws(Refusal) {
            _ = try decoder.decode(message)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(
        "Garbage is refused by name (R17)",
        arguments: [
            ([], "frames.count"),
            (["hashblock"], "frames.count"),
            (["hashblock", "32", "4", "4"], "frames.count"),
            (["hashblock3", "32", "4"], "frames.topic"),
            (["rawtx", "32", "4"], "frames.topic"),
            (["hashblock", "31", "4"], "frames.hash"),
            (["hashblock", "33", "4"], "frames.hash"),
            (["hashblock", "32", "3"], "frames.counter"),
            (["rawblock", "79", "4"], "decode.truncated"),
            (["rawblock", "1001", "4"], "decode.tooLarge"),
            (["rawblock", "200", "4"], "block.target"),
            (["sequence", "32", "4"], "frames.sequence"),
        ] as [([String], String)])
    func garbage(_ shape: [String], _ expected: String) {
        // The first part as text, the others as so many zero bytes.
        let parts = shape.enumerated().map { index, text in
            index == 0 ? Array(text.utf8) : [UInt8](repeating: 0, count: Int(text) ?? 0)
        }
        #expect(reason(parts) == expected)
    }

    @Test func goodMessages() throws {
        let hash = (0..<32).map { UInt8($0) }
        let id = try #require(Digest32(hash))
        func content(_ topic: String, _ body: [UInt8]) throws -> FeedMessage<[UInt8]> {
            let decoded = try decoder.decode(
                SubscribeMessage(
                    source: 0, parts: [Array(topic.utf8), body, [0xff, 1, 0, 0]],
                    received: ReceiveTime(milliseconds: 0, monotonicNanoseconds: 0)))
            #expect(decoded.counter == 511)
            return decoded.content
        }
        func name(_ topic: String, _ body: [UInt8]) throws -> String {
            switch try content(topic, body) {
            case .announced(let hash): "announced \(hash)"
            case .withdrawn(let hash): "withdrawn \(hash)"
            case .pushed: "pushed"
            case .irrelevant: "irrelevant"
            }
        }
        // Ids are in display order on the wire.
        #expect(try name("hashblock", hash) == "announced \(id)")
        #expect(try name("sequence", hash + Array("C".utf8)) == "announced \(id)")
        #expect(try name("sequence", hash + Array("D".utf8)) == "withdrawn \(id)")
        #expect(try name("sequence", hash + Array("A".utf8) + [0, 0, 0, 0, 0, 0, 0, 0]) == "irrelevant")
    }
}
