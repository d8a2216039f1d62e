import ChainFormats
import Foundation
import SupervisionModel
import ZeroMQ

/// Monero, by the `zmq-pub` of its nodes and their restricted RPC.
///
/// What is published is a hint: it carries no bytes and no difficulty, is said twice after a reorganisation, and is silent
/// when the tip falls. Every block is fetched and its id recomputed.
struct MoneroAdapter: ChainAdapter {
    let network: MoneroNetwork

    private static let minimal = "json-minimal-chain_main"
    /// Greatest message that is read.
    private static let greatestMessage = 1 << 20

    var rules: any HeaderRules { MoneroHeaderRules(network: network) }
    var networkName: String { network.rawValue }

    func subscriptions(_ topics: [FeedTopic]) -> [Subscription] { [.prefix(Self.minimal + ":")] }

    func events(of message: SubscribeMessage, source: Int) -> [ObserverEvent] {
        let received = Timestamp(milliseconds: message.received.milliseconds)
        do throws(Refusal) {
            return try identifiers(message.parts).map {
                .feed(source: source, content: .announced($0), received: received)
            }
        } catch {
            return [.refused(source: source, error, body: BitcoinBodies.bytesHash(message.topic))]
        }
    }

    /// The ids of `json-minimal-chain_main:{"first_height":…,"first_prev_id":…,"ids":[…]}`, the only part.
    private func identifiers(_ parts: [[UInt8]]) throws(Refusal) -> [Digest32] {
        guard parts.count == 1 else {
            throw Refusal(reason: "frames.count", detail: "\(parts.count) parts, expected 1")
        }
        let message = parts[0]
        guard message.count <= Self.greatestMessage else {
            throw Refusal(reason: "decode.tooLarge", detail: "\(message.count) bytes, expected at most 1 MiB")
        }
        guard let colon = message.firstIndex(of: UInt8(ascii: ":")),
            message[..<colon].elementsEqual(Self.minimal.utf8)
        else { throw Refusal(reason: "frames.topic", detail: "expected \(Self.minimal):JSON") }
        guard
            let value = try? JSONParser.parse(
                Array(message[(colon + 1)...]), maximumBytes: Self.greatestMessage, nulls: .absent),
            let texts = value["ids"]?.array?.compactMap(\.string)
        else { throw Refusal(reason: "frames.hash", detail: "expected JSON with ids") }
        let identifiers = texts.compactMap { Digest32(hex: $0) }
        guard identifiers.count == texts.count, !identifiers.isEmpty else {
            throw Refusal(reason: "frames.hash", detail: "ids that are not of 64 hexadecimal digits")
        }
        return identifiers
    }

    func events(of dropped: DroppedMessage, source: Int) -> [ObserverEvent] { [.overflow(source: source, messages: 1)] }

    func headers(_ bytes: [UInt8]) -> (headers: [ChainHeader], refusal: Refusal?) {
        guard let records = try? JSONDecoder().decode([MoneroBackfill.Header].self, from: Data(bytes)) else {
            return ([], Refusal(reason: "decode.truncated", detail: "expected a list of headers"))
        }
        var headers: [ChainHeader] = []
        for record in records {
            guard let hash = Digest32(hex: record.hash), let parent = Digest32(hex: record.prev_hash) else {
                return (headers, Refusal(reason: "frames.hash", detail: "an id that is not of 64 hexadecimal digits"))
            }
            headers.append(
                ChainHeader(
                    hash: hash, parent: parent, time: UInt32(clamping: record.timestamp),
                    bits: MoneroHeaderRules.bits(of: record.difficulty)))
        }
        return (headers, nil)
    }

    func header(recorded block: ChainBlock) -> ChainHeader? {
        guard case .monero(let body) = block else { return nil }
        return ChainHeader(
            hash: block.hash, parent: block.previous, time: block.seconds,
            bits: MoneroHeaderRules.bits(of: body.difficulty))
    }

    func verify(_ bytes: [UInt8], hash: Digest32, height: UInt64) throws(Refusal) -> VerifiedBody {
        let body: MoneroBody
        do throws(DecodeError) {
            body = try MoneroBody(bytes)
        } catch {
            throw Refusal(error)
        }
        let block = ChainBlock.monero(body)
        guard block.hash == hash else {
            throw Refusal(reason: "block.otherBlock", detail: "block \(block.hash), expected \(hash)")
        }
        guard body.block.statedHeight == height else {
            throw Refusal(
                reason: "block.height", detail: "height \(body.block.statedHeight ?? 0), by its parents \(height)")
        }
        var report = FormatReport()
        body.verify(into: &report)
        if let failure = report.failure {
            throw Refusal(
                reason: "block.\(failure.name.rawValue)", isCommitmentMismatch: failure.name == .merkleRoot,
                detail: failure.detail)
        }
        return VerifiedBody(block: block, bytesHash: BitcoinBodies.bytesHash(bytes))
    }
}
