import ChainCrypto
import ChainFormats
import Foundation
import SupervisionModel
import Testing

/// Logs of contracts against what eth-abi encodes and decodes (`Fixtures/generate/abi_logs.py`).
@Suite struct ABIEventTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let event: String
        let hash: String
        let topics: [[UInt8]]
        let data: [UInt8]
        /// Canonical text of the values.
        let values: [String: String]
        var testDescription: String { event }

        var log: EVMReceipt.Log {
            EVMReceipt.Log(
                address: [UInt8](repeating: 7, count: 20), topics: topics.compactMap { Hash256($0) }, data: data)
        }

        static let all: [Vector] = {
            guard let lines = try? Inspecting.lines("abi-logs.jsonl") else { return [] }
            return lines.map { line in
                Vector(
                    event: line["event"] as? String ?? "", hash: line["hash"] as? String ?? "",
                    topics: (line["topics"] as? [String] ?? []).compactMap { HexDigits.decode($0) },
                    data: HexDigits.decode(line["data"] as? String ?? "-") ?? [],
                    values: (line["values"] as? [String: Any] ?? [:]).mapValues { text($0) })
            }
        }()

        static func named(_ name: String, _ hash: String = "keccak-256") throws -> Vector {
            try #require(all.first { $0.event.hasPrefix(name + "(") && $0.hash == hash })
        }
    }

    private static func text(_ value: Any) -> String {
        switch value {
        case let list as [Any]: "[" + list.map { text($0) }.joined(separator: ",") + "]"
        case let text as String: text
        case let flag as Bool: flag ? "true" : "false"
        default: "?"
        }
    }

    private static func text(_ value: ABIValue) -> String {
        switch value {
        case .number(let digits): digits
        case .address(let bytes): "0x" + HexDigits.encode(bytes)
        case .bool(let flag): flag ? "true" : "false"
        case .bytes(let bytes): HexDigits.encode(bytes)
        case .string(let text): text
        case .list(let elements): "[" + elements.map { text($0) }.joined(separator: ",") + "]"
        }
    }

    @Test func thereAreVectors() { #expect(Vector.all.count == 66) }

    @Test(arguments: Vector.all)
    func valuesAreThoseOfEthABI(_ vector: Vector) throws {
        let event = try ABIEvent(vector.event)
        let topic = vector.hash == "sm3" ? event.commercialTopic : event.topic
        #expect(topic?.bytes == vector.topics.first)
        let values = try #require(event.values(vector.log))
        var found: [String: String] = [:]
        for (name, value) in values { found[name] = Self.text(value) }
        #expect(found == vector.values)
        #expect(values.count == vector.values.count)
    }

    @Test(arguments: Vector.all)
    func whatIsCutShortIsNoSuchEvent(_ vector: Vector) throws {
        let event = try ABIEvent(vector.event)
        for count in stride(from: 0, to: vector.data.count, by: 32) {
            let cut = EVMReceipt.Log(
                address: vector.log.address, topics: vector.log.topics, data: Array(vector.data[..<count]))
            #expect(event.values(cut) == nil, "\(count) of \(vector.data.count) bytes")
        }
        let withoutTopic = EVMReceipt.Log(
            address: vector.log.address, topics: Array(vector.log.topics.dropLast()), data: vector.data)
        #expect(event.values(withoutTopic) == nil)
    }

    /// The well-known topic of ERC-20.
    @Test func topicOfTransfer() throws {
        let event = try ABIEvent("event Transfer(address indexed from, address indexed to, uint value);")
        #expect(
            event.topic.bytes
                == HexDigits.decode("ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"))
        #expect(event.parameters.map(\.type.name) == ["address", "address", "uint256"])
    }

    @Test func anotherEventIsNone() throws {
        let pledged = try Vector.named("Pledged")
        let other = try ABIEvent("Pledged(bytes32 indexed fingerprint, string pledgor, string pledgee, uint256 value)")
        #expect(other.values(pledged.log) == nil)
    }

    /// Padding that is no padding, and offsets and lengths that lead out of the data.
    @Test func hostileDataIsRefused() throws {
        func values(_ event: String, _ words: String...) throws -> Bool {
            let event = try ABIEvent(event)
            let data = words.flatMap { word -> [UInt8] in
                let digits = String(repeating: "0", count: max(0, 64 - word.count)) + word
                return HexDigits.decode(digits) ?? []
            }
            return event.values(EVMReceipt.Log(address: [], topics: [event.topic], data: data)) != nil
        }
        let high = String(repeating: "f", count: 64)
        #expect(try values("A(uint8 a)", "ff"))
        #expect(try !values("A(uint8 a)", "100"))
        #expect(try values("A(int8 a)", high))
        #expect(try !values("A(int8 a)", "80"))
        #expect(try values("A(bool a)", "1"))
        #expect(try !values("A(bool a)", "2"))
        #expect(try !values("A(address a)", high))
        #expect(try !values("A(bytes4 a)", "1"))
        #expect(try values("A(string a)", "20", "0"))
        #expect(try !values("A(string a)", "21", "0"))
        #expect(try !values("A(string a)", high, "0"))
        #expect(try !values("A(string a)", "20", "1"))
        #expect(try !values("A(string a)", "20", high))
        // One byte that is no UTF-8.
        #expect(try !values("A(string a)", "20", "1", "ff" + String(repeating: "0", count: 62)))
        #expect(try values("A(bytes a)", "20", "1", "ff" + String(repeating: "0", count: 62)))
        #expect(try !values("A(uint256[] a)", "20", "7fffffff"))
        // A list of lists of itself: each level reads what the level above it reads.
        #expect(try !values("A(string[] a)", "20", "4001", "0"))
    }

    @Test(
        arguments: [
            ("Pledged", .syntax), ("Pledged(uint256)", .syntax), ("1(uint256 a)", .syntax), ("A(uint256 a,)", .syntax),
            ("A(uint256 a, uint256 a)", .repeated("a")), ("A(uint7 a)", .type("uint7")),
            ("A(uint264 a)", .type("uint264")),
            ("A(bytes33 a)", .type("bytes33")), ("A(uint256[3] a)", .type("uint256[3]")),
            ("A(bool indexed a, bool indexed b, bool indexed c, bool indexed d)", .tooManyIndexed),
            ("A(uint256[][] a)", .type("uint256[][]")),
        ] as [(String, ABIEvent.Problem)])
    func declarationsThatAreNotRead(_ text: String, _ problem: ABIEvent.Problem) {
        #expect(throws: problem) { try ABIEvent(text) }
    }
}
