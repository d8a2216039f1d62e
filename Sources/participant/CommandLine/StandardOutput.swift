internal import Glibc

/// Standard output: results, a line at a time and at once, because another program may be waiting for the line.
enum StandardOutput {
    /// Writes a line.
    static func write(_ text: String) {
        print(text)
        fflush(nil)
    }

    /// A JSON string literal (RFC 8259, section 7).
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
