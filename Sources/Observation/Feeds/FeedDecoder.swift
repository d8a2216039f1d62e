import SupervisionModel
package import ZeroMQ

/// Turns the parts of a ZeroMQ message into what they say, or says why they say nothing. Never more is read than is
/// there, and a body is not decoded beyond its header.
package struct FeedDecoder: Sendable {
    package struct Decoded: Sendable {
        package let topic: FeedTopic
        package let counter: UInt32
        package let content: FeedMessage<[UInt8]>
    }

    let bodies: BitcoinBodies
    let maximumBlockBytes: Int

    package init(bodies: BitcoinBodies, maximumBlockBytes: Int) {
        self.bodies = bodies
        self.maximumBlockBytes = maximumBlockBytes
    }

    package func decode(_ message: SubscribeMessage) throws(Refusal) -> Decoded {
        guard message.parts.count == 3 else {
            throw Refusal(reason: "frames.count", detail: "\(message.parts.count) parts, expected 3")
        }
        let topic = try topic(message.parts[0])
        guard let counter = message.counter else {
            throw Refusal(reason: "frames.counter", detail: "\(message.parts[2].count) bytes, expected 4")
        }
        return Decoded(topic: topic, counter: counter, content: try content(topic, message.parts[1]))
    }

    /// What is left of a message whose body the node itself had to drop.
    package func decode(_ dropped: DroppedMessage) throws(Refusal) -> Decoded {
        guard dropped.reason == .queueFull else {
            throw Refusal(
                reason: dropped.reason == .tooLarge ? "frames.tooLarge" : "frames.count",
                detail: "\(dropped.byteCount) bytes in \(dropped.partCount) parts")
        }
        let topic = try topic(dropped.topic)
        guard let counter = dropped.counter else {
            throw Refusal(reason: "frames.counter", detail: "expected 4 bytes in the third of 3 parts")
        }
        guard topic.carriesBlock else {
            return Decoded(topic: topic, counter: counter, content: try content(topic, dropped.bodyStart))
        }
        let header = try bodies.header(dropped.bodyStart)
        return Decoded(topic: topic, counter: counter, content: .pushed(header: header, raw: nil, byteCount: 0))
    }

    private func topic(_ part: [UInt8]) throws(Refusal) -> FeedTopic {
        guard let topic = FeedTopic(part: part) else {
            throw Refusal(reason: "frames.topic", detail: "a topic of \(part.count) bytes that is not known")
        }
        return topic
    }

    private func content(_ topic: FeedTopic, _ body: [UInt8]) throws(Refusal) -> FeedMessage<[UInt8]> {
        switch topic {
        case .hashblock, .hashblock2:
            // Display order, whatever the publishers' documents say.
            guard let hash = Digest32(body) else {
                throw Refusal(reason: "frames.hash", detail: "\(body.count) bytes, expected 32")
            }
            return .announced(hash)
        case .rawblock, .rawblock2:
            guard body.count <= maximumBlockBytes else {
                throw Refusal(
                    reason: "decode.tooLarge", detail: "\(body.count) bytes, expected at most \(maximumBlockBytes)")
            }
            return .pushed(header: try bodies.header(body), raw: body, byteCount: body.count)
        case .sequence:
            guard body.count == 33 || body.count == 41, let hash = Digest32(body.prefix(32)) else {
                throw Refusal(reason: "frames.sequence", detail: "\(body.count) bytes, expected 33 or 41")
            }
            return switch body[32] {
            case UInt8(ascii: "C"): .announced(hash)
            case UInt8(ascii: "D"): .withdrawn(hash)
            default: .irrelevant
            }
        }
    }
}
