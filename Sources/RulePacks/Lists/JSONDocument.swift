import RuleEngine
import SupervisionModel

/// Reads a JSON file into the form in which YAML files are read. Values carry the place of the file's beginning.
enum JSONDocument {
    static func read(
        _ file: SourceFile, into diagnostics: Diagnostics, maximumBytes: Int = LoadLimits.fileBytes
    ) -> YAMLNode? {
        let bytes = Array(file.text.utf8)
        do throws(JSONError) {
            let value = try JSONParser.parse(bytes, maximumBytes: maximumBytes)
            return YAMLNode(value, at: file.location(line: 1, column: 1))
        } catch {
            let before = String(decoding: bytes.prefix(error.offset), as: UTF8.self)
            let place = SourceFile(path: file.path, text: before).end(in: file.path)
            diagnostics.report(.jsonSyntax, at: place, [JSONProblem.phrase(error.code)])
            return nil
        }
    }
}
