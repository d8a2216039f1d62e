import CRE2

/// The functions of the `regex` extension library over a compiled program.
///
/// Source: cel-go `ext/regex.go`.
package enum RegexFunctions {
    /// Largest result of `regex.replace` unless the caller sets another limit, in bytes.
    package static let maximumResultBytes = 1 << 24

    /// `regex.extract(target, pattern)`: the text of the only capturing group of the first match, or of the whole match
    /// when the pattern has no group.
    ///
    /// - Returns: nil (`optional.none()`) without a match, or when the group is empty or took no part in the match.
    /// - Throws: `moreThanOneGroup`.
    package static func extract(_ text: String, _ program: RegexProgram) throws(RegexError) -> String? {
        if program.groupCount > 1 { throw .moreThanOneGroup }
        var text = text
        return text.withUTF8 { bytes in
            withRanges(program.groupCount + 1) { ranges in
                guard program.find(bytes, from: 0, into: ranges) else { return nil }
                let extracted = string(bytes, ranges[program.groupCount])
                return program.groupCount == 1 && extracted.isEmpty ? nil : extracted
            }
        }
    }

    /// `regex.extractAll(target, pattern)`: the same for every match, leaving out empty groups.
    ///
    /// - Throws: `moreThanOneGroup`.
    package static func extractAll(_ text: String, _ program: RegexProgram) throws(RegexError) -> [String] {
        if program.groupCount > 1 { throw .moreThanOneGroup }
        var text = text
        return text.withUTF8 { bytes in
            withRanges(program.groupCount + 1) { ranges in
                var results: [String] = []
                var matches = RegexMatches(program, in: bytes)
                while matches.next(into: ranges) {
                    let extracted = string(bytes, ranges[program.groupCount])
                    if program.groupCount == 0 || !extracted.isEmpty { results.append(extracted) }
                }
                return results
            }
        }
    }

    /// `regex.replace(target, pattern, replacement)` and `regex.replace(target, pattern, replacement, count)`.
    ///
    /// In the replacement `\0` is the whole match, `\1` ... `\9` a group, `\\` a backslash. The replacement is only
    /// looked at when there is something to replace, as in cel-go.
    ///
    /// - Parameters:
    ///   - count: the greatest number of matches to replace; negative means all, 0 none.
    ///   - maximumBytes: the largest result; it is checked before the result grows.
    package static func replace(
        _ text: String, _ program: RegexProgram, with replacement: String, count: Int64 = -1,
        maximumBytes: Int = maximumResultBytes
    ) throws(RegexError) -> String {
        if count == 0 { return text }
        var text = text
        let outcome = text.withUTF8 { bytes -> Result<String, RegexError> in
            // A group beyond \9 cannot be named, so ten ranges are enough for every pattern.
            withRanges(min(program.groupCount, 9) + 1) { ranges in
                var pieces: [ReplacementPiece]?
                var result: [UInt8] = []
                var copied = 0
                var replaced: Int64 = 0
                var matches = RegexMatches(program, in: bytes)
                while count < 0 || replaced < count, matches.next(into: ranges) {
                    let template: [ReplacementPiece]
                    if let pieces {
                        template = pieces
                    } else {
                        switch ReplacementPiece.parse(replacement, groupCount: program.groupCount) {
                        case .success(let parsed): template = parsed
                        case .failure(let error): return .failure(error)
                        }
                        pieces = template
                    }
                    result.append(contentsOf: bytes[copied..<ranges[0].start])
                    copied = ranges[0].end
                    for piece in template {
                        switch piece {
                        case .literal(let literal): result.append(contentsOf: literal)
                        case .group(let group) where ranges[group].start >= 0:
                            result.append(contentsOf: bytes[ranges[group].start..<ranges[group].end])
                        case .group: break
                        }
                        if result.count > maximumBytes { return .failure(.resultTooLarge) }
                    }
                    replaced += 1
                }
                if replaced == 0 { return .success(String(decoding: bytes, as: UTF8.self)) }
                if result.count + bytes.count - copied > maximumBytes { return .failure(.resultTooLarge) }
                result.append(contentsOf: bytes[copied...])
                return .success(String(decoding: result, as: UTF8.self))
            }
        }
        return try outcome.get()
    }

    private static func withRanges<Outcome>(
        _ count: Int, _ body: (UnsafeMutableBufferPointer<cre2_range>) -> Outcome
    ) -> Outcome {
        withUnsafeTemporaryAllocation(of: cre2_range.self, capacity: count) { ranges in
            ranges.initialize(repeating: cre2_range(start: -1, end: -1))
            return body(ranges)
        }
    }

    private static func string(_ text: UnsafeBufferPointer<UInt8>, _ range: cre2_range) -> String {
        range.start < 0 ? "" : String(decoding: text[range.start..<range.end], as: UTF8.self)
    }
}
