import RuleEngine
import RulePacks
import SupervisionModel
import Testing

/// Event files in the form of COMMANDS.md.
@Suite struct EventFileTests {
    private let vocabulary = Vocabulary(extensions: [
        EventType(
            name: "loan.originated",
            fields: [
                .init("borrower", .entity), .init("lender", .entity), .init("principal", .money),
                .init("term", .duration),
                .init("rank", .int), .init("note", .string), .init("raw", .bytes), .init("secured", .bool),
                .init("contractDate", .timestamp), .init("parties", .list(.entity)),
            ])
    ])

    private func read(_ lines: String...) throws -> [EventStep] {
        try EventFile.read(
            Array(lines.joined(separator: "\n").utf8), path: "events.jsonl", vocabulary: vocabulary,
            entities: EntityReader())
    }

    private func event(_ step: EventStep?) throws -> FileEvent {
        guard case .event(let event)? = step else { throw Missing() }
        return event
    }

    private struct Missing: Error {}

    @Test func readsTheExampleOfTheContract() throws {
        let steps = try read(
            #"{"type":"loan.originated","chain":"scf-1","height":12,"tx":0,"index":0,"time":"2025-03-01T00:00:00Z","final":true,"borrower":"91350100M000100Y43","lender":"P1","principal":{"minor":"12345","currency":"CNY"},"jurisdiction":"CN","observed":"2025-03-01T00:00:05Z"}"#,
            "", #"{"final":{"chain":"scf-1","height":12}}"#, #"{"remove":{"chain":"scf-1","height":12}}"#,
            #"{"tick":"2025-03-02T00:00:00Z"}"#)
        let first = try event(steps.first)
        let scf = try #require(ChainID("scf-1"))
        let march = try #require(TimeText.timestamp("2025-03-01T00:00:00Z"))
        #expect(first.isFinal)
        #expect(first.jurisdiction == "CN")
        #expect(first.observed == march.advanced(by: .seconds(5)))
        #expect(
            first.event.position == Position(ruleTime: march, chain: scf, height: 12, transaction: 0, index: 0))
        #expect(first.event[0] == .entity(.identifier(.uscc, "91350100M000100Y43")))
        #expect(first.event[1] == .entity(.identifier(.internal, "P1")))
        #expect(first.event[2] == .money(Money(minor: 12345, currency: "CNY")))
        #expect(first.event[3] == .absent)
        #expect(
            Array(steps.dropFirst()) == [
                .final(chain: scf, height: 12), .remove(chain: scf, height: 12), .tick(march.advanced(by: .days(1))),
            ])
    }

    @Test func ruleTimeIsMonotoneOnAChain() throws {
        let steps = try read(
            #"{"type":"transfer","chain":"a","height":1,"time":"2025-03-01T10:00:00Z"}"#,
            #"{"type":"transfer","chain":"a","height":2,"time":"2025-03-01T09:59:00Z"}"#,
            #"{"type":"transfer","chain":"b","height":2,"time":"2025-03-01T09:59:00Z"}"#,
            #"{"remove":{"chain":"a","height":1}}"#,
            #"{"type":"transfer","chain":"a","height":1,"time":"2025-03-01T09:00:00Z"}"#,
            #"{"type":"transfer","chain":"a","height":2,"time":"2025-03-01T09:30:00Z"}"#)
        let times = try steps.compactMap { step -> String? in
            if case .event = step { try event(step).event.position.ruleTime.rfc3339 } else { nil }
        }
        #expect(
            times == [
                "2025-03-01T10:00:00Z", "2025-03-01T10:00:00Z", "2025-03-01T09:59:00Z", "2025-03-01T09:00:00Z",
                "2025-03-01T09:30:00Z",
            ])
        #expect(try event(steps[1]).event.time.rfc3339 == "2025-03-01T09:59:00Z")
    }

    @Test func placesWhatTheFileLeavesOpen() throws {
        let steps = try read(
            #"{"type":"transfer","chain":"a","time":"2025-03-01T10:00:00Z"}"#,
            #"{"type":"transfer","chain":"a","time":"2025-03-01T10:00:00Z"}"#,
            #"{"type":"chain.block","chain":"a","time":"2025-03-01T10:00:00Z"}"#,
            #"{"type":"transfer","chain":"a","time":"2025-03-01T10:01:00Z"}"#,
            #"{"type":"feed.gap","chain":"a","time":"2025-03-01T10:02:00Z"}"#)
        let positions = try steps.map { try event($0).event.position }
        #expect(positions.map(\.height) == [1, 1, 1, 2, 2])
        #expect(positions.map(\.transaction) == [0, 0, UInt32.max, 0, 0])
        #expect(Set(positions).count == 5)
    }

    @Test func identitiesFollowFromTheContent() throws {
        let line = #"{"type":"transfer","chain":"a","height":5,"time":"2025-03-01T10:00:00Z","to":"X"}"#
        let removal = #"{"remove":{"chain":"a","height":5}}"#
        let steps = try read(line, removal, line)
        let first = try event(steps[0]).event
        let again = try event(steps[2]).event
        #expect(first.origin == again.origin, "the same act on another branch is the same act")
        #expect(first.block != again.block, "another branch has another block")
        let txid = String(repeating: "ab", count: 32)
        let named = try read(
            #"{"type":"transfer","chain":"a","height":5,"time":"2025-03-01T10:00:00Z","txid":"\#(txid)"}"#)
        #expect(try event(named[0]).event.origin.hex == txid)
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let lines = [
            #"{"type":"loan.originated","chain":"a","height":3,"time":"2025-03-01T10:00:00.250Z","borrower":"X","principal":"12.5 CNY","term":"36h","rank":-7,"note":"","raw":"00ff","secured":false,"contractDate":"2025-02-01","parties":["A","B"]}"#,
            #"{"type":"chain.block","chain":"a","height":3,"time":"2025-03-01T10:00:00Z","interval":"-30s","observed":"2025-03-01T10:00:09Z","producer":"pool"}"#,
            #"{"type":"chain.conflictingSpend","chain":"a","height":3,"time":"2025-03-01T10:00:00Z","payload":{"tx":"\#(String(repeating: "0a", count: 32))","index":1},"amount":{"minor":"170141183460469231731687303715884105727","currency":"ETH"}}"#,
            #"{"type":"transfer","chain":"a","height":2,"time":"2025-03-01T09:00:00Z","inputs":[{"tx":"\#(String(repeating: "0b", count: 32))","index":2,"amount":{"minor":"5","currency":"BTC"}}]}"#,
        ]
        let events = try lines.map { try event(try read($0).first).event }
        let writer = EventJSON(vocabulary: vocabulary, naming: PlainNaming())
        for event in events {
            let written = writer.line(event, isFinal: true)
            let back = try self.event(
                EventFile.read(written, path: "x", vocabulary: vocabulary, entities: EntityReader()).first)
            #expect(back.event.fields == event.fields)
            #expect(back.event == event)
            #expect(back.isFinal)
        }
        #expect(events[2][0] == .digest(try #require(Digest32(hex: String(repeating: "0a", count: 32)))))
        #expect(events[1].position.transaction == .max)
        #expect(events[1][4] == .duration(.seconds(-30)))
        let chain = try #require(ChainID("a"))
        let steps = try EventFile.read(
            EventJSON.removal(chain: chain, height: 4) + [10] + EventJSON.finality(chain: chain, height: 3) + [10]
                + EventJSON.tick(Timestamp(milliseconds: 1_500_000_000_500)), path: "x", vocabulary: vocabulary,
            entities: EntityReader())
        #expect(
            steps == [
                .remove(chain: chain, height: 4), .final(chain: chain, height: 3),
                .tick(Timestamp(milliseconds: 1_500_000_000_500)),
            ])
    }

    @Test(arguments: [
        (#"{"type":"transfer","chain":"a","height":1}"#, "YR1009 events.jsonl:1:1 an event needs the key \"time\""),
        (#"{"type":"transfr","chain":"a"}"#, "YR1009 events.jsonl:1:1 an event needs the key \"time\""),
        (
            #"{"type":"transfer","chain":"a","time":"2025-03-01T00:00Z","form":"X"}"#,
            "YR1007 events.jsonl:1:1 unknown field \"form\" of transfer; did you mean \"from\"?"
        ),
        (
            #"{"type":"transfer","chain":"A!","time":"2025-03-01T00:00Z"}"#,
            "YR1019 events.jsonl:1:1 \"A!\" is no name for a chain: 1 to 32 characters of a-z 0-9 . _ -"
        ),
        (
            #"{"type":"transfer","chain":"a", 1}"#,
            "YR1022 events.jsonl:1:33 not readable as JSON: this character cannot stand here"
        ),
        (#"{"remove":{"chain":"a"}}"#, "YR1009 events.jsonl:1:1 remove needs the key \"height\""),
        (#"["a"]"#, "YR1010 events.jsonl:1:1 a line must be an object, found a sequence"),
        (#"{"chain":"a"}"#, "YR1009 events.jsonl:1:1 an event needs the key \"type\""),
        (
            #"{"type":"transfer","chain":"a","time":"2025-03-01T00:00Z","amount":{"minor":"1e3","currency":"CNY"}}"#,
            "YR1504 events.jsonl:1:1 transfer.amount.minor must be a non-negative integer of at most 127 bits, found the text \"1e3\""
        ),
        (
            #"{"type":"transfer","chain":"a","time":"2025-03-01T00:00Z","height":-1}"#,
            "YR1012 events.jsonl:1:1 height is -1; it must lie within 0...9007199254740991"
        ),
    ])
    func saysWhatIsWrongWithALine(_ line: String, _ message: String) throws {
        let failure = #expect(throws: LoadFailure.self) { try read(line) }
        #expect(failure?.description == message)
    }

    @Test func namesTheLine() throws {
        let failure = #expect(throws: LoadFailure.self) { try read("", "", #"{"tick":"noon"}"#, "{") }
        #expect(failure?.errors.map(\.location.line) == [3, 4])
    }
}

/// Identifiers as they are.
struct PlainNaming: EntityNaming {
    func text(of entity: EntityRef) -> String {
        switch entity {
        case .address(let address): Hex.encode(address.canonicalBytes)
        case .identifier(_, let value): value
        }
    }
}
