import Persistence
import SupervisionModel
import Testing

@Suite struct ProjectionsTests {
    private func alert(_ id: String, _ order: Int64, severity: String) -> ProjectionChange {
        ProjectionChange(
            kind: "alert", id: id, order: order,
            value: .object(JSONObject([("severity", .string(severity)), ("rule", .string("AML-06"))])))
    }

    private func store(_ directory: TestDirectory) throws -> Store {
        let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
        var batch = LedgerBatch()
        for (index, id) in ["c1", "a2", "b3", "a4"].enumerated() {
            batch.put(alert(id, Int64(index / 2), severity: index == 3 ? "low" : "high"))
        }
        batch.put(ProjectionChange(kind: "score", id: "a2", order: 9, value: .object(JSONObject())))
        try store.commit(batch)
        return store
    }

    @Test func listsInOrder() throws {
        let directory = TestDirectory()
        let projections = try store(directory).projections
        #expect(try projections.list("alert", limit: 10).map(\.id) == ["a2", "c1", "a4", "b3"])
        #expect(try projections.list("alert", newestFirst: true, limit: 3).map(\.id) == ["b3", "a4", "c1"])
        #expect(try projections.list("alert", offset: 1, limit: 2).map(\.id) == ["c1", "a4"])
        #expect(try projections.list("case", limit: 2).isEmpty)
    }

    @Test func filters() throws {
        let directory = TestDirectory()
        let projections = try store(directory).projections
        let high = Projections.Filter(member: "severity", is: "high")
        #expect(try projections.list("alert", filters: [high], limit: 9).map(\.id) == ["a2", "c1", "b3"])
        #expect(try projections.count("alert", filters: [high, .init(member: "rule", is: "AML-06")]) == 3)
        #expect(try projections.count("alert", filters: [high, .init(member: "rule", is: "AML-05")]) == 0)
        #expect(try projections.count("alert") == 4)
        #expect(try projections.count("alert", filters: [.init(member: "x' OR 1", is: "")]) == 0)
    }

    @Test func findsByIDAndByItsBeginning() throws {
        let directory = TestDirectory()
        let projections = try store(directory).projections
        #expect(try projections.row("alert", id: "b3")?.value["severity"]?.string == "high")
        #expect(try projections.row("alert", id: "b") == nil)
        #expect(try projections.rows("alert", idPrefix: "a", limit: 5).map(\.id) == ["a2", "a4"])
        #expect(try projections.rows("alert", idPrefix: "%", limit: 5).isEmpty)
    }

    @Test func replacesAndRemoves() throws {
        let directory = TestDirectory()
        let store = try store(directory)
        var batch = LedgerBatch()
        batch.put(alert("a2", 7, severity: "low"))
        batch.put(ProjectionChange(kind: "alert", id: "c1", order: 0, value: nil))
        try store.commit(batch)
        #expect(try store.projections.list("alert", limit: 10).map(\.id) == ["a4", "b3", "a2"])
        #expect(try store.projections.row("score", id: "a2") != nil)
    }
}
