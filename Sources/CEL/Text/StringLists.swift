/// The functions of the `strings` extension library between a string and a list of strings.
///
/// Source: cel-go `ext/strings.go`, which uses Go's `strings.SplitN` and `strings.Join`.
package enum StringLists {
    /// `string.split(string)` and `string.split(string, int)`: the pieces between the separators.
    ///
    /// An empty separator splits into code points. With a positive `limit` there are at most that many pieces and the
    /// last one is the rest; 0 gives no pieces; a negative limit means all. There are at most as many pieces as bytes,
    /// plus one.
    package static func split(_ text: String, _ separator: String, limit: Int64 = -1) -> [String] {
        if limit == 0 { return [] }
        return UTF8Text.withBytes(of: text, and: separator) { text, separator in
            var pieces: [String] = []
            var start = 0
            if separator.isEmpty {
                while start < text.count {
                    let isLast = Int64(pieces.count) == limit - 1
                    let end = isLast ? text.count : min(start + UTF8Text.scalarWidth(text[start]), text.count)
                    pieces.append(String(decoding: text[start..<end], as: UTF8.self))
                    start = end
                }
                return pieces
            }
            var found = Occurrences(of: separator, in: text, limit: limit < 0 ? -1 : limit - 1)
            while let offset = found.next() {
                pieces.append(String(decoding: text[start..<offset], as: UTF8.self))
                start = offset + separator.count
            }
            pieces.append(String(decoding: text[start...], as: UTF8.self))
            return pieces
        }
    }

    /// `list.join()` and `list.join(string)`.
    ///
    /// - Parameter maximumBytes: the largest result. The size is known before anything is allocated.
    package static func join(
        _ pieces: some Collection<String>, _ separator: String = "",
        maximumBytes: Int = StringTransforms.maximumResultBytes
    ) throws(TextError) -> String {
        var size = 0
        for piece in pieces {
            size += piece.utf8.count + separator.utf8.count
            if size > maximumBytes + separator.utf8.count { throw .resultTooLarge }
        }
        var result: [UInt8] = []
        result.reserveCapacity(size)
        var isFirst = true
        for piece in pieces {
            if !isFirst { result.append(contentsOf: separator.utf8) }
            isFirst = false
            result.append(contentsOf: piece.utf8)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
