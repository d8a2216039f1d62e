/// The functions of the `strings` extension library from one string to another.
///
/// Source: cel-go `ext/strings.go`.
package enum StringTransforms {
    /// Largest result of `replace` and `join` unless the caller sets another limit, in bytes.
    package static let maximumResultBytes = 1 << 24

    /// `string.lowerAscii()`: only the letters A ... Z change.
    package static func lowerAscii(_ text: String) -> String {
        mapBytes(text) { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
    }

    /// `string.upperAscii()`: only the letters a ... z change.
    package static func upperAscii(_ text: String) -> String {
        mapBytes(text) { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 & ~0x20 : $0 }
    }

    /// `string.reverse()`: the code points in reverse order.
    package static func reverse(_ text: String) -> String {
        UTF8Text.withBytes(of: text) { bytes in
            String(unsafeUninitializedCapacity: bytes.count) { result in
                var source = 0
                var target = bytes.count
                while source < bytes.count {
                    let width = min(UTF8Text.scalarWidth(bytes[source]), bytes.count - source)
                    target -= width
                    for index in 0..<width { result.initializeElement(at: target + index, to: bytes[source + index]) }
                    source += width
                }
                return bytes.count
            }
        }
    }

    /// `string.trim()`: without leading and trailing white space, which is what Go's `unicode.IsSpace` says it is: the
    /// code points of the Unicode property White_Space.
    package static func trim(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// `strings.quote(string)`: the text in double quotes with the CEL escapes for `\a \b \f \n \r \t \v \\ \"`. All
    /// other code points stay as they are. At most twice the length and two bytes.
    package static func quote(_ text: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + 2)
        result.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            let escape: UnicodeScalar
            switch byte {
            case 0x07: escape = "a"
            case 0x08: escape = "b"
            case 0x09: escape = "t"
            case 0x0A: escape = "n"
            case 0x0B: escape = "v"
            case 0x0C: escape = "f"
            case 0x0D: escape = "r"
            case UInt8(ascii: "\\"): escape = "\\"
            case UInt8(ascii: "\""): escape = "\""
            default:
                result.append(byte)
                continue
            }
            result.append(UInt8(ascii: "\\"))
            result.append(UInt8(ascii: escape))
        }
        result.append(UInt8(ascii: "\""))
        return String(decoding: result, as: UTF8.self)
    }

    /// `string.replace(string, string)` and `string.replace(string, string, int)`: the first `limit` occurrences of
    /// `old`, from the left and not overlapping; all of them when `limit` is negative. An empty `old` is found before
    /// every code point and at the end.
    ///
    /// - Parameter maximumBytes: the largest result. The size is known before anything is allocated.
    package static func replace(
        _ text: String, _ old: String, with new: String, limit: Int64 = -1, maximumBytes: Int = maximumResultBytes
    ) throws(TextError) -> String {
        if limit == 0 { return text }
        let outcome: Result<String, TextError> = UTF8Text.withBytes(of: text, and: old) { text, old in
            var found = Occurrences(of: old, in: text, limit: limit)
            var count = 0
            while found.next() != nil { count += 1 }
            if count == 0 { return .success(String(decoding: text, as: UTF8.self)) }
            let (grown, overflow) = count.multipliedReportingOverflow(by: new.utf8.count)
            let size = text.count - count * old.count
            if overflow || grown > maximumBytes || size + grown > maximumBytes { return .failure(.resultTooLarge) }
            var result: [UInt8] = []
            result.reserveCapacity(size + grown)
            var copied = 0
            found = Occurrences(of: old, in: text, limit: limit)
            while let offset = found.next() {
                result.append(contentsOf: text[copied..<offset])
                result.append(contentsOf: new.utf8)
                copied = offset + old.count
            }
            result.append(contentsOf: text[copied...])
            return .success(String(decoding: result, as: UTF8.self))
        }
        return try outcome.get()
    }

    private static func mapBytes(_ text: String, _ change: (UInt8) -> UInt8) -> String {
        UTF8Text.withBytes(of: text) { bytes in
            String(unsafeUninitializedCapacity: bytes.count) { result in
                for index in bytes.indices { result.initializeElement(at: index, to: change(bytes[index])) }
                return bytes.count
            }
        }
    }
}
