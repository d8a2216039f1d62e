import SupervisionModel
import Testing

@Suite struct JSONReaderTests {
    private let document: JSONValue = [
        "input": ["type": "block.connected", "height": 12, "final": true, "items": [["id": "a"], ["id": 7]]]
    ]

    @Test func readsByName() throws {
        let input = try JSONReader(document).object("input")
        #expect(try input.string("type") == "block.connected")
        #expect(try input.integer("height") == 12)
        #expect(try input.integer("height", in: 0...12) == 12)
        #expect(try input.bool("final"))
        #expect(try input.optionalString("note") == nil)
        #expect(try input.optionalInteger("height") == 12)
        #expect(try input.array("items")[0].string("id") == "a")
        try input.allowOnly(["type", "height", "final", "items"])
    }

    @Test func errorsNameThePath() throws {
        let input = try JSONReader(document).object("input")
        func message(_ body: () throws -> Void) -> String {
            do { try body() } catch { return "\(error)" }
            return "no error"
        }
        #expect(message { _ = try input.string("hash") } == "json.missing: input.hash")
        #expect(
            message { _ = try input.array("items")[1].string("id") }
                == "json.wrongKind: input.items[1].id: expected string, found integer")
        #expect(
            message { _ = try input.integer("height", in: 0...11) }
                == "json.outOfRange: input.height: expected 0...11, found 12")
        #expect(message { try input.allowOnly(["type", "height", "final"]) } == "json.unknownMember: input.items")
        #expect(
            message { _ = try JSONReader(1).string("a") } == "json.wrongKind: document: expected object, found integer")
        #expect(
            message { _ = try input.string("height") } == "json.wrongKind: input.height: expected string, found integer"
        )
    }
}
