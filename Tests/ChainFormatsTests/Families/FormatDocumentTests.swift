import ChainFormats
import Foundation
import SupervisionModel
import Testing

@Suite struct FormatDocumentTests {
    /// Contents of a file, and the documents in it: raw bytes, the number of JSON ones, or an error's code.
    @Test(arguments: [
        ("\u{1}\u{2}", ["0102"]), ("0102\nff\n", ["0102", "ff"]), ("0x0a0b\r\n\r\n", ["0a0b"]),
        ("{\"a\":1}", ["json"]), ("{\n \"a\": null\n}\n", ["json"]), ("{\"raw\":\"0102\",\"id\":\"x\"}", ["0102"]),
        ("{\"raw\":\"01\"}\n\n{\"a\":1}\n", ["01", "json"]), ("[1,2]", ["json"]),
        ("012\n04\n", ["blockfile.badHex", "04"]),
        ("{\"a\":1.5}", ["blockfile.badLine"]), ("{\"raw\":\"01\"}\n{\n{}\n", ["01", "blockfile.badLine", "json"]),
    ])
    func formsAreFoundOut(_ content: String, _ expected: [String]) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("yushi-\(UUID().uuidString)")
        try Data(content.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var reader = try FormatDocumentReader(path: file.path)
        var found: [String] = []
        while let entry = reader.next() {
            switch entry.document {
            case .success(let document):
                switch document.content {
                case .raw(let bytes): found.append(Hex.encode(bytes))
                case .json: found.append("json")
                }
            case .failure(let error): found.append(error.code.text)
            }
        }
        #expect(found == expected)
    }

    @Test func emptyAndMissingFiles() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("yushi-\(UUID().uuidString)")
        #expect(throws: BlockFileError.self) { try FormatDocumentReader(path: file.path) }
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        do {
            _ = try FormatDocumentReader(path: file.path)
            Issue.record("an empty file has no block")
        } catch {
            #expect(error.code == .empty)
        }
    }

    @Test func nullsOfJSONRPC() throws {
        let value = try JSONParser.parse(Array(#"{"a":null,"b":1}"#.utf8), maximumBytes: 100, nulls: .absent)
        #expect(value["a"] == nil)
        #expect(value["b"] == 1)
        #expect(throws: JSONError.self) { try JSONParser.parse(Array(#"{"a":null}"#.utf8), maximumBytes: 100) }
        #expect(throws: JSONError.self) {
            try JSONParser.parse(Array("[null]".utf8), maximumBytes: 100, nulls: .absent)
        }
        #expect(throws: JSONError.self) {
            try JSONParser.parse(Array(#"{"a":nul}"#.utf8), maximumBytes: 100, nulls: .absent)
        }
    }

    @Test func namesAreUniqueAndInBothLanguages() {
        let names = FormatCheck.Name.allCases
        #expect(Set(names.map(\.englishTitle)).count == names.count)
        #expect(Set(names.map(\.chineseTitle)).count == names.count)
        #expect(!FormatReport().verified)
    }
}
