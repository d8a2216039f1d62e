import RuleEngine

extension SourceFile {
    /// Takes the bytes of a file as text and registers it for snippets; `nil` after a report.
    package static func decode(
        _ bytes: [UInt8], path: String, maximumBytes: Int = LoadLimits.fileBytes, into diagnostics: Diagnostics
    ) -> SourceFile? {
        let start = SourceLocation(file: path, line: 1, column: 1)
        guard bytes.count <= maximumBytes else {
            diagnostics.report(.fileTooLarge, at: start, ["\(bytes.count)", "\(maximumBytes)"])
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            diagnostics.report(.notUTF8, at: start, ["\(firstInvalidByte(bytes))"])
            return nil
        }
        let file = SourceFile(path: path, text: text)
        diagnostics.add(file)
        return file
    }

    private static func firstInvalidByte(_ bytes: [UInt8]) -> Int {
        var low = 0
        var high = bytes.count
        // A prefix that ends inside a character is invalid too: look for the longest valid prefix near the place.
        while low < high {
            let middle = (low + high + 1) / 2
            let isValid = (0..<4).contains {
                middle >= $0 && String(validating: bytes.prefix(middle - $0), as: UTF8.self) != nil
            }
            if isValid { low = middle } else { high = middle - 1 }
        }
        var valid = low
        while valid > 0, String(validating: bytes.prefix(valid), as: UTF8.self) == nil { valid -= 1 }
        return valid
    }
}
