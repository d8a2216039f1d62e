/// Chinese for the phrases that the loader puts into its messages as arguments. What a file says stays as it is.
enum LoadErrorPhrases {
    /// `*` stands for any text. Particular phrases stand before general ones: the first that fits is taken.
    typealias Phrase = (en: String, zh: String)

    private static let table: [Phrase] = yaml + general + rules + files + conditions

    /// The phrase in Chinese; what is no phrase of the loader, such as a name, as it is.
    static func chinese(_ text: String) -> String { chinese(text, depth: 0) }

    private static func chinese(_ text: String, depth: Int) -> String {
        // A phrase holds at most a few others; what a file says cannot make this run deep.
        guard depth < 4 else { return text }
        for entry in table {
            guard let parts = parts(of: text, matching: entry.en) else { continue }
            let isQuoted = quotedStars(of: entry.en)
            var result = ""
            for (index, piece) in entry.zh.split(separator: "*", omittingEmptySubsequences: false).enumerated() {
                if index > 0, index <= parts.count {
                    let part = parts[index - 1]
                    result += isQuoted[index - 1] ? part : chinese(part, depth: depth + 1)
                }
                result += piece
            }
            return result
        }
        return text
    }

    /// Whether a star stands between quotes: what a file says, never a phrase.
    private static func quotedStars(of pattern: String) -> [Bool] {
        let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        return zip(pieces, pieces.dropFirst()).map { before, after in
            guard let quote = before.utf8.last, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
                return false
            }
            return after.utf8.first == quote
        }
    }

    /// What the stars of a pattern stand for; `nil` when the text does not match.
    private static func parts(of text: String, matching pattern: String) -> [String]? {
        let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard let first = pieces.first, text.utf8.starts(with: first.utf8) else { return nil }
        var rest = text.utf8.dropFirst(first.utf8.count)
        var parts: [String] = []
        for (index, piece) in pieces.enumerated().dropFirst() {
            let isLast = index == pieces.count - 1
            guard let range = find(piece, in: rest, atEnd: isLast) else { return nil }
            parts.append(String(Substring(rest[..<range.lowerBound])))
            rest = rest[range.upperBound...]
        }
        return rest.isEmpty ? parts : nil
    }

    private static func find(
        _ piece: Substring, in text: Substring.UTF8View, atEnd: Bool
    ) -> Range<String.Index>? {
        let bytes = Array(piece.utf8)
        guard text.count >= bytes.count else { return nil }
        if atEnd {
            let start = text.index(text.endIndex, offsetBy: -bytes.count)
            return text[start...].elementsEqual(bytes) ? start..<text.endIndex : nil
        }
        var start = text.startIndex
        while text.distance(from: start, to: text.endIndex) >= bytes.count {
            if text[start...].starts(with: bytes) { return start..<text.index(start, offsetBy: bytes.count) }
            start = text.index(after: start)
        }
        return nil
    }
}
