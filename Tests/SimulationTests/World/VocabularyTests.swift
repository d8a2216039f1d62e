import RulePacks
import Simulation
import SupervisionModel
import Testing

/// Every line of a world is an event of the vocabulary that ships, with no field that it does not know.
@Suite struct VocabularyTests {
    static let directory = Repository.path("Rules")

    @Test func everyLineIsReadWithoutComplaint() throws {
        let pack = try RulePack.load(directory: Self.directory)
        // Refuses unknown fields, and two events in one place.
        let steps = try EventFile.read(
            Worlds.bytes(Worlds.small(), seed: 4), path: "world", vocabulary: pack.vocabulary, entities: EntityReader())
        var types: Set<String> = []
        for step in steps {
            switch step {
            case .event(let event): types.insert(pack.vocabulary[event.event.type].name)
            case .undeclared(let event): Issue.record("\(event.type) is not in the vocabulary")
            case .faulty, .remove, .tick, .final: break
            }
        }
        #expect(steps.count > 10_000)
        #expect(types.count > 45)
    }
}
