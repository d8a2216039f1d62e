public import ChainFormats
public import SupervisionModel

/// What the logs of contracts mean in the words of a vocabulary: declared in a file that somebody answers for, recorded by
/// its hash (Docs/PARTICIPANT-PROTOCOL.md, "Mappings").
public struct LogMapping: Sendable {
    /// Where the value of a field comes from.
    enum Source: Sendable {
        /// The value of a parameter as it is.
        case parameter(String)
        /// A parameter counted in minor units of a currency: a word, or the value of another parameter.
        case amount(parameter: String, currency: String, isParameter: Bool)
        /// A parameter in seconds since 1970.
        case seconds(String)
        /// Always the same.
        case constant(String)
    }

    /// One kind of log.
    struct Entry: Sendable {
        let event: ABIEvent
        /// Contracts whose logs are meant, 20 bytes each; empty: any contract of the chain.
        let contracts: [[UInt8]]
        let type: String
        let fields: [(name: String, source: Source)]
    }

    public let id: String
    public let version: String
    let entries: [Entry]

    /// The object of the event that a log stands for, as `TransactionEventReader` reads it; nil when no entry is about it.
    public func object(of log: EVMReceipt.Log) -> JSONValue? {
        for entry in entries where entry.contracts.isEmpty || entry.contracts.contains(log.address) {
            guard let values = entry.event.values(log) else { continue }
            var object: JSONObject = ["type": .string(entry.type)]
            var payload = JSONObject()
            for (name, source) in entry.fields {
                if let value = Self.value(source, values) { payload.set(name, to: value) }
            }
            object.set("payload", to: .object(payload))
            return .object(object)
        }
        return nil
    }

    private static func value(_ source: Source, _ values: [(name: String, value: ABIValue)]) -> JSONValue? {
        func named(_ name: String) -> ABIValue? { values.first { $0.name.utf8.elementsEqual(name.utf8) }?.value }
        switch source {
        case .constant(let text): return .string(text)
        case .parameter(let name): return named(name).map(json)
        case .amount(let name, let currency, let isParameter):
            guard case .number(let digits)? = named(name) else { return nil }
            guard isParameter else { return ["currency": .string(currency), "minor": .string(digits)] }
            guard case .string(let text)? = named(currency) else { return nil }
            return ["currency": .string(text), "minor": .string(digits)]
        case .seconds(let name):
            guard case .number(let digits)? = named(name), let seconds = Int64(digits), (0..<1 << 40).contains(seconds)
            else { return nil }
            return .string(Timestamp(milliseconds: seconds * 1000).rfc3339)
        }
    }

    private static func json(_ value: ABIValue) -> JSONValue {
        switch value {
        case .number(let digits):
            Int64(digits).flatMap { JSONValue.integerRange.contains($0) ? .integer($0) : nil } ?? .string(digits)
        case .address(let bytes): .string("account:evm:0x" + Hex.encode(bytes))
        case .bool(let value): .bool(value)
        case .bytes(let bytes): .string(Hex.encode(bytes))
        case .string(let text): .string(text)
        case .list(let elements): .array(elements.map(json))
        }
    }
}
