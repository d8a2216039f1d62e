extension SubscribeConfiguration {
    /// Refuses what cannot work before anything is opened.
    ///
    /// - Throws: `invalidSetting`, `invalidEndpoint`.
    func check() throws(ZeroMQError) {
        try Self.require(1...64, sources.count, "the number of sources")
        try Self.require(1...256, subscriptions.count, "the number of subscriptions")
        for source in sources where !source.endpoint.isConnectable {
            throw ZeroMQError(
                .invalidEndpoint,
                "\(source.endpoint): a subscriber needs a host and a port to connect to, * is for binding only"
            )
        }
        for subscription in subscriptions {
            try Self.require(0...256, subscription.topic.count, "the length of a topic")
            guard !subscription.topic.isEmpty || subscription.match == .prefix else {
                throw ZeroMQError(.invalidSetting, "an empty topic matches nothing exactly, use .prefix(\"\")")
            }
        }
        try Self.require(1...1_024, maximumPartCount, "maximumPartCount")
        try Self.require(256...(8 << 30), maximumPartBytes, "maximumPartBytes")
        try Self.require(256...(8 << 30), maximumMessageBytes, "maximumMessageBytes")
        try Self.require(1...1_000_000, receiveHighWaterMark, "receiveHighWaterMark")
        try Self.require(1...16_777_216, queue.messages, "queue.messages")
        try Self.require(1...(1 << 40), queue.bytes, "queue.bytes")
        try Self.require(16...16_777_216, queue.markers, "queue.markers")
        try Self.require(1...86_400_000, reconnectInterval.wholeMilliseconds, "reconnectInterval in ms")
        try Self.require(1...86_400_000, maximumReconnectInterval.wholeMilliseconds, "maximumReconnectInterval in ms")
        try Self.require(1...86_400_000, connectTimeout.wholeMilliseconds, "connectTimeout in ms")
        try Self.require(1...86_400_000, handshakeTimeout.wholeMilliseconds, "handshakeTimeout in ms")
        try Self.require(1...86_400_000, heartbeatTimeout.wholeMilliseconds, "heartbeatTimeout in ms")
        if let heartbeatInterval {
            try Self.require(1...86_400_000, heartbeatInterval.wholeMilliseconds, "heartbeatInterval in ms")
        }
        if let keepaliveIdle {
            try Self.require(1_000...86_400_000, keepaliveIdle.wholeMilliseconds, "keepaliveIdle in ms")
        }
    }

    private static func require(_ range: ClosedRange<Int>, _ value: Int, _ name: String) throws(ZeroMQError) {
        guard range.contains(value) else {
            throw ZeroMQError(
                .invalidSetting,
                "\(name) is \(value), expected \(range.lowerBound) to \(range.upperBound)"
            )
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero, clamped to what an `Int` of seconds times 1,000 can hold.
    package var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        guard let milliseconds = Int(exactly: seconds.multipliedReportingOverflow(by: 1_000).partialValue),
            !seconds.multipliedReportingOverflow(by: 1_000).overflow
        else { return seconds < 0 ? Int.min : Int.max }
        return milliseconds + Int(attoseconds / 1_000_000_000_000_000)
    }
}
