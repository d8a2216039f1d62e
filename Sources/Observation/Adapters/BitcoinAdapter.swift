import ChainFormats
import SupervisionModel
import ZeroMQ

/// Chains of Bitcoin's format, by their own publishers.
struct BitcoinAdapter: ChainAdapter {
    private let network: BitcoinNetwork
    private let bodies: BitcoinBodies
    private let decoder: FeedDecoder

    init(network: BitcoinNetwork, maximumBlockBytes: Int) {
        self.network = network
        bodies = BitcoinBodies(network: network)
        decoder = FeedDecoder(bodies: bodies, maximumBlockBytes: maximumBlockBytes)
    }

    var rules: any HeaderRules { BitcoinHeaderRules(network: network) }
    var networkName: String { network.name }

    func subscriptions(_ topics: [FeedTopic]) -> [Subscription] { topics.map { .exact($0.rawValue) } }

    func events(of message: SubscribeMessage, source: Int) -> [ObserverEvent] {
        do throws(Refusal) {
            let decoded = try decoder.decode(message)
            return [
                .message(
                    source: source, link: message.source, topic: decoded.topic, counter: decoded.counter,
                    content: decoded.content,
                    received: Timestamp(milliseconds: message.received.milliseconds), isDropped: false)
            ]
        } catch {
            let body = message.parts.count > 1 ? message.parts[1] : message.topic
            return [.refused(source: source, error, body: BitcoinBodies.bytesHash(body))]
        }
    }

    func events(of dropped: DroppedMessage, source: Int) -> [ObserverEvent] {
        do throws(Refusal) {
            let decoded = try decoder.decode(dropped)
            return [
                .message(
                    source: source, link: dropped.source, topic: decoded.topic, counter: decoded.counter,
                    content: decoded.content,
                    received: Timestamp(milliseconds: dropped.received.milliseconds), isDropped: true)
            ]
        } catch {
            return [.refused(source: source, error, body: nil), .overflow(source: source, messages: 1)]
        }
    }

    func headers(_ bytes: [UInt8]) -> (headers: [ChainHeader], refusal: Refusal?) {
        var headers: [ChainHeader] = []
        do throws(Refusal) {
            for offset in stride(from: 0, to: bytes.count, by: BlockHeader.byteCount) {
                headers.append(try bodies.header(bytes, at: offset))
            }
            return (headers, nil)
        } catch {
            return (headers, error)
        }
    }

    func header(recorded block: ChainBlock) -> ChainHeader? {
        guard case .bitcoin(let block) = block else { return nil }
        return ChainHeader(block.header)
    }

    func verify(_ bytes: [UInt8], hash: Digest32, height: UInt64) throws(Refusal) -> VerifiedBody {
        try bodies.verify(bytes, hash: hash, height: height)
    }
}
