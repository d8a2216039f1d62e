import Foundation
import RuleEngine
import RulePacks
import SupervisionModel
import Testing

/// Files of platforms: what cannot be used is left out with its reason, what is unknown is kept and counted.
@Suite struct EventFileReportTests {
    private static let folder = PackPaths.tests.appendingPathComponent("EventFiles")

    private func steps(_ lines: [String]) -> [EventStep] {
        EventFile.steps(
            of: Array(lines.joined(separator: "\n").utf8), path: "events.jsonl", vocabulary: Vocabulary(),
            entities: EntityReader())
    }

    private func report(_ lines: String...) -> EventFileReport {
        EventFileReport(steps(lines), vocabulary: Vocabulary())
    }

    private func transfer(_ members: String, time: String = "2025-03-01T00:00:00Z") -> String {
        #"{"type":"transfer","chain":"a","time":"\#(time)",\#(members)}"#
    }

    private func heights(_ steps: [EventStep]) -> [UInt64] {
        steps.compactMap { if case .event(let event) = $0 { event.event.position.height } else { nil } }
    }

    /// Written anew with `YUSHI_RECORD_EXPECTED=1`.
    @Test func everyLineIsAccountedFor() throws {
        let bytes = Array(try Data(contentsOf: Self.folder.appendingPathComponent("faulty.jsonl")))
        let steps = EventFile.steps(
            of: bytes, path: "faulty.jsonl", vocabulary: Vocabulary(), entities: EntityReader())
        let report = EventFileReport(steps, vocabulary: Vocabulary())
        let text = report.text(in: .en) + "\n\n" + report.text(in: .zh) + "\n"
        let expected = Self.folder.appendingPathComponent("faulty.expected")
        if ProcessInfo.processInfo.environment["YUSHI_RECORD_EXPECTED"] != nil {
            try text.write(to: expected, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: expected, encoding: .utf8) == text)
        // 24 lines that are not empty: none is lost.
        #expect(steps.count == 24)
        #expect(heights(steps) == [5, 5, 5, 7, 8, 5])
        #expect(report.faulty.map(\.location.line) == [2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 17, 23, 24])
        #expect(report.undeclared.map(\.count) == [2, 1, 1])
        #expect(report.unknownFields.map(\.count) == [2, 1])
    }

    @Test func anUndeclaredEventKeepsItsTypeAndPlace() throws {
        let line =
            #"{"type":"x.org.kept","chain":"a","height":6,"tx":3,"index":1,"time":"2025-03-01T00:01:00Z","a":[1]}"#
        let all = steps(["", line, transfer(#""to":"X""#)])
        guard case .undeclared(let event)? = all.first else {
            Issue.record("\(all)")
            return
        }
        #expect(event.type == "x.org.kept")
        #expect(event.location.line == 2)
        #expect(event.chain.text == "a")
        #expect(event.height == 6)
        #expect(event.transaction == 3)
        #expect(event.index == 1)
        #expect(event.time.rfc3339 == "2025-03-01T00:01:00Z")
        #expect(heights(all) == [1], "it takes no part in the order of the others")
        #expect(
            try EventFile.read(Array(line.utf8), path: "e", vocabulary: Vocabulary(), entities: EntityReader()).count
                == 1)
    }

    @Test func aDeclaredExtensionTypeIsAnEvent() throws {
        let vocabulary = Vocabulary(extensions: [EventType(name: "x.org.kept", fields: [.init("n", .int)])])
        let line = #"{"type":"x.org.kept","chain":"a","time":"2025-03-01T00:01:00Z","n":1}"#
        let steps = EventFile.steps(of: Array(line.utf8), path: "e", vocabulary: vocabulary, entities: EntityReader())
        guard case .event(let event)? = steps.first else {
            Issue.record("\(steps)")
            return
        }
        #expect(event.event[0] == .int(1))
    }

    @Test(arguments: [
        ("2008-12-31T23:59:59.999Z", false), ("2009-01-01T00:00:00Z", true), ("2199-12-31T23:59:59.999Z", true),
        ("2200-01-01T00:00:00Z", false), ("0001-01-01T00:00:00Z", false),
    ])
    func timesLieBetween2009And2200(_ time: String, _ isPossible: Bool) {
        #expect(report(transfer(#""to":"X""#, time: time)).isClean == isPossible)
        #expect(report(#"{"tick":"\#(time)"}"#).isClean == isPossible)
        let ruled = report(transfer(#""ruleTime":"\#(time)""#))
        #expect(ruled.faulty.first?.errors.map(\.code.rawValue) == (isPossible ? nil : ["YR1506"]))
    }

    @Test func aPlaceBelongsToOneEventOfABranch() {
        let place = #""height":5,"tx":2,"index":3"#
        let codes = report(transfer(place), transfer(place)).faulty.flatMap(\.errors).map(\.code.rawValue)
        #expect(codes == ["YR1507"])
        #expect(report(transfer(place), transfer(#""height":5,"tx":2,"index":4"#)).isClean)
        #expect(report(transfer(place), transfer(#""height":5,"tx":3,"index":3"#)).isClean)
        #expect(report(transfer(place), transfer(#""height":6,"tx":2,"index":3"#)).isClean)
        let removal = #"{"remove":{"chain":"a","height":5}}"#
        #expect(report(transfer(place), removal, transfer(place)).isClean, "another branch")
        let higher = #"{"remove":{"chain":"a","height":6}}"#
        #expect(!report(transfer(place), higher, transfer(place)).isClean, "still the same branch")
        let block = #"{"type":"chain.block","chain":"a","time":"2025-03-01T00:00:00Z",\#(place)}"#
        #expect(report(transfer(place), block).isClean, "a block as a whole is no event of its transactions")
    }

    @Test func eventsWithoutAnIndexAreCounted() {
        let all = steps([
            transfer(#""height":5,"tx":0"#), transfer(#""height":5,"tx":1"#), transfer(#""height":5,"tx":0"#),
            transfer(#""height":5,"tx":0,"index":7"#), transfer(#""height":5,"tx":1"#),
            transfer(#""height":5,"tx":0"#),
        ])
        let indexes = all.compactMap { if case .event(let event) = $0 { event.event.position.index } else { nil } }
        #expect(indexes == [0, 0, 1, 7, 1, 8])
    }

    @Test func aFaultyLineChangesNothing() {
        let all = steps([
            transfer(#""height":5,"tx":0,"index":0"#),
            transfer(#""height":900,"tx":0,"index":0,"crossBorder":7"#, time: "2026-01-01T00:00:00Z"),
            transfer(#""height":5,"tx":0,"index":0"#, time: "2027-01-01T00:00:00Z"),
            transfer(#""to":"X""#, time: "2025-03-02T00:00:00Z"),
        ])
        #expect(heights(all) == [5, 6])
        guard case .event(let last)? = all.last else { return }
        #expect(last.event.position.ruleTime.rfc3339 == "2025-03-02T00:00:00Z")
    }

    @Test func strictReadingNamesWhatIsUnknown() {
        let failure = #expect(throws: LoadFailure.self) {
            try EventFile.read(
                Array(transfer(#""colour":"red""#).utf8), path: "e", vocabulary: Vocabulary(), entities: EntityReader())
        }
        #expect(failure?.errors.map(\.code.rawValue) == ["YR1007"])
    }
}
