import RuleEngine
import RulePacks
import SupervisionModel
import Testing

/// Every type that ships, with every field filled: through an event file and back, and into a condition.
@Suite struct VocabularyRoundTripTests {
    private static let vocabulary = Result { try RulePack.load(directory: PackPaths.nationalBase).vocabulary }

    /// A value of a type, another one for another number.
    private func sample(_ type: FieldType, _ number: Int) -> FieldValue {
        let small = Int64(number)
        switch type {
        case .bool: return .bool(number.isMultiple(of: 2))
        case .int, .number: return .int(number.isMultiple(of: 2) ? -small : Int64.max - small)
        case .string: return .string("文本 \"\(number)\"\n")
        case .digest: return .digest(Digest32([UInt8](repeating: UInt8(number % 251), count: 32)) ?? .zero)
        case .bytes: return .bytes([0, UInt8(number % 251), 255])
        case .entity: return .entity(.identifier(.internal, "主体-\(number)"))
        case .money: return .money(Money(minor: Int128.max - Int128(number), currency: "ETH"))
        case .timestamp: return .timestamp(Timestamp(milliseconds: small * 1_000_003))
        case .duration: return .duration(Interval(milliseconds: -small * 250))
        case .ratio: return .record([.int(-small * 2 - 1), .int(2)])
        case .numberMap: return .list([.record([.string("a"), .int(small)]), .record([.string("b"), .int(0)])])
        case .period: return .record([.string("上半年\(number)"), .absent])
        case .list(let element): return .list([sample(element, number), sample(element, number + 1)])
        case .record(let record):
            return .record(record.fields.enumerated().map { sample($1.type, number + $0) })
        }
    }

    private func event(_ type: EventType, _ index: Int, of vocabulary: Vocabulary) throws -> Event {
        let moment = Timestamp(milliseconds: 1_740_787_200_000)
        let chain = try #require(ChainID("a"))
        return Event(
            type: try #require(vocabulary.index(of: type.name)),
            position: Position(ruleTime: moment, chain: chain, height: 5, transaction: 2, index: UInt32(index)),
            block: try #require(Digest32([UInt8](repeating: 1, count: 32))),
            origin: try #require(Digest32([UInt8](repeating: 2, count: 32))), time: moment,
            fields: type.payload.fields.enumerated().map { sample($1.type, $0 + 1) })
    }

    @Test func everyFieldOfEveryTypeIsReadAsItWasWritten() throws {
        let vocabulary = try Self.vocabulary.get()
        let writer = EventJSON(vocabulary: vocabulary, naming: PlainNaming())
        for (index, type) in vocabulary.types.enumerated() {
            let event = try event(type, index, of: vocabulary)
            let steps = try EventFile.read(
                writer.line(event, isFinal: true), path: type.name, vocabulary: vocabulary, entities: EntityReader())
            guard case .event(let back)? = steps.first else {
                Issue.record("\(type.name) is no event any more")
                continue
            }
            #expect(back.event == event, "\(type.name)")
        }
    }

    @Test func conditionsSeeEveryField() throws {
        let vocabulary = try Self.vocabulary.get()
        for type in vocabulary.types {
            // Rates and reference values are about nobody.
            guard let subject = type.payload.fields.first(where: { $0.type == .entity }) else { continue }
            let condition = type.payload.fields.map { "has(event.\($0.name))" }.joined(separator: " && ")
            let rules = try RuleSet(
                rules: [rule(on: type.name, where: condition, subject: "event.\(subject.name)")],
                vocabulary: vocabulary, listNames: [])
            let evaluator = Evaluator(rules: rules, lists: [], naming: PlainNaming())
            let full = try event(type, 1, of: vocabulary)
            var outcomes: [Evaluator.Outcome] = []
            evaluator.judge(full, into: &outcomes)
            guard case .match(let match)? = outcomes.first else {
                Issue.record("\(type.name): no match")
                continue
            }
            #expect(match.marks.isEmpty, "\(type.name): judged, not inconclusive")
        }
    }

    private func rule(on type: String, where condition: String, subject: String) -> Rule {
        let place = SourceLocation(file: "test.yaml", line: 1, column: 1)
        return Rule(
            id: "T-01", version: RuleVersion(major: 1, minor: 0), title: LocalizedText(zh: "测试", en: "Test"),
            basis: [Basis(text: "test", level: .heuristic, status: .advisory)], risk: "credit", severity: .low,
            mode: .live, effectiveFrom: .distantPast, effectiveUntil: nil, audience: Audience(), scoreDimension: nil,
            absorbs: [], parameters: [],
            triggers: [Trigger(name: "event", eventType: type, location: place)], key: nil,
            filter: RuleExpression(text: condition, location: place), window: nil, bindings: [], condition: nil,
            absence: nil, rearm: .whenFalse, subject: RuleExpression(text: subject, location: place),
            confidencePpm: 1_000_000, message: LocalizedText(zh: "", en: ""),
            guidance: LocalizedText(zh: "", en: ""), location: place, escalations: [])
    }
}
