import CRE2

/// A compiled RE2 pattern. Matching takes time linear in the text, whatever the pattern is.
///
/// Texts and offsets are UTF-8 bytes throughout; a match never starts or ends inside a code point, because the pattern
/// is compiled for UTF-8 text.
// @unchecked: the only stored state is a pointer that is set once and freed in deinit, to an object whose const methods
// RE2 documents as safe to call from many threads.
package final class RegexProgram: @unchecked Sendable {
    private let handle: OpaquePointer

    /// The number of capturing groups.
    package let groupCount: Int

    /// The number of instructions of the program: its weight for a cost model.
    package let programSize: Int

    /// Compiles `pattern`.
    ///
    /// - Throws: `malformed` for a syntax error, `tooLarge` when a limit is exceeded.
    package init(pattern: String, limits: RegexLimits = .standard) throws(RegexError) {
        var pattern = pattern
        let length = pattern.utf8.count
        guard length <= limits.patternBytes else {
            throw .tooLarge("pattern of \(length) bytes, more than \(limits.patternBytes)")
        }
        var program: OpaquePointer?
        let (status, text) = pattern.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.errorCapacity) { error in
                    let status = cre2_compile(
                        characters.baseAddress, characters.count, Int64(limits.memoryBytes),
                        Int32(clamping: limits.programSize), &program, error.baseAddress, error.count)
                    return (status, status == CRE2_OK ? "" : Self.text(of: UnsafeBufferPointer(error)))
                }
            }
        }
        guard status == CRE2_OK, let program else {
            throw status == CRE2_MALFORMED ? .malformed(text) : .tooLarge(text)
        }
        handle = program
        groupCount = Int(cre2_group_count(program))
        programSize = Int(cre2_program_size(program))
    }

    deinit {
        cre2_free(handle)
    }

    /// `matches(string, string)`: whether the pattern matches anywhere in `text`.
    package func matches(_ text: String) -> Bool {
        if let found = text.utf8.withContiguousStorageIfAvailable({ matches($0) }) { return found }
        return Array(text.utf8).withUnsafeBufferPointer { matches($0) }
    }

    /// Whether the pattern matches anywhere in a UTF-8 text.
    package func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.withMemoryRebound(to: CChar.self) { cre2_matches(handle, $0.baseAddress, $0.count) != 0 }
    }

    /// Searches `text` from byte `start` on and fills `ranges`: the whole match first, then the groups.
    func find(_ text: UnsafeBufferPointer<UInt8>, from start: Int, into ranges: UnsafeMutableBufferPointer<cre2_range>)
        -> Bool
    {
        text.withMemoryRebound(to: CChar.self) {
            cre2_find(handle, $0.baseAddress, $0.count, start, ranges.baseAddress, Int32(ranges.count)) != 0
        }
    }

    /// Room for RE2's error text; longer ones are cut.
    private static let errorCapacity = 256

    private static func text(of buffer: UnsafeBufferPointer<CChar>) -> String {
        let end = buffer.firstIndex(of: 0) ?? buffer.count
        return String(decoding: buffer[..<end].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
