import Glibc
import SupervisionModel

/// Standard output: results, a line at a time and at once, because another program may be waiting for the line.
enum StandardOutput {
    static func write(_ text: String) {
        print(text)
        fflush(nil)
    }

    static func write(_ json: JSONValue) {
        write(String(decoding: json.encode(), as: UTF8.self))
    }
}

/// Standard error: logs and progress.
enum StandardError {
    static func write(_ text: String) {
        let bytes = Array((text.hasSuffix("\n") ? text : text + "\n").utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}

/// Text that a chain controls, made safe for a terminal: control characters, escapes and bidirectional overrides are
/// shown as `\u{…}`.
enum TerminalText {
    static func safe(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
